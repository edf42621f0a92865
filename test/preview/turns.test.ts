import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTurns } from '../../pipeline/preview/turns.ts';

/** A turn that ends when it is told to. */
function work() {
  const turns: { isOvertaken: () => boolean; end: () => void }[] = [];
  const run = vi.fn(
    (isOvertaken: () => boolean) =>
      new Promise<void>((end) => {
        turns.push({ isOvertaken, end });
      }),
  );
  return { run, turns };
}
/** Time that passes when the test says so. */
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const pause = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test('changes in quick succession end in one turn, after the last', async () => {
  const { run } = work();
  const turns = openTurns(run);
  for (let i = 0; i < 10; i++) {
    turns.overtake(30);
    await pause(5);
  }
  expect(run).not.toHaveBeenCalled();
  await pause(60);
  expect(run).toHaveBeenCalledTimes(1);
});

test('a change during a turn makes its results void and begins another when it has ended', async () => {
  const { run, turns: done } = work();
  const turns = openTurns(run);
  turns.again();
  expect(done[0]?.isOvertaken()).toBe(false);
  turns.overtake(0);
  expect(done[0]?.isOvertaken()).toBe(true);
  await pause(20);
  expect(run).toHaveBeenCalledTimes(1);
  done[0]?.end();
  await pause(0);
  expect(run).toHaveBeenCalledTimes(2);
  expect(done[1]?.isOvertaken()).toBe(false);
});

test('a turn that is asked for besides lets the results of the one in work stand', async () => {
  const { run, turns: done } = work();
  const turns = openTurns(run);
  turns.again();
  turns.again();
  turns.again();
  expect(done[0]?.isOvertaken()).toBe(false);
  done[0]?.end();
  await pause(0);
  expect(run).toHaveBeenCalledTimes(2);
  done[1]?.end();
  await pause(20);
  expect(run).toHaveBeenCalledTimes(2);
});

test('after the end no turn begins, and the one in work is waited for', async () => {
  const { run, turns: done } = work();
  const turns = openTurns(run);
  turns.again();
  turns.overtake(0);
  const closed = vi.fn();
  const closing = turns.close().then(closed);
  await pause(20);
  expect(closed).not.toHaveBeenCalled();
  expect(done[0]?.isOvertaken()).toBe(true);
  done[0]?.end();
  await closing;
  expect(run).toHaveBeenCalledTimes(1);
});
