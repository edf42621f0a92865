import { readFileSync, writeFileSync } from 'node:fs';
import { since, tooLong } from '../support/pace.ts';

/** What one input cost: processor time of all threads in milliseconds, growth of memory at its highest in MB. */
export interface Cost {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** More than any input may cost, on a machine of ordinary speed. */
export const most: Cost = { milliseconds: 1000, megabytes: 200 };

const isLinux = process.platform === 'linux';

/** Memory of the process in MB: now, or at its highest since `forget` (proc(5): VmRSS, VmHWM). */
function resident(field: 'VmRSS' | 'VmHWM'): number {
  if (!isLinux) return process.memoryUsage.rss() / 1e6;
  const [, kilobytes = '0'] =
    new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) / 1000;
}

/** Sets the highest back to what is held now (proc(5): clear_refs 5). */
function forget(): void {
  if (isLinux) writeFileSync('/proc/self/clear_refs', '5');
}

export interface Measured<T> {
  readonly value: T;
  readonly cost: Cost;
}

/**
 * Does work and says what it cost: processor time, not the clock's, as other programs of the machine are none of an
 * input's business. Work that costs too much is done again, three times in all, and the least counts: what a program
 * holds also depends on when memory happens to be given back.
 */
export async function measured<T>(work: () => Promise<T>): Promise<Measured<T>> {
  let best = await measuredOnce(work);
  for (let left = 2; left > 0 && excessOf(best.cost) !== null; left--) {
    const { cost, value } = await measuredOnce(work);
    const milliseconds = Math.min(cost.milliseconds, best.cost.milliseconds);
    const megabytes = Math.min(cost.megabytes, best.cost.megabytes);
    best = { value, cost: { milliseconds, megabytes } };
  }
  return best;
}

async function measuredOnce<T>(work: () => Promise<T>): Promise<Measured<T>> {
  forget();
  const before = resident('VmRSS');
  const start = process.cpuUsage();
  const value = await work();
  const milliseconds = since(start);
  const megabytes = Math.max(0, resident('VmHWM') - before);
  return { value, cost: { milliseconds, megabytes } };
}

/** Why a cost is too high; null for one that is not. */
export function excessOf({ megabytes, milliseconds }: Cost): string | null {
  const why = tooLong(milliseconds, most.milliseconds);
  if (why !== null) return why;
  return megabytes > most.megabytes ? `${Math.round(megabytes)} MB` : null;
}
