import { basename, dirname } from 'node:path';
import { diskAt, isCode } from './disk.ts';
import { UsageError } from './failures.ts';
import type { World } from './world.ts';

/** Stores a file that the user has named, anywhere. */
export async function storeOutside(path: string, bytes: Uint8Array): Promise<void> {
  await diskAt(dirname(path)).write(basename(path), bytes);
}

/** The text of a file of the project; null where there is none. */
export async function textOf({ project }: World, path: string): Promise<string | null> {
  return (await project.kind(path)) === 'file' ? new TextDecoder().decode(await project.read(path)) : null;
}

/** A file that the user has named, anywhere. @throws UsageError where there is none. */
export async function readOutside(path: string): Promise<Uint8Array> {
  try {
    return await diskAt(dirname(path)).read(basename(path));
  } catch (cause) {
    if (isCode(cause, 'ENOENT') || isCode(cause, 'EISDIR'))
      throw new UsageError(`Unexpected file ${path}, expected one that is there.`);
    throw cause;
  }
}

/** Writes the files that differ from what is there, and resolves to them. */
export async function store(
  world: World,
  files: ReadonlyMap<string, string>,
  dryRun: boolean,
): Promise<ReadonlyMap<string, string>> {
  const changed = new Map<string, string>();
  for (const [file, text] of files) if ((await textOf(world, file)) !== text) changed.set(file, text);
  if (!dryRun) for (const [file, text] of changed) await replace(world, file, text);
  return changed;
}

/** Puts a whole file in the place of the old one; when the disk is full the old one stays. */
async function replace({ machine, project }: World, path: string, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  const partial = `${path}.${machine.unique()}.tmp`;
  try {
    await project.write(partial, bytes);
    if ((await project.size(partial)) !== bytes.length)
      throw new Error(`${path} did not reach the disk whole; it may be full`);
    await project.rename(partial, path);
  } catch (cause) {
    await project.remove(partial);
    throw cause;
  }
}
