/** Something costly that is opened when it is first asked for, once, and closed only if it was opened. */
export interface Lazy<T> {
  get(): Promise<T>;
  close(): Promise<void>;
}

export function lazily<T extends { close(): Promise<void> }>(open: () => Promise<T>): Lazy<T> {
  let opened: Promise<T> | null = null;
  return {
    get: () => (opened ??= open()),
    async close() {
      const one = await opened?.catch(() => null);
      await one?.close();
    },
  };
}
