import { storeWhole } from '../../kept.ts';
import type { World } from '../../world.ts';

/**
 * A face that no style sheet names, so that a text drawn in it is seen by its name in the PDF. It must be there: without
 * any font that fontconfig can reach the renderer prints nothing, not even in the faces of the document, and says nothing.
 */
const fallbackFace = 'source-sans/TTF/SourceSans3-Black.ttf';

/**
 * Writes a font configuration with that one face into `folder` and returns the file's absolute path. With the fonts of
 * the system the same document would look different on another machine.
 */
export async function writeFontConfiguration(world: World, folder: string): Promise<string> {
  await storeWhole(world.cache, `${folder}/faces/fallback.ttf`, await world.asset(fallbackFace));
  const at = (path: string): string => xml(world.cache.locate(`${folder}/${path}`));
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>${at('faces')}</dir><cachedir>${at('cache')}</cachedir></fontconfig>
`;
  await storeWhole(world.cache, `${folder}/fonts.conf`, new TextEncoder().encode(text));
  return world.cache.locate(`${folder}/fonts.conf`);
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
