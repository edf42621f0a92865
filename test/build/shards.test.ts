import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { merge } from '../../pipeline/write/merge.ts';
import { write } from '../../pipeline/build.ts';
import { UsageError } from '../../pipeline/failures.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { shardOf, type Progress } from '../../pipeline/options.ts';
import { outputOf } from '../../pipeline/output.ts';
import type { Disk } from '../../pipeline/world.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { scratchDisk, utf8 } from '../support/scratch.ts';
import { texts } from '../support/source-tree.ts';

const templates = Object.fromEntries((await texts('templates', /./)).map(({ path, text }) => [path, text]));
const data = await fictionalIndex({ seed: 51, size: 7, editions: ['2025'], narratives: true });
const lock = memoryWorld({});

/** A project on the disk with its web pages built, all or a part. */
async function built(shard?: { index: number; count: number }): Promise<Disk> {
  const disk = await scratchDisk();
  for (const [path, text] of Object.entries({ ...data, ...templates })) await disk.write(path, utf8(text));
  const { messages } = await write({ ...lock, project: disk }, { formats: ['html'], shard });
  expect(messages.map(formatMessage)).toEqual([]);
  return disk;
}

async function hashes(disk: Disk): Promise<Readonly<Record<string, string>>> {
  const output = outputOf(disk);
  const entries = (await output.list('')).map(async (path) => {
    return [path, Buffer.from(await output.read(path)).toString('base64')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe('shards', () => {
  test('hold every document once, in parts of equal size', () => {
    const all = Array.from({ length: 23 }, (_, i) => i);
    const parts = [1, 2, 3, 4].map((index) => shardOf(all, { index, count: 4 }));
    expect(parts.flat().sort((a, b) => a - b)).toEqual(all);
    expect(parts.map(({ length }) => length)).toEqual([6, 6, 6, 5]);
  });

  test.each([
    [0, 4],
    [5, 4],
    [1.5, 4],
    [1, 0],
  ])('%s of %s is no part', (index, count) => {
    expect(() => shardOf([], { index, count })).toThrow(UsageError);
  });

  test('have a manifest also where there are more parts than documents, and merge to the whole', async () => {
    const parts = await Promise.all(
      Array.from({ length: 24 }, async (_, i) => built({ index: i + 1, count: 24 })),
    );
    expect(await Promise.all(parts.map(async (one) => Object.keys(await hashes(one)).length))).toContain(1);
    const whole = await scratchDisk();
    const folders = parts.map((one) => one.locate('output'));
    const { messages } = await merge(outputOf(whole), folders, lock);
    expect(messages.map(formatMessage)).toEqual([]);
    expect(await hashes(whole)).toEqual(await hashes(await built()));
  });

  test('tell how far their own part is, not the whole', async () => {
    const told: string[] = [];
    const world = memoryWorld({ ...data, ...templates });
    const onProgress = ({ done, total }: Progress): void => void told.push(`${done} of ${total}`);
    await write(world, { formats: ['html'], shard: { index: 1, count: 3 }, onProgress });
    expect(told[0]).toBe('0 of 5');
    expect(told.at(-1)).toBe('5 of 5');
  });

  test('merged are the same as a run that made all, byte for byte, with the manifest', async () => {
    const whole = await built();
    const parts = await Promise.all([1, 2, 3].map((index) => built({ index, count: 3 })));
    const target = await scratchDisk();
    const folders = parts.map((disk) => disk.locate('output'));
    const { documents, messages } = await merge(outputOf(target), folders, lock);
    expect(messages).toEqual([]);
    expect(documents).toHaveLength(14);
    expect(await hashes(target)).toEqual(await hashes(whole));
  });

  test('with a damaged or missing file: it is named, and its document is left out', async () => {
    const part = await built({ index: 1, count: 3 });
    const output = outputOf(part);
    const [first = '', second = ''] = (await output.list('')).filter((path) => path.endsWith('.html'));
    await output.write(first, utf8('<!doctype html>'));
    await output.remove(second);
    const target = await scratchDisk();
    const { documents, messages } = await merge(outputOf(target), [part.locate('output')], lock);
    expect(messages.map(({ reason }) => reason)).toEqual([
      `Unexpected content of ${first}, expected the file that manifest.json names`,
      `Unexpected absence of ${second}, expected the file that manifest.json names`,
    ]);
    expect(documents).toHaveLength(3);
  });

  test('with one document in two versions: neither is taken, and both folders are named', async () => {
    const [one, two] = [await built({ index: 1, count: 3 }), await built({ index: 1, count: 3 })];
    const labels = 'data/labels/en.yaml';
    const text = new TextDecoder().decode(await two.read(labels));
    await two.write(labels, utf8(text.replace(/^( +aboutTitle:) .*$/m, '$1 About')));
    await write({ ...lock, project: two }, { formats: ['html'], shard: { index: 1, count: 3 } });
    const [output, folders] = [
      outputOf(await scratchDisk()),
      [one, two].map((disk) => disk.locate('output')),
    ];
    const { documents, messages } = await merge(output, folders, lock);
    expect([documents.length, messages.length]).toEqual([0, 5]);
    for (const { reason } of messages) expect(reason).toContain(`expected the one in ${folders[0] ?? ''}`);
    // The same in both is no dispute.
    expect(await merge(output, [folders[0] ?? '', folders[0] ?? ''], lock)).toMatchObject({ messages: [] });
  });

  test('a folder without a manifest is refused before anything is written', async () => {
    const target = await scratchDisk();
    const missing = join(target.locate(''), 'nowhere');
    await expect(merge(outputOf(target), [missing], lock)).rejects.toThrow(UsageError);
    expect(await target.list('')).toEqual([]);
  });
});
