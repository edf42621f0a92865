import { diskAt, realWorld, type Disk } from '../../pipeline/disk.ts';
import type { World } from '../../pipeline/world.ts';

/** A system error as `node:fs` rejects with. */
function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

/** A disk in memory. Folders exist as long as a file lies in them; there are no links. */
export function memoryDisk(files: Readonly<Record<string, string | Uint8Array>> = {}): Disk {
  const stored = new Map<string, Uint8Array>();
  for (const [path, content] of Object.entries(files)) {
    stored.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }
  const below = (folder: string): string[] =>
    [...stored.keys()].filter((path) => folder === '' || path.startsWith(`${folder}/`));
  const get = (path: string): Uint8Array => {
    const bytes = stored.get(path);
    if (!bytes) throw systemError('ENOENT', path);
    return bytes;
  };
  // Async functions, so that a fault is a rejection as on the real disk.
  return {
    locate: (path) => `/memory/${path}`,
    kind: (path) =>
      Promise.resolve(stored.has(path) ? 'file' : path === '' || below(path).length > 0 ? 'folder' : 'none'),
    size: async (path) => Promise.resolve(get(path).length),
    read: async (path) => Promise.resolve(get(path).slice()),
    list: (folder, kind = 'file') => Promise.resolve(kind === 'file' ? below(folder).sort() : []),
    write: (path, bytes) => {
      stored.set(path, bytes.slice());
      return Promise.resolve();
    },
    create: (path, bytes) => {
      if (stored.has(path)) return Promise.resolve(false);
      stored.set(path, bytes.slice());
      return Promise.resolve(true);
    },
    append: (path, bytes) => {
      stored.set(path, Buffer.concat([stored.get(path) ?? new Uint8Array(), bytes]));
      return Promise.resolve();
    },
    rename: (from, to) => {
      const moved = below(from);
      if (moved.length > 0 && below(to).length > 0) return Promise.reject(systemError('ENOTEMPTY', to));
      if (moved.length === 0) stored.set(to, get(from));
      for (const path of moved) stored.set(`${to}${path.slice(from.length)}`, get(path));
      for (const path of [from, ...moved]) stored.delete(path);
      return Promise.resolve();
    },
    remove: (path) => {
      for (const one of [path, ...below(path)]) stored.delete(one);
      return Promise.resolve();
    },
    removeEmpty: () => Promise.resolve(),
  };
}

const real = realWorld('.', {}, { note: () => undefined }, process);
/** Files of the installed packages, which do not change while tests run: each is read once. */
const assets = new Map<string, Promise<Uint8Array>>();
function asset(specifier: string): Promise<Uint8Array> {
  const bytes = assets.get(specifier) ?? real.asset(specifier);
  assets.set(specifier, bytes);
  return bytes;
}

/**
 * A cache in memory that has the fonts of this machine's cache besides, which `prepare.ts` has filled: to make them takes longer than all else that
 * most tests do. They have their hash in their name and at their head.
 */
export function cacheWithFonts(files: Readonly<Record<string, string | Uint8Array>> = {}): Disk {
  const own = memoryDisk(files);
  return {
    ...own,
    read: async (path) =>
      (await own.kind(path)) === 'none' && path.startsWith('fonts/') ? real.cache.read(path) : own.read(path),
  };
}

/**
 * A project in memory: `files` are its files by path. The cache holds nothing but the fonts, the clock stands still,
 * nothing is logged; `asset` reads the installed packages. `overrides` replace any part of it.
 */
export function memoryWorld(
  files: Readonly<Record<string, string | Uint8Array>>,
  overrides: Partial<World> = {},
): World {
  const log = { note: (): void => undefined };
  const { machine } = realWorld('.', {}, log, process);
  return {
    project: memoryDisk(files),
    cache: cacheWithFonts(),
    asset,
    clock: () => 0,
    log,
    machine,
    environment: {},
    ...overrides,
  };
}

/** The text files of a folder of the real disk, as `memoryWorld` takes them. */
export async function filesOf(
  root: string,
  folders: readonly string[] = [''],
): Promise<Record<string, string>> {
  const disk = diskAt(root);
  const paths = (await Promise.all(folders.map((folder) => disk.list(folder)))).flat();
  const texts = paths.map(async (path) => [path, new TextDecoder().decode(await disk.read(path))] as const);
  return Object.fromEntries(await Promise.all(texts));
}
