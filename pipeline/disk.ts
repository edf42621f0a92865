import { createRequire } from 'node:module';
import { arch, homedir, hostname, platform, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { lstatSync, readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import * as fs from 'node:fs/promises';
import type { Disk, FileKind, Log, Machine, World } from './world.ts';

export type { Disk, FileKind } from './world.ts';

/**
 * The real disk at `root`. What takes microseconds is done at once: to wait for another thread takes ten times as long,
 * and a build looks at thousands of files.
 */
export function diskAt(root: string): Disk {
  const locate = (path: string): string => join(root, path);
  return {
    locate,
    kind: async (path) => Promise.resolve(kindAt(locate(path))),
    size: async (path) => Promise.resolve(statSync(locate(path)).size),
    read: async (path) => Promise.resolve(readFileSync(locate(path))),
    list: async (folder, kind = 'file') => Promise.resolve(listAt(locate(''), folder, kind)),
    async write(path, bytes, mode = 0o644) {
      await fs.mkdir(dirname(locate(path)), { recursive: true });
      await fs.writeFile(locate(path), bytes, { flush: true, mode });
    },
    async create(path, bytes) {
      await fs.mkdir(dirname(locate(path)), { recursive: true });
      let file: fs.FileHandle;
      try {
        file = await fs.open(locate(path), 'wx');
      } catch (cause) {
        if (isCode(cause, 'EEXIST')) return false;
        throw cause;
      }
      try {
        await file.writeFile(bytes);
        await file.sync();
        return true;
      } catch (cause) {
        // It is ours, and half of it is worse than nothing.
        await fs.rm(locate(path), { force: true });
        throw cause;
      } finally {
        await file.close();
      }
    },
    async append(path, bytes) {
      await fs.mkdir(dirname(locate(path)), { recursive: true });
      await fs.appendFile(locate(path), bytes);
    },
    rename: async (from, to) => fs.rename(locate(from), locate(to)),
    remove: async (path) => fs.rm(locate(path), { recursive: true, force: true }),
    async removeEmpty(folder) {
      try {
        await fs.rmdir(locate(folder));
      } catch (cause) {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].some((code) => isCode(cause, code))) throw cause;
      }
    },
  };
}

/** Paths below `folder`, relative to `root`, sorted. */
function listAt(root: string, folder: string, kind: 'file' | 'other'): readonly string[] {
  const found: string[] = [];
  const open = [folder];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const entry of entriesIn(join(root, path))) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) open.push(below);
      else if (entry.isFile() === (kind === 'file')) found.push(below);
    }
  }
  return found.sort();
}

/** What a folder holds; nothing for one that has gone while others were read. */
function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return [];
    throw cause;
  }
}

function kindAt(path: string): FileKind {
  try {
    const stat = lstatSync(path);
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
  } catch (cause) {
    if (isCode(cause, 'ENOENT') || isCode(cause, 'ENOTDIR')) return 'none';
    throw cause;
  }
}

/** The bytes of a file anywhere, or null when they are more than `most`: a device or a pipe may never end. */
export async function readAtMost(path: string, most: number): Promise<Uint8Array | null> {
  const file = await fs.open(path);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of file.createReadStream({ end: most, autoClose: false }))
      chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    return bytes.length > most ? null : bytes;
  } finally {
    await file.close();
  }
}

/** The program's own folder, to know when the program itself has changed. */
export const program: Disk = diskAt(import.meta.dirname);

/** True when `cause` is a system error with this code. */
export function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}

const require = createRequire(import.meta.url);

/** Reads a file of an installed npm package, wherever npm put the package. */
async function packageAsset(specifier: string): Promise<Uint8Array> {
  const parts = specifier.split('/');
  const name = parts.splice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return await Promise.resolve(readFileSync(join(folder, name, ...parts)));
    } catch (cause) {
      if (!isCode(cause, 'ENOENT') && !isCode(cause, 'ENOTDIR')) throw cause;
    }
  }
  throw new Error(`${specifier} is not installed; run npm ci`);
}

/** The process that runs the pipeline, as Node's `process` describes it. */
export interface RunningProcess {
  readonly pid: number;
  kill(pid: number, signal: number): unknown;
}

/**
 * The start of the machine and, in ticks since then, of a process: field 22 of /proc/PID/stat, behind the name in
 * brackets (proc(5)). Undefined on systems without it.
 */
function birthOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${boot} ${stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? ''}`;
  } catch {
    return undefined;
  }
}

/** Counts names for all worlds of this process, which may share a cache. */
let named = 0;

function machineOf(self: RunningProcess): Machine {
  return {
    platform: `${platform()}-${arch()}`,
    isRoot: userInfo().uid === 0,
    executable: async (path) =>
      fs.access(path, fs.constants.X_OK).then(
        () => true,
        () => false,
      ),
    freeSpace: async (folder) =>
      fs.statfs(folder).then(
        ({ bavail, bsize }) => bavail * bsize,
        () => null,
      ),
    self: {
      pid: self.pid,
      host: hostname(),
      started: new Date(performance.timeOrigin).toISOString(),
      birth: birthOf(self.pid),
    },
    unique: () => `${self.pid}-${++named}`,
    isAlive(other, birth) {
      try {
        self.kill(other, 0);
      } catch (cause) {
        if (!isCode(cause, 'EPERM')) return false;
      }
      const now = birth === undefined ? undefined : birthOf(other);
      return now === undefined || now === birth;
    },
  };
}

/** The machine: the project in `root`, the cache in the user's cache folder (XDG_CACHE_HOME, default ~/.cache). */
export function realWorld(
  root: string,
  environment: World['environment'],
  log: Log,
  self: RunningProcess,
): World {
  const caches = environment.XDG_CACHE_HOME || join(homedir(), '.cache');
  return {
    project: diskAt(resolve(root)),
    cache: diskAt(join(caches, 'country-briefs')),
    asset: packageAsset,
    clock: () => performance.now(),
    log,
    machine: machineOf(self),
    environment,
  };
}
