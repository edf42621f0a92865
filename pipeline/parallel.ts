/**
 * Does `work` for every item, at most `limit` at a time, and waits until all that was begun has ended. After the first
 * failure, or when `signal` fires, nothing new is begun. @throws the first failure.
 */
export async function forEach<T>(
  items: readonly T[],
  limit: number,
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failures.length > 0 || signal?.aborted === true) return;
      try {
        await work(item);
      } catch (cause) {
        failures.push(cause);
      }
    }
  };
  const workers: Promise<void>[] = [];
  while (workers.length < Math.min(limit, items.length)) {
    workers.push(worker());
    // What the first waits for is on its way before the next begins.
    await new Promise((turn) => setImmediate(turn));
  }
  await Promise.all(workers);
  if (failures.length > 0) throw failures[0];
}
