import type { Disk } from './disk.ts';
import { asFailure, EnvironmentError } from './failures.ts';
import { sha256 } from './manifest.ts';
import type { World } from './world.ts';

/** Hexadecimal SHA-256 and a line end stand before the content. */
const headLength = 65;

/** What `keep` has put into the cache; null where there is none, or where a crash or a fault has left anything else. */
export async function recall({ cache }: Pick<World, 'cache'>, path: string): Promise<Uint8Array | null> {
  try {
    const bytes = await cache.read(path);
    const content = bytes.subarray(headLength);
    const head = new TextDecoder().decode(bytes.subarray(0, headLength - 1));
    return head === sha256(content) ? content : null;
  } catch {
    return null;
  }
}

/** Puts what was costly to make into the cache. A cache that cannot be written costs time and nothing else. */
export async function keep(
  { cache, machine }: Pick<World, 'cache' | 'machine'>,
  path: string,
  content: Uint8Array,
): Promise<void> {
  const partial = `${path}.${machine.unique()}`;
  try {
    await cache.write(partial, Buffer.concat([Buffer.from(`${sha256(content)}\n`), content]));
    await cache.rename(partial, path);
  } catch (cause) {
    await cache.remove(partial).catch(() => undefined);
    if (asFailure(path, cause) === cause) throw cause;
  }
}

/** Stores a file that must be whole when it is used. @throws EnvironmentError when a part of it did not reach the disk. */
export async function storeWhole(cache: Disk, path: string, bytes: Uint8Array, mode?: number): Promise<void> {
  await cache.write(path, bytes, mode);
  if ((await cache.size(path)) === bytes.length) return;
  throw new EnvironmentError(`${cache.locate(path)} was not written whole: the disk may be full`);
}
