import { describe, expect, test } from 'vitest';
import { lazily } from '../../pipeline/lazily.ts';
import { forEach } from '../../pipeline/parallel.ts';

/** Work that ends on command, and counts how much of it goes on at once. */
function slowWork(): { work: (item: number) => Promise<void>; begun: number[]; most: () => number } {
  const begun: number[] = [];
  let now = 0;
  let most = 0;
  return {
    begun,
    most: () => most,
    work: async (item) => {
      begun.push(item);
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
      if (item === 3) throw new Error('the third failed');
    },
  };
}

describe('forEach(items, limit, signal, work)', () => {
  test('does all, never more at once than allowed', async () => {
    const { work, begun, most } = slowWork();
    await forEach([1, 2, 4, 5, 6], 2, undefined, work);
    expect(begun).toEqual([1, 2, 4, 5, 6]);
    expect(most()).toBe(2);
  });
  test('after a failure begins nothing new, waits for what was begun, and throws the failure', async () => {
    const { work, begun } = slowWork();
    await expect(forEach([1, 2, 3, 4, 5, 6, 7, 8], 2, undefined, work)).rejects.toThrow('the third failed');
    expect(begun).toEqual([1, 2, 3, 4]);
  });
  test('begins nothing new once it is told to stop', async () => {
    const { work, begun } = slowWork();
    const stop = new AbortController();
    const done = forEach([1, 2, 4, 5, 6, 7], 2, stop.signal, work);
    stop.abort();
    await done;
    expect(begun).toEqual([1]);
  });
});

describe('lazily(open)', () => {
  test('opens once, when first asked, and closes only what was opened', async () => {
    const calls: string[] = [];
    const open = (): Promise<{ close(): Promise<void> }> => {
      calls.push('open');
      return Promise.resolve({
        close: () => {
          calls.push('close');
          return Promise.resolve();
        },
      });
    };
    await lazily(open).close();
    expect(calls).toEqual([]);
    const one = lazily(open);
    expect(await one.get()).toBe(await one.get());
    await one.close();
    expect(calls).toEqual(['open', 'close']);
  });
  test('closes in peace what could not be opened', async () => {
    const broken = lazily(() => Promise.reject<{ close(): Promise<void> }>(new Error('no browser')));
    await expect(broken.get()).rejects.toThrow('no browser');
    await expect(broken.close()).resolves.toBeUndefined();
  });
});
