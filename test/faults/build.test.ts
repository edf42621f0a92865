import { expect, test, vi } from 'vitest';
import { write } from '../../pipeline/build.ts';
import { keep, recall } from '../../pipeline/kept.ts';
import { faults, strikerOf } from '../support/failing-disk.ts';
import { cacheWithFonts, memoryDisk } from '../support/memory-world.ts';
import { utf8 } from '../support/scratch.ts';
import { fictionalProject } from './fictional-project.ts';
import { filesOn, hashesOf, strikeAll, undisturbed, worldAt, type Files, type Trial } from './trials.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

// The program is the same in all runs: it need not be read each time to be known again.
const options = { formats: ['html'], program: 'the same' } as const;
const act: Trial['act'] = async (world) => (await write(world, options)).messages;

/** Web pages of an edition, built; its data then changed. */
async function changed(): Promise<{ readonly start: Files; readonly warm: Files }> {
  const cache = cacheWithFonts();
  const built = await undisturbed({ start: await fictionalProject(1), act }, cache);
  const outputs = Object.entries(built).filter(([path]) => path.startsWith('output/'));
  const start = { ...(await fictionalProject(2)), ...Object.fromEntries(outputs) };
  await undisturbed({ start, act }, cache);
  return { start, warm: await filesOn(cache) };
}

test('a whole build, struck here and there: each page is the old or the new one, the next build is whole', async () => {
  const { start, warm } = await changed();
  const trial: Trial = { name: 'build', start, act };
  const cache = (): Promise<ReturnType<typeof memoryDisk>> => Promise.resolve(cacheWithFonts(warm));
  // Each operation that stores; of those that read, some of each part of a run. All: test/bench/faults.ts.
  const reading = new Set([1, 30, 140, 171]);
  const stored = await strikeAll(trial, cache, 'project', ['ENOSPC', 'short', 'EXDEV']);
  const rest = await strikeAll(trial, cache, 'project', ['EIO', 'EMFILE', 'kill'], (nth) => reading.has(nth));
  const kept = await strikeAll(trial, cache, 'cache', ['ENOSPC', 'short', 'EROFS']);
  const count = stored.count + rest.count + kept.count;
  const wrong = [...stored.wrong, ...rest.wrong, ...kept.wrong];
  process.stdout.write(`build: ${count} faults injected, ${wrong.length} wrong\n`);
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(40);
});

test('whatever befalls the cache, it gives what was put into it or nothing', async () => {
  let count = 0;
  for (const fault of faults) {
    for (let nth = 1; ; nth++) {
      const striker = strikerOf({ fault, nth, lasting: false });
      const cache = memoryDisk();
      const world = worldAt(memoryDisk(), cache);
      await keep(world, 'a', utf8('old content'));
      const struck = { ...world, cache: striker.wrap(cache) };
      await keep(struck, 'a', utf8('new content')).catch(() => undefined);
      await recall(struck, 'a');
      const text = new TextDecoder().decode((await recall(world, 'a')) ?? utf8('nothing'));
      expect(['old content', 'new content', 'nothing']).toContain(text);
      if (!striker.hasStruck()) break;
      count++;
    }
  }
  process.stdout.write(`cache: ${count} faults injected\n`);
  expect(count).toBeGreaterThan(15);
});

/** Makes what several tests need, when the first asks. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** A small project, what its cache holds after a build, fonts too, and the pages. */
const whole = once(async () => {
  const start = await fictionalProject(1, 2);
  const cache = memoryDisk();
  const wanted = hashesOf(await undisturbed({ start, act }, cache));
  return { start, wanted, kept: await filesOn(cache) };
});

test.each([
  ['cut off', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1)],
  [
    'of the right size with zeros at its end',
    (bytes: Uint8Array) => bytes.map((byte, i) => (i > 80 ? 0 : byte)),
  ],
])('every file of the cache %s: the pages are the same', async (_, damage) => {
  const { kept, start, wanted } = await whole();
  const cache = memoryDisk();
  for (const [path, bytes] of Object.entries(kept)) await cache.write(path, damage(bytes));
  expect(hashesOf(await undisturbed({ start, act }, cache))).toEqual(wanted);
});
