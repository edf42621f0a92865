import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isCode, type Disk } from '../disk.ts';
import { asFailure, EnvironmentError, UsageError } from '../failures.ts';
import { temporaryOf } from '../output.ts';
import type { Log, Machine } from '../world.ts';

export const lockPath = '.lock';

const schema = z.strictObject({
  pid: z.number().int(),
  host: z.string(),
  started: z.string(),
  birth: z.string().optional(),
});

/** A process that holds the output folder, or wants to: `started` is when the process began, ISO 8601. */
export type Holder = Machine['self'];

export interface LockOptions {
  readonly machine: Pick<Machine, 'self' | 'isAlive'>;
  readonly log: Log;
  /** How long to wait for another run to end, in milliseconds; default 10,000. */
  readonly patience?: number;
}

/** How often a waiting run looks again, in milliseconds. */
const interval = 200;

/** How long a lock may be unreadable, in milliseconds: its holder may be about to write it, or a crash left it so. */
const doubt = 1000;

/**
 * Takes the output folder for one run; resolves to the function that gives it back. A lock whose process is gone is
 * taken over, whatever a clock says.
 * @throws UsageError with the holder's pid when another run still holds it after `patience`.
 */
export async function takeLock(output: Disk, options: LockOptions): Promise<() => Promise<void>> {
  return hold(output, lockPath, options);
}

async function hold(output: Disk, path: string, options: LockOptions): Promise<() => Promise<void>> {
  const mine = JSON.stringify(options.machine.self);
  const patience = options.patience ?? 10_000;
  for (let waited = 0; !(await create(output, path, mine)); waited += interval) {
    const text = await readLock(output, path);
    const holder = parseHolder(text);
    const isStale = holder ? isGone(holder, options) : waited >= doubt;
    if (isStale) {
      await removeStale(output, path, text, options);
      continue;
    }
    if (waited >= Math.max(patience, holder ? 0 : doubt)) throw held(output, path, holder);
    if (waited === 0 && holder) options.log.note(`Waiting for another run to end (process ${holder.pid}) …`);
    await sleep(interval);
  }
  // Somebody who was sure that we are gone may have taken the folder: then the lock is not ours.
  return () => removeOnly(output, path, mine);
}

async function create(output: Disk, path: string, mine: string): Promise<boolean> {
  try {
    if (!(await output.create(path, new TextEncoder().encode(mine)))) return false;
    if ((await readLock(output, path)) === mine) return true;
    await output.remove(path);
  } catch (cause) {
    throw asFailure(`${output.locate(path)} was not written`, cause);
  }
  throw new EnvironmentError(`${output.locate(path)} was not written whole: the disk may be full`);
}

/** The text of a lock; '' where there is none by now. @throws EnvironmentError for a folder that holds something. */
async function readLock(output: Disk, path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await output.read(path));
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return '';
    if (!isCode(cause, 'EISDIR')) throw cause;
    await output.removeEmpty(path);
    if ((await output.kind(path)) !== 'folder') return '';
    throw new EnvironmentError(
      `${output.locate(path)} is a folder: remove it, it stands in the way of a lock`,
    );
  }
}

function parseHolder(text: string): Holder | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A holder of another machine cannot be asked, so it counts as running. */
function isGone(holder: Holder, { machine: { self, isAlive } }: LockOptions): boolean {
  if (holder.host !== self.host) return false;
  // Our own number with another start: a process before us had the number.
  return holder.pid === self.pid ? holder.started !== self.started : !isAlive(holder.pid, holder.birth);
}

/**
 * Removes a stale lock. Of runs that find it at the same time one may look again and remove it: the others would
 * remove the lock that the first has by then.
 */
async function removeStale(output: Disk, path: string, stale: string, options: LockOptions): Promise<void> {
  const release = await hold(output, temporaryOf(path), options);
  try {
    await removeOnly(output, path, stale);
  } finally {
    await release();
  }
}

async function removeOnly(output: Disk, path: string, text: string): Promise<void> {
  if ((await output.kind(path)) === 'file' && (await readLock(output, path)) === text)
    await output.remove(path);
}

function held(output: Disk, path: string, holder: Holder | null): UsageError {
  const who = holder ? `process ${holder.pid} on ${holder.host}, started ${holder.started}` : 'another run';
  return new UsageError(
    `the output folder is in use by ${who}; wait until it ends, or remove ${output.locate(path)} if it is gone`,
  );
}
