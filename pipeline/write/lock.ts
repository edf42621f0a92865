import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Disk } from '../disk.ts';
import { asFailure, UsageError } from '../failures.ts';
import { temporaryOf } from '../output.ts';
import type { Log, Machine } from '../world.ts';

export const lockPath = '.lock';

const schema = z.strictObject({ pid: z.number().int(), host: z.string(), started: z.string() });

/** A process that holds the output folder, or wants to: `started` is when the process began, ISO 8601. */
export type Holder = Readonly<z.infer<typeof schema>>;

export interface LockOptions {
  readonly machine: Pick<Machine, 'self' | 'isAlive'>;
  readonly log: Log;
  /** How long to wait for another run to end, in milliseconds; default 10,000. */
  readonly patience?: number;
}

/** How often a waiting run looks again, in milliseconds. */
const interval = 200;

/**
 * Takes the output folder for one run; resolves to the function that gives it back. A lock whose process is gone is
 * taken over.
 * @throws UsageError with the holder's pid when another run still holds it after `patience`.
 */
export async function takeLock(output: Disk, options: LockOptions): Promise<() => Promise<void>> {
  const mine = new TextEncoder().encode(JSON.stringify(options.machine.self));
  const patience = options.patience ?? 10_000;
  for (let waited = 0; !(await create(output, mine)); waited += interval) {
    const text = await readLock(output);
    const holder = parseHolder(text);
    // A lock that cannot be read is one that is being written, or one that a crash left half written: give it one look more.
    const isStale = holder ? isGone(holder, options) : waited > 0;
    if (isStale) {
      await removeStale(output, text);
      continue;
    }
    if (waited >= patience) throw held(output, holder);
    if (waited === 0 && holder) options.log.note(`Waiting for another run to end (process ${holder.pid}) …`);
    await sleep(interval);
  }
  return () => output.remove(lockPath);
}

async function create(output: Disk, mine: Uint8Array): Promise<boolean> {
  try {
    return await output.create(lockPath, mine);
  } catch (cause) {
    throw asFailure(`${output.locate(lockPath)} was not written`, cause);
  }
}

async function readLock(output: Disk): Promise<string> {
  try {
    return new TextDecoder().decode(await output.read(lockPath));
  } catch {
    return '';
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
  return holder.pid === self.pid ? holder.started !== self.started : !isAlive(holder.pid);
}

/** Removes the stale lock, and no other: two runs may find it at the same time, and the faster has its own there by now. */
async function removeStale(output: Disk, stale: string): Promise<void> {
  const aside = temporaryOf(lockPath);
  try {
    await output.rename(lockPath, aside);
  } catch {
    return; // the other run was faster
  }
  const taken = new TextDecoder().decode(await output.read(aside));
  if (taken === stale) await output.remove(aside);
  else await output.rename(aside, lockPath);
}

function held(output: Disk, holder: Holder | null): UsageError {
  const who = holder ? `process ${holder.pid} on ${holder.host}, started ${holder.started}` : 'another run';
  return new UsageError(
    `the output folder is in use by ${who}; wait until it ends, or remove ${output.locate(lockPath)} if it is gone`,
  );
}
