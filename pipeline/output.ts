import type { Disk } from './disk.ts';
import { EnvironmentError } from './failures.ts';

/** The one folder that anything is written to, relative to the project. */
export const outputFolder = 'output';

/** Prefix and suffix of a file that is being written: hidden, and swept by the next run. */
export const temporaryName = /(^|\/)\.[^/]+\.part$/;

/** Hidden sibling under which `path` is written before it takes its name. */
export function temporaryOf(path: string): string {
  const cut = path.lastIndexOf('/') + 1;
  return `${path.slice(0, cut)}.${path.slice(cut)}.part`;
}

/** True for a path that stays below the folder it is relative to, on every system: no `..`, no drive, no backslash. */
export function staysInside(path: string): boolean {
  const parts = path.split('/');
  return !/[\\:\0]/.test(path) && parts.every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Lets nothing be written through a link: no part of the path may be one, nor a device. @throws EnvironmentError. */
export async function refuseLinks(project: Disk, path: string): Promise<void> {
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth++) {
    const part = parts.slice(0, depth).join('/');
    if ((await project.kind(part)) !== 'other') continue;
    throw new EnvironmentError(`${part} is a link or a device: remove it, nothing is written through it`);
  }
}

/**
 * The output folder of a project as a disk of its own. Whatever path it is given, it touches nothing outside:
 * a path that leads out, or a link where a folder should be, is refused.
 * @throws EnvironmentError for a link; RangeError for a path that leads out.
 */
export function outputOf(project: Disk): Disk {
  const inside = (path: string): string => {
    if (!staysInside(path)) throw new RangeError(`${path} does not lie below ${outputFolder}/`);
    return `${outputFolder}/${path}`;
  };
  const guarded = async (path: string): Promise<string> => {
    await refuseLinks(project, inside(path));
    return inside(path);
  };
  return {
    locate: (path) => project.locate(inside(path)),
    kind: async (path) => project.kind(inside(path)),
    size: async (path) => project.size(inside(path)),
    read: async (path) => project.read(inside(path)),
    async list(folder, kind) {
      const found = await project.list(folder === '' ? outputFolder : inside(folder), kind);
      return found.map((path) => path.slice(outputFolder.length + 1));
    },
    write: async (path, bytes, mode) => project.write(await guarded(path), bytes, mode),
    create: async (path, bytes) => project.create(await guarded(path), bytes),
    append: async (path, bytes) => project.append(await guarded(path), bytes),
    rename: async (from, to) => project.rename(await guarded(from), await guarded(to)),
    remove: async (path) => project.remove(await guarded(path)),
    removeEmpty: async (folder) => project.removeEmpty(await guarded(folder)),
  };
}
