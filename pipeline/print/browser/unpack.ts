import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { versionOf } from '../../versions.ts';
import type { World } from '../../world.ts';
import { dictionaryRevision, hyphenationFiles } from '../hyphenation/hyphenation.ts';
import { ownFolder, sweepLeftovers } from './leftovers.ts';
import type { BrowserLocation } from './location.ts';
import { readTar } from './tar.ts';

const decompress = promisify(brotliDecompress);
const pack = '@sparticuz/chromium';

/**
 * Unpacks the browser of the npm package into the cache, once for a version of it and of the dictionaries beside it.
 * The package's own interface is not used: it leaves the libraries out where it does not see a cloud function, and
 * unpacks into one fixed folder for everybody. Everything lands in a folder of this process, which takes its place in
 * one step when it is whole: runs beside each other do no harm, and half a browser is never started.
 */
export async function unpackBrowser(world: World): Promise<BrowserLocation> {
  const [version, patterns] = await Promise.all([versionOf(world, pack), versionOf(world, 'hyphen')]);
  const folder = `chromium-${version}-hyphen-${patterns}-${dictionaryRevision}`;
  if (!(await isWhole(world, folder))) {
    await sweepLeftovers(world, 'unpacking');
    world.log.note(`Unpacking the browser (Chromium ${version}), once for this version …`);
    const partial = ownFolder(world, 'unpacking');
    try {
      await fill(world, partial);
      await settle(world, partial, folder);
    } finally {
      await world.cache.remove(partial);
    }
  }
  return {
    path: world.cache.locate(`${folder}/chromium`),
    pinned: true,
    libraries: world.cache.locate(`${folder}/lib`),
  };
}

/** The last file written says that all are there. */
const seal = 'complete';

async function isWhole(world: World, folder: string): Promise<boolean> {
  return (await world.cache.kind(`${folder}/${seal}`)) === 'file';
}

async function fill(world: World, folder: string): Promise<void> {
  const unpacked = async (name: string): Promise<Uint8Array> =>
    decompress(await world.asset(`${pack}/bin/${name}`));
  const [program, libraries] = await Promise.all([unpacked('chromium.br'), unpacked('al2023.tar.br')]);
  await world.cache.write(`${folder}/chromium`, program, 0o755);
  for (const { path, bytes } of readTar(libraries))
    await world.cache.write(`${folder}/${path}`, bytes, 0o755);
  for (const { file, bytes } of await hyphenationFiles()) {
    await world.cache.write(`${folder}/hyphen-data/${file}`, bytes);
  }
  await world.cache.write(`${folder}/${seal}`, new Uint8Array());
}

/**
 * Renames `partial` to `folder`. A folder is not renamed onto one that holds anything: then either another run was
 * first, whose folder is as good as ours and may be in use, or somebody has torn the folder apart, which is replaced.
 */
async function settle(world: World, partial: string, folder: string): Promise<void> {
  for (const isLast of [false, true]) {
    try {
      await world.cache.rename(partial, folder);
      return;
    } catch (cause) {
      if (await isWhole(world, folder)) return;
      if (isLast) throw cause;
      await world.cache.remove(folder);
    }
  }
}
