/** Processor time of all threads of this process that `reference` takes on a machine of ordinary speed, in milliseconds. */
const ordinary = 150;

/** How often work is done again that took too long: something else may have been in its way. */
const tries = 3;

export interface Timed<T> {
  readonly value: T;
  readonly milliseconds: number;
}

/** Work of the kinds that readers of text do: strings, patterns, maps, sorting, small objects. */
function reference(): number {
  let sum = 0;
  for (let round = 0; round < 12; round++) {
    const words = Array.from({ length: 12_000 }, (_, i) => `word ${(i * 7919 + round) % 10_007}, "cell"`);
    const counts = new Map<string, { word: string; count: number }>();
    for (const word of words.join('\n').split('\n')) {
      const key = word.replace(/"(\w+)"/g, '$1').trim();
      const entry = counts.get(key) ?? { word: key, count: 0 };
      counts.set(key, { ...entry, count: entry.count + 1 });
    }
    const sorted = [...counts.values()].sort((a, b) => (a.word < b.word ? -1 : 1));
    sum += JSON.stringify(sorted).length;
  }
  return sum;
}

/** How many times as long as on a machine of ordinary speed work takes here and now; at least 1. */
export function slowness(): number {
  timed(reference);
  return Math.max(1, timed(reference).milliseconds / ordinary);
}

/** Processor time, not the clock's: other programs of the machine are none of the work's business. */
export function timed<T>(work: () => T): Timed<T> {
  const start = process.cpuUsage();
  const value = work();
  return { value, milliseconds: since(start) };
}

/** Processor time since `start`, in milliseconds. */
export function since(start: NodeJS.CpuUsage): number {
  const { system, user } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Why a time is too long; null for one that is not. The pace of the machine is asked only when it matters. */
export function tooLong(milliseconds: number, limit: number): string | null {
  if (milliseconds <= limit) return null;
  const allowed = limit * slowness();
  if (milliseconds <= allowed) return null;
  return `Unexpected ${Math.round(milliseconds)} ms, expected at most ${Math.round(allowed)} ms`;
}

/** Does work that must take at most so many milliseconds on a machine of ordinary speed. @throws Error when it takes longer each time. */
export function within<T>(limit: number, work: () => T): T {
  for (let left = tries; ;) {
    const { milliseconds, value } = timed(work);
    const why = tooLong(milliseconds, limit);
    if (why === null) return value;
    if (--left === 0) throw new Error(why);
  }
}

/** The same for work that is waited for. */
export async function soonWithin<T>(limit: number, work: () => Promise<T>): Promise<T> {
  for (let left = tries; ;) {
    const start = process.cpuUsage();
    const value = await work();
    const why = tooLong(since(start), limit);
    if (why === null) return value;
    if (--left === 0) throw new Error(why);
  }
}
