import { faces } from '../fonts.ts';
import type { Sheet } from './sheet.ts';

/** PostScript names of the declared faces; Adobe names each file by its face. */
const declared: ReadonlySet<string> = new Set(
  faces.map(({ asset }) => asset.replace(/^.*\//, '').replace(/\.ttf$/, '')),
);

const key = '/BaseFont';
/** Of a name in a PDF (ISO 32000-1, annex C), with the space before it. */
const longestName = 140;

/**
 * Names of the faces in a print of the browser that the project does not declare, in the order in which they stand.
 * The browser writes font dictionaries as plain text: `/BaseFont /AAAAAA+SourceSans3-Regular`.
 */
export function strangeFaces(pdf: Uint8Array): readonly string[] {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const names: string[] = [];
  for (let at = file.indexOf(key); at >= 0; at = file.indexOf(key, at + 1)) {
    const text = file.toString('latin1', at + key.length, at + key.length + longestName);
    const [, name] = /^\s*\/(?:[A-Z]{6}\+)?([^\s/<>[\]()]+)/.exec(text) ?? [];
    if (name !== undefined) names.push(name);
  }
  return [...new Set(names)].filter((name) => !declared.has(name));
}

/** Starts of the texts that are drawn in a face of the machine, three at most. Asks about every element: for the worst case only. */
export async function textsInStrangeFaces({ page, session }: Sheet): Promise<readonly string[]> {
  await page.evaluate(() => {
    document.documentElement.className = '';
    // Lays it out, which nobody else does for a window that is not seen.
    document.body.getBoundingClientRect();
  });
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { nodes } = await session.send('DOM.getFlattenedDocument', { depth: -1 });
  const found: string[] = [];
  for (const { nodeId, nodeType, nodeValue, parentId } of nodes) {
    const text = nodeValue.replace(/\s+/g, ' ').trim();
    if (nodeType !== 3 || text === '' || parentId === undefined || found.length === 3) continue;
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    if (fonts.some(({ isCustomFont }) => !isCustomFont)) found.push(text.slice(0, 60));
  }
  await session.send('CSS.disable');
  await session.send('DOM.disable');
  return found;
}
