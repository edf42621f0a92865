import { isCode, readAtMost } from './disk.ts';
import { UsageError } from './failures.ts';
import type { SourceFile, Sources } from './model.ts';
import type { World } from './world.ts';

/** The text of a file of the project; null where there is none. */
export async function textOf({ project }: World, path: string): Promise<string | null> {
  return (await project.kind(path)) === 'file' ? new TextDecoder().decode(await project.read(path)) : null;
}

/** The largest file in bytes that a user may name: more would only fill the memory. */
const largest = 200_000_000;

/** A file that the user has named, anywhere. @throws UsageError where there is none, or no end of it. */
export async function readOutside(path: string): Promise<Uint8Array> {
  try {
    const bytes = await readAtMost(path, largest);
    if (bytes) return bytes;
    throw new UsageError(`Unexpected file ${path} of more than ${largest / 1e6} MB, expected a smaller one.`);
  } catch (cause) {
    if (isCode(cause, 'ENOENT') || isCode(cause, 'EISDIR'))
      throw new UsageError(`Unexpected file ${path}, expected one that is there.`);
    throw cause;
  }
}

/** The files that differ from what is there. */
export async function changedOf(
  world: World,
  files: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const changed = new Map<string, string>();
  for (const [file, text] of files) if ((await textOf(world, file)) !== text) changed.set(file, text);
  return changed;
}

/** All files that were read, in no order. */
export function filesOf(sources: Sources): readonly SourceFile[] {
  const { index, countries, ...lists } = sources;
  return [index, countries, ...Object.values(lists).flat()].filter((file) => file !== null);
}
