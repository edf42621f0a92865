import { basename, dirname } from 'node:path';
import { diskAt } from '../disk.ts';
import { asFailure, EnvironmentError } from '../failures.ts';
import { write } from './write.ts';

/**
 * Stores a file that the user has named, anywhere: the whole of it, or the old one stays. A pipe or a device, and what a
 * link leads to, is written as it stands. @throws EnvironmentError.
 */
export async function storeOutside(path: string, bytes: Uint8Array): Promise<void> {
  const disk = diskAt(dirname(path));
  const name = basename(path);
  try {
    if ((await disk.kind(name)) === 'other') {
      // A pipe cannot be flushed.
      await disk.append(name, bytes);
      return;
    }
    const { messages } = await write(disk, [{ path: name, bytes, document: '' }], { shown: () => path });
    if (messages.length > 0)
      throw new EnvironmentError(`${path} was not written: another program keeps it open`);
  } catch (cause) {
    throw asFailure(`${path} was not written`, cause);
  }
}
