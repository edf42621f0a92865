import { describe, expect, test, vi } from 'vitest';
import { sha256 } from '../../pipeline/manifest.ts';
import { outputOf } from '../../pipeline/output.ts';
import { openShelf } from '../../pipeline/write/shelf.ts';
import { clean } from '../../pipeline/write/clean.ts';
import { merge } from '../../pipeline/write/merge.ts';
import type { Disk } from '../../pipeline/disk.ts';
import type { Message } from '../../pipeline/messages.ts';
import type { World } from '../../pipeline/world.ts';
import { faults, type Fault } from '../support/failing-disk.ts';
import { memoryDisk } from '../support/memory-world.ts';
import { scratchDisk, utf8 } from '../support/scratch.ts';
import { strikeAll, undisturbed, type Files, type Trial } from './trials.ts';

// Whoever waits for a lock or for another program has waited already.
vi.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const noCache = (): Promise<Disk> => Promise.resolve(memoryDisk());

/** Stores three documents of two files each, as a build does. */
const storeThree =
  (text: string): Trial['act'] =>
  async ({ project, ...world }: World) => {
    const shelf = await openShelf(outputOf(project), world);
    const messages: Message[] = [];
    try {
      for (const name of ['a', 'b', 'c']) {
        const page = utf8(`<!doctype html><html>${name} ${text}</html>`);
        const print = utf8(`%PDF-1.7 ${name} ${text}\n%%EOF\n`);
        const files = [
          { path: `2025/${name}/${name}.html`, bytes: page },
          { path: `2025/${name}/${name}.pdf`, bytes: print },
        ];
        const keys = { document: name, key: sha256(text), made: sha256(text) };
        messages.push(
          ...(await shelf.store(
            name,
            [],
            files.map((file) => ({ ...file, ...keys })),
          )),
        );
      }
    } finally {
      messages.push(...(await shelf.close()));
    }
    return messages;
  };

const old = await undisturbed({ start: {}, act: storeThree('old') }, memoryDisk());
const damaged: Files = { ...old, 'output/manifest.json': utf8('{"schema": 3, "docum') };
/** What a killed run leaves: its lock, its journal, a file that is half written. */
const cutOff: Files = {
  ...old,
  'output/.lock': utf8('{"pid":7,"host":"here","started":"long ago"}'),
  'output/.journal': utf8('{"document":"a","ent'),
  'output/2025/a/.a.html.part': utf8('<!doc'),
};

async function expectSurvival(trial: Trial, kinds: readonly Fault[] = faults): Promise<void> {
  const { count, wrong } = await strikeAll(trial, noCache, 'project', kinds);
  process.stdout.write(`${trial.name}: ${count} faults injected, ${wrong.length} wrong\n`);
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(80);
}

describe('whichever operation on the disk fails, once or from then on: each file is the old or the new one, the next run is whole', () => {
  test.each([
    ['an empty output', {}],
    ['an older output', old],
    ['a damaged manifest', damaged],
    ['what a killed run left', cutOff],
  ])('while documents are stored in %s', async (name, start) => {
    await expectSurvival({ name: `store, ${name}`, start, act: storeThree('new') });
  });

  test.each([
    ['an older output', old],
    ['what a killed run left', cutOff],
  ])('while %s is cleaned', async (name, start) => {
    const act: Trial['act'] = async (world) => {
      await clean(outputOf(world.project), world);
      return [];
    };
    await expectSurvival({ name: `clean, ${name}`, start, act });
  });

  test.each([
    ['an empty output', {}],
    ['an older output', old],
  ])('while parts are merged into %s', async (name, start) => {
    const parts = await scratchDisk();
    for (const [path, bytes] of Object.entries(
      await undisturbed({ start: {}, act: storeThree('new') }, memoryDisk()),
    ))
      await parts.write(path, bytes);
    const act: Trial['act'] = async (world) =>
      (await merge(outputOf(world.project), [parts.locate('output')], world)).messages;
    await expectSurvival({ name: `merge, ${name}`, start, act }, ['ENOSPC', 'EXDEV', 'short', 'kill']);
  });
});
