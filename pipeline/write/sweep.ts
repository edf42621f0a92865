import type { Disk } from '../disk.ts';
import { temporaryName } from '../output.ts';

/** Removes temporary files that a run left when it was killed. Only for the holder of the lock: nobody else writes then. */
export async function sweep(output: Disk): Promise<void> {
  for (const path of await output.list('')) {
    if (temporaryName.test(path)) await output.remove(path);
  }
}
