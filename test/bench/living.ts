import { readFile, readdir } from 'node:fs/promises';

/** A process as /proc of Linux tells of it. */
export interface Living {
  readonly pid: number;
  readonly parent: number;
  /** Its command line, words parted by spaces. */
  readonly line: string;
  /** Memory that it holds itself, in MB. */
  readonly megabytes: number;
}

/** Every process that can be seen; [] where the system has no /proc. */
export async function living(): Promise<readonly Living[]> {
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = names.map(async (name): Promise<Living> => {
    const read = (file: string): Promise<string> => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '');
    const [line, status] = await Promise.all([read('cmdline'), read('status')]);
    const field = (key: string): number =>
      Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return {
      pid: Number(name),
      parent: field('PPid'),
      line: line.replaceAll('\0', ' '),
      megabytes: field('VmRSS') / 1024,
    };
  });
  return (await Promise.all(found)).filter(({ line }) => line !== '');
}

/** A process and all that it has started, and those have started. */
export function treeOf(root: number, all: readonly Living[]): readonly Living[] {
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === root || isBelow(parents.get(pid)));
  return all.filter(({ pid }) => isBelow(pid));
}
