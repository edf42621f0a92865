import { z } from 'zod';
import type { Disk } from '../disk.ts';
import { EnvironmentError } from '../failures.ts';
import { readText, sha256 } from '../manifest.ts';
import type { Message } from '../messages.ts';
import { outputOf, refuseLinks, staysInside, temporaryOf } from '../output.ts';
import { takeLock, type LockOptions } from './lock.ts';
import { write } from './write.ts';

/** What puts old contents back when a change of several sources was cut off; there only while that goes on. */
export const undoPath = 'data/.import.json';

/** Only what an import writes: whoever may change data/ may not change a template through the record. */
const isOfData = (path: string): boolean => path.startsWith('data/') && staysInside(path);

const schema = z.strictObject({
  files: z.array(
    z.strictObject({
      path: z.string().refine(isOfData, 'leads out of data/'),
      /** Base64; null where there was no file. */
      before: z.base64().nullable(),
      /** SHA-256 of the new content: what holds anything else was edited since, and stays. */
      after: z.string(),
    }),
  ),
});

/**
 * Puts several files of the project in the place of the old ones: all or none, also when the disk fills up, another
 * program keeps one open, or the process is killed (then `undoCutOff` of a later run puts the old ones back). Only for
 * the holder of the lock. @throws EnvironmentError, also for a link on the way to a file; RangeError for a file that is
 * not below data/. The old files are there then.
 */
export async function replaceTogether(
  project: Disk,
  files: ReadonlyMap<string, string>,
): Promise<readonly Message[]> {
  for (const path of files.keys()) {
    if (!isOfData(path)) throw new RangeError(`${path} does not lie below data/`);
    await refuseLinks(project, path);
  }
  const encoder = new TextEncoder();
  const artefacts = [...files].map(([path, text]) => ({ path, bytes: encoder.encode(text), document: '' }));
  const record = await Promise.all(
    artefacts.map(async ({ path, bytes }) => ({
      path,
      before: await contentOf(project, path),
      after: sha256(bytes),
    })),
  );
  const bytes = encoder.encode(JSON.stringify({ files: record }));
  let messages: readonly Message[];
  try {
    ({ messages } = await writeHere(project, [{ path: undoPath, bytes, document: '' }]));
    if (messages.length === 0) ({ messages } = await writeHere(project, artefacts));
  } catch (cause) {
    // Where the disk allows nothing any more, a later run does it.
    await undo(project).catch(() => undefined);
    throw cause;
  }
  if (messages.length > 0) await undo(project);
  else await project.remove(undoPath);
  return messages;
}

async function contentOf(project: Disk, path: string): Promise<string | null> {
  return (await project.kind(path)) === 'none'
    ? null
    : Buffer.from(await project.read(path)).toString('base64');
}

const writeHere: (project: Disk, artefacts: Parameters<typeof write>[1]) => ReturnType<typeof write> = (
  project,
  artefacts,
) => write(project, artefacts, { shown: (path) => path });

/** Puts back what a killed run has half changed; waits for one that is still at it. @throws UsageError, EnvironmentError. */
export async function undoCutOff(project: Disk, lock: LockOptions): Promise<void> {
  const traces = await Promise.all([undoPath, temporaryOf(undoPath)].map((path) => project.kind(path)));
  if (traces.every((kind) => kind === 'none')) return;
  const unlock = await takeLock(outputOf(project), lock);
  try {
    await undo(project);
  } finally {
    await unlock();
  }
}

/** Puts the old contents back, file by file; may be cut off and done again. Only for the holder of the lock. */
export async function undo(project: Disk): Promise<void> {
  await project.remove(temporaryOf(undoPath));
  const text = await readText(project, undoPath);
  if (text === null) return;
  for (const { path, before, after } of recordIn(text, project)) {
    await refuseLinks(project, path);
    await project.remove(temporaryOf(path));
    if ((await project.kind(path)) === 'none' || sha256(await project.read(path)) !== after) continue;
    if (before === null) await project.remove(path);
    else {
      const { messages } = await writeHere(project, [
        { path, bytes: Buffer.from(before, 'base64'), document: '' },
      ]);
      if (messages.length > 0) throw new EnvironmentError(messages.map(({ reason }) => reason).join('; '));
    }
  }
  await project.remove(undoPath);
}

function recordIn(text: string, project: Disk): z.infer<typeof schema>['files'] {
  try {
    return schema.parse(JSON.parse(text)).files;
  } catch {
    throw new EnvironmentError(
      `${project.locate(undoPath)}, which an import left that was cut off, cannot be understood: see whether data/ is as it should be, and remove it`,
    );
  }
}
