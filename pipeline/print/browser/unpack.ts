import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { World } from '../../world.ts';
import type { BrowserLocation } from './location.ts';
import { hyphenationFiles } from '../hyphenation/hyphenation.ts';
import { readTar } from './tar.ts';

const decompress = promisify(brotliDecompress);
const pack = '@sparticuz/chromium';

/**
 * Unpacks the browser of the npm package into the cache, once a version. The package's own interface is not used: it
 * leaves the libraries out where it does not see a cloud function, and unpacks into one fixed folder for everybody.
 * Everything lands in a sibling folder that is renamed when it is whole, so that runs beside each other do no harm.
 */
export async function unpackBrowser(world: World): Promise<BrowserLocation> {
  const { version } = JSON.parse(new TextDecoder().decode(await world.asset(`${pack}/package.json`))) as {
    version: string;
  };
  const folder = `chromium-${version}`;
  const location = {
    path: world.cache.locate(`${folder}/chromium`),
    pinned: true,
    libraries: world.cache.locate(`${folder}/lib`),
  };
  if ((await world.cache.kind(`${folder}/complete`)) === 'file') return location;

  world.log.note(`Unpacking the browser (Chromium ${version}), once for this version …`);
  const partial = `${folder}.${world.machine.unique()}`;
  const [program, libraries] = await Promise.all(
    ['chromium.br', 'al2023.tar.br'].map(async (name) =>
      decompress(await world.asset(`${pack}/bin/${name}`)),
    ),
  );
  if (!program || !libraries) throw new Error(`${pack} is incomplete; run npm ci`);
  await world.cache.write(`${partial}/chromium`, program, 0o755);
  for (const { path, bytes } of readTar(libraries))
    await world.cache.write(`${partial}/${path}`, bytes, 0o755);
  for (const { file, bytes } of await hyphenationFiles()) {
    await world.cache.write(`${partial}/hyphen-data/${file}`, bytes);
  }
  await world.cache.write(`${partial}/complete`, new TextEncoder().encode(`${version}\n`));
  try {
    // What another run has finished meanwhile may be in use: only a folder that is not whole is replaced.
    if ((await world.cache.kind(`${folder}/complete`)) !== 'file') await world.cache.remove(folder);
    await world.cache.rename(partial, folder);
  } catch (cause) {
    // Another run was first: its folder is as good as ours.
    await world.cache.remove(partial);
    if ((await world.cache.kind(`${folder}/complete`)) !== 'file') throw cause;
  }
  return location;
}
