import { readFileSync, writeFileSync } from 'node:fs';

/** What one input cost: processor time of all threads in milliseconds, growth of memory at its highest in MB. */
export interface Cost {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** More than any input may cost, on a machine that does nothing else. */
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

/** Processor time, not the clock's: other programs of the machine are none of an input's business. */
export async function measured<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly cost: Cost }> {
  forget();
  const before = resident('VmRSS');
  const start = process.cpuUsage();
  const value = await work();
  const { system, user } = process.cpuUsage(start);
  const megabytes = Math.max(0, resident('VmHWM') - before);
  return { value, cost: { milliseconds: (user + system) / 1000, megabytes } };
}

/** Why a cost is too high; null for one that is not. */
export function excessOf({ megabytes, milliseconds }: Cost): string | null {
  if (milliseconds > most.milliseconds) return `${Math.round(milliseconds)} ms`;
  return megabytes > most.megabytes ? `${Math.round(megabytes)} MB` : null;
}
