import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { storeWhole } from '../../kept.ts';
import { sha256 } from '../../manifest.ts';
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

/** The last file written names all others with their size and SHA-256. */
const seal = 'complete';
const end = 'all';

/**
 * True when all files have their size, and the dictionaries their content: a browser that is damaged does not start,
 * but without a dictionary it would break lines elsewhere and say nothing.
 */
async function isWhole({ cache }: World, folder: string): Promise<boolean> {
  try {
    const lines = new TextDecoder().decode(await cache.read(`${folder}/${seal}`)).split('\n');
    if (lines.pop() !== end) return false;
    const found = lines.map(async (line) => {
      const [path = '', size, hash] = line.split(' ');
      if ((await cache.size(`${folder}/${path}`)) !== Number(size)) return false;
      return !path.endsWith('.hyb') || sha256(await cache.read(`${folder}/${path}`)) === hash;
    });
    return (await Promise.all(found)).every(Boolean);
  } catch {
    return false;
  }
}

async function fill(world: World, folder: string): Promise<void> {
  const unpacked = async (name: string): Promise<Uint8Array> =>
    decompress(await world.asset(`${pack}/bin/${name}`));
  const [program, libraries] = await Promise.all([unpacked('chromium.br'), unpacked('al2023.tar.br')]);
  const sealed: string[] = [];
  const store = async (path: string, bytes: Uint8Array, mode?: number): Promise<void> => {
    await storeWhole(world.cache, `${folder}/${path}`, bytes, mode);
    sealed.push(`${path} ${bytes.length} ${sha256(bytes)}`);
  };
  await store('chromium', program, 0o755);
  for (const { path, bytes } of readTar(libraries)) await store(path, bytes, 0o755);
  for (const { file, bytes } of await hyphenationFiles()) await store(`hyphen-data/${file}`, bytes);
  await storeWhole(world.cache, `${folder}/${seal}`, new TextEncoder().encode([...sealed, end].join('\n')));
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
