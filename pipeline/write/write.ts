import { setTimeout as sleep } from 'node:timers/promises';
import { isCode, type Disk } from '../disk.ts';
import { asFailure } from '../failures.ts';
import { error, type Checked, type Message } from '../messages.ts';
import type { Artefact } from '../model.ts';
import { outputFolder, temporaryOf } from '../output.ts';
import { verify } from './verify.ts';

export interface WriteOptions {
  /** Waits between the tries to give a file its name, in milliseconds. */
  readonly pauses?: readonly number[];
  /** A path as a person knows it; default: in the output folder. */
  readonly shown?: (path: string) => string;
}

/** Waits before the next try to give a file its name, in milliseconds: virus scanners let go soon, viewers do not. */
const waits: readonly number[] = [50, 150, 400];

/**
 * Stores the files of one document together: each is written under a temporary name, flushed, read back and
 * compared, and only then do all of them take their names, each in one step. Until then the old files are untouched.
 * A file that another program keeps open is a message, and those after it keep their old content.
 * @throws EnvironmentError when the disk is full, read-only or faulty; the old files are untouched then.
 */
export async function write(
  output: Disk,
  artefacts: readonly Artefact[],
  { pauses = waits, shown = (path) => `${outputFolder}/${path}` }: WriteOptions = {},
): Promise<Checked<boolean>> {
  const messages: Message[] = [];
  try {
    for (const artefact of artefacts) await stage(output, artefact, shown(artefact.path));
    for (const { path } of artefacts) {
      if (await takeName(output, path, pauses, shown(path))) continue;
      messages.push(inUse(shown(path)));
      break;
    }
  } finally {
    for (const { path } of artefacts) await output.remove(temporaryOf(path)).catch(ignore);
  }
  return { value: messages.length === 0, messages };
}

async function stage(output: Disk, artefact: Artefact, name: string): Promise<void> {
  const { path, bytes } = artefact;
  try {
    await output.write(temporaryOf(path), bytes);
    await verify(output, temporaryOf(path), artefact, name);
  } catch (cause) {
    throw asFailure(`${name} was not written`, cause);
  }
}

/** Renames the temporary file; false when another program keeps the old file open. */
async function takeName(
  output: Disk,
  path: string,
  pauses: readonly number[],
  name: string,
): Promise<boolean> {
  for (const pause of [...pauses, null]) {
    try {
      await output.rename(temporaryOf(path), path);
      return true;
    } catch (cause) {
      if (!['EBUSY', 'EPERM', 'EACCES'].some((code) => isCode(cause, code)))
        throw asFailure(`${name} was not written`, cause);
      if (pause !== null) await sleep(pause);
    }
  }
  return false;
}

function inUse(path: string): Message {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return error('write:in-use', `Unexpected refusal to replace ${name}, which another program keeps open`, {
    path,
    hint: `close ${name} and run the command again`,
  });
}

/** A temporary file that cannot be removed now is swept by the next run. */
function ignore(): void {
  return undefined;
}
