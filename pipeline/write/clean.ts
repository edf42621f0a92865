import type { Disk } from '../disk.ts';
import { journalPath, manifestPath, readManifest } from '../manifest.ts';
import { UsageError } from '../failures.ts';
import { outputFolder } from '../output.ts';
import { lockPath, takeLock, type LockOptions } from './lock.ts';
import { sweep } from './sweep.ts';

export interface Cleaned {
  /** Files that were removed, sorted. */
  readonly removed: readonly string[];
  /** Files that no run of ours wrote and that stay, sorted. */
  readonly kept: readonly string[];
}

/** Files that belong to the folder itself. */
const own = ['README.md', '.gitkeep', lockPath];

/**
 * Removes the files that the manifest names, the manifest, and the folders that are empty then; nothing else.
 * @throws UsageError when the manifest cannot be read: then nobody knows which files are ours.
 */
export async function clean(output: Disk, lock: LockOptions): Promise<Cleaned> {
  const unlock = await takeLock(output, lock);
  try {
    await sweep(output);
    const manifest = await readManifest(output);
    if (!manifest) {
      throw new UsageError(
        `${outputFolder}/${manifestPath} cannot be understood, so nobody knows which files are ours; build once, then clean`,
      );
    }
    const removed: string[] = [];
    const ours = [...manifest.values()].flatMap(({ outputs }) => outputs.map(({ path }) => path));
    for (const path of [...ours, manifestPath, journalPath]) {
      if ((await output.kind(path)) !== 'file') continue;
      await output.remove(path);
      removed.push(path);
      await removeEmptyParents(output, path);
    }
    const left = [...(await output.list('')), ...(await output.list('', 'other'))];
    return { removed: removed.sort(), kept: left.filter((path) => !own.includes(path)).sort() };
  } finally {
    await unlock();
  }
}

async function removeEmptyParents(output: Disk, path: string): Promise<void> {
  const parts = path.split('/');
  for (let depth = parts.length - 1; depth > 0; depth--) {
    await output.removeEmpty(parts.slice(0, depth).join('/'));
  }
}
