import { describe, expect, test } from 'vitest';
import { load } from '../../pipeline/load/load.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import type { Chapter, Dataset, Manuscript, Scored } from '../../pipeline/model.ts';
import { narrate } from '../../pipeline/narrate/narrate.ts';
import { narrateRemembered } from '../../pipeline/narrate/remember.ts';
import { score } from '../../pipeline/score/score.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import type { Disk, World } from '../../pipeline/world.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { memoryDisk, memoryWorld } from '../support/memory-world.ts';

const files = await fictionalIndex({ seed: 31, size: 4, editions: ['2025'], narratives: true });
const [narrative = ''] = Object.keys(files).filter((path) => path.startsWith('data/narratives/'));

async function projectOf(changed: Readonly<Record<string, string>> = {}): Promise<[Dataset, Scored]> {
  const { value } = validate((await load(memoryWorld({ ...files, ...changed }))).value);
  if (!value) throw new Error('the fictional index has problems');
  return [value, score(value).value];
}

/** Chapters as `narrateRemembered` gives them, and which files it read for it. */
async function remembered(
  cache: Disk,
  changed: Readonly<Record<string, string>> = {},
  program = 'one',
  isWanted?: (manuscript: Manuscript) => boolean,
): Promise<{
  readonly chapters: readonly Chapter[];
  readonly told: readonly string[];
  readonly writes: number;
}> {
  let writes = 0;
  const counted: Disk = {
    ...cache,
    write: (path, bytes) => {
      writes++;
      return cache.write(path, bytes);
    },
  };
  const world: World = { ...memoryWorld({}), cache: counted };
  const [dataset, scored] = await projectOf(changed);
  const { value, messages } = await narrateRemembered(world, program, dataset, scored, () => true, {
    ...(isWanted && { isWanted }),
  });
  return { chapters: value, told: messages.map(formatMessage), writes };
}

/** Of 16 shelves, those that the narratives of the sample stand on; and the list of what has no fault. */
const shelves = 3;
const all = shelves + 1;

describe('narrateRemembered(world, program, dataset, scored, covers)', () => {
  test('gives what narrate gives, with an empty cache and with a full one', async () => {
    const cache = memoryDisk();
    const direct = narrate(...(await projectOf()), () => true);
    expect((await remembered(cache)).chapters).toEqual(direct.value);
    expect((await remembered(cache)).chapters).toEqual(direct.value);
  });

  test('reads nothing anew when nothing has changed', async () => {
    const cache = memoryDisk();
    expect((await remembered(cache)).writes).toBe(all);
    expect((await remembered(cache)).writes).toBe(0);
  });

  test.each([
    ['a word of the text', { [narrative]: (files[narrative] ?? '').replace(/\bthe\b/, 'that') }, 2],
    [
      'a figure that the text may name',
      { 'data/scores/2025.csv': files['data/scores/2025.csv']?.replace(/,(\d)\.50,/, ',$1.00,') ?? '' },
      2,
    ],
    [
      'a word of the labels',
      { 'data/labels/en.yaml': (files['data/labels/en.yaml'] ?? '').replace('Note {n}', 'Remark {n}') },
      all,
    ],
  ])('another version of %s gives what narrate gives of it', async (_, changed, written) => {
    const cache = memoryDisk();
    await remembered(cache);
    expect(files).not.toMatchObject(changed);
    const direct = narrate(...(await projectOf(changed)), () => true);
    const again = await remembered(cache, changed);
    expect(again.chapters).toEqual(direct.value);
    expect(again.writes).toBe(written);
  });

  test('the name of another country, which no heading may have, reads everything anew', async () => {
    const cache = memoryDisk();
    await remembered(cache);
    const [, heading = ''] = /^#+ (.+)$/m.exec(files[narrative] ?? '') ?? [];
    const iso3 = /([A-Z]{3})\.en\.md$/.exec(narrative)?.[1] ?? '';
    const rows = (files['data/countries.csv'] ?? '').split('\n');
    const other = rows.findIndex((row, i) => i > 0 && !row.startsWith(iso3));
    rows[other] = (rows[other] ?? '').replace(/^(\w+,[^,]*,)[^,]*/, `$1${heading}`);
    const changed = { 'data/countries.csv': rows.join('\n') };
    const direct = narrate(...(await projectOf(changed)), () => true);
    expect(direct.messages.map(({ ruleId }) => ruleId)).toContain('other-country');
    expect((await remembered(cache, changed)).told).toEqual(direct.messages.map(formatMessage));
  });

  test('a list of faultless chapters that is lost is made again', async () => {
    const cache = memoryDisk();
    await remembered(cache);
    const list = (await cache.list('chapters')).find((path) => path.endsWith('index.json')) ?? '';
    const bytes = await cache.read(list);
    await cache.remove(list);
    expect((await remembered(cache)).writes).toBe(1);
    expect(await cache.read(list)).toEqual(bytes);
  });

  test('another program reads everything anew', async () => {
    const cache = memoryDisk();
    await remembered(cache);
    expect((await remembered(cache, {}, 'two')).writes).toBe(all);
  });

  test('a text with a problem tells it every time', async () => {
    const cache = memoryDisk();
    const changed = { [narrative]: `${files[narrative] ?? ''}\n## Nowhere\n\nStray.\n` };
    const first = await remembered(cache, changed);
    expect(first.told).not.toEqual([]);
    expect((await remembered(cache, changed)).told).toEqual(first.told);
  });

  const isOther = ({ path }: Manuscript): boolean => path !== narrative;
  test('leaves the chapters that nobody asks for on their shelves', async () => {
    const cache = memoryDisk();
    const { chapters } = await remembered(cache);
    const { chapters: none, writes } = await remembered(cache, {}, 'one', () => false);
    expect(none).toEqual([]);
    expect(writes).toBe(0);
    expect((await remembered(cache)).chapters).toEqual(chapters);
  });

  test('reads a text that nobody asks for when it is new, and tells its problems', async () => {
    const cache = memoryDisk();
    await remembered(cache);
    const changed = { [narrative]: `${files[narrative] ?? ''}\n## Nowhere\n\nStray.\n` };
    const { told } = await remembered(cache, changed, 'one', isOther);
    expect(told.join()).toContain('Nowhere');
    expect((await remembered(cache, changed, 'one', isOther)).told).toEqual(told);
    // And nothing of the others is lost by that.
    expect((await remembered(cache)).chapters).toHaveLength(4);
    expect((await remembered(cache, {}, 'one', () => false)).told).toEqual([]);
  });

  test('a damaged cache is as good as an empty one', async () => {
    const cache = memoryDisk();
    const { chapters } = await remembered(cache);
    const [path = ''] = await cache.list('chapters');
    const bytes = await cache.read(path);
    await cache.write(path, bytes.subarray(0, bytes.length - 9));
    expect((await remembered(cache)).chapters).toEqual(chapters);
    const text = new TextDecoder().decode(bytes).replace(/<p>/, '<p><script>');
    await cache.write(path, new TextEncoder().encode(text));
    expect((await remembered(cache)).chapters).toEqual(chapters);
  });

  test('a cache on a full disk costs nothing but time', async () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const cache: Disk = { ...memoryDisk(), write: () => Promise.reject(full) };
    expect((await remembered(cache)).chapters).toHaveLength(4);
  });
});
