import { describe, expect, test } from 'vitest';
import { build, check } from '../../pipeline/build.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { load } from '../../pipeline/load/load.ts';
import { score } from '../../pipeline/score/score.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { texts } from '../support/source-tree.ts';

const templates = Object.fromEntries((await texts('templates', /./)).map(({ path, text }) => [path, text]));

/** What `check` says, line by line, and how many documents can be built. */
async function verdict(
  data: Readonly<Record<string, string>>,
  products: readonly string[],
): Promise<{ readonly messages: readonly string[]; readonly documents: number }> {
  const { documents, messages } = await check(memoryWorld({ ...data, ...templates }), { products });
  return { messages: messages.map(formatMessage), documents: documents.length };
}

describe('fictionalIndex', () => {
  test('193 countries in three editions pass check without a message', async () => {
    const data = await fictionalIndex({ seed: 1, published: true });
    expect(await verdict(data, ['score-sheets'])).toEqual({ messages: [], documents: 579 });
  });

  test('narratives of every section pass check without a message, in every edition', async () => {
    const data = await fictionalIndex({ seed: 2, size: 20, narratives: true });
    expect(await verdict(data, [])).toEqual({ messages: [], documents: 180 });
  });

  test('narratives have the length of published ones', async () => {
    const data = await fictionalIndex({ seed: 3, size: 40, narratives: true, narrated: ['2025'] });
    const lengths = Object.entries(data)
      .filter(([path]) => path.startsWith('data/narratives/'))
      .map(([, text]) => text.split(/\s+/).length);
    expect(lengths).toHaveLength(40);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    expect(mean).toBeGreaterThan(2500);
    expect(mean).toBeLessThan(2900);
  });

  test('one country scores the lowest in everything, one the highest, and places are shared', async () => {
    const { value: dataset } = validate((await load(memoryWorld(await fictionalIndex({ seed: 4 })))).value);
    const scored = dataset ? score(dataset).value.get('2025') : undefined;
    const countries = [...(scored?.countries.values() ?? [])];
    const ends = (figure: bigint): number =>
      countries.filter(({ indicators }) =>
        [...indicators.values()].every(
          ({ numerator, denominator }) => denominator === 1n && numerator === figure,
        ),
      ).length;
    expect(countries).toHaveLength(193);
    expect([ends(1n), ends(10n)]).toEqual([1, 1]);
    for (const component of ['criminality', 'resilience']) {
      const shared = countries.filter(({ ranks }) => (ranks.get(component)?.world.ties ?? 0) > 0);
      expect(shared.length).toBeGreaterThan(10);
    }
  });

  test('one seed gives one index, another seed another', async () => {
    const options = { size: 3, narratives: true } as const;
    const first = await fictionalIndex({ ...options, seed: 5 });
    expect(await fictionalIndex({ ...options, seed: 5 })).toEqual(first);
    const other = await fictionalIndex({ ...options, seed: 6 });
    expect(Object.keys(other)).toEqual(Object.keys(first));
    const same = Object.keys(first).filter((path) => first[path] === other[path]);
    expect(same.filter((path) => /\/(scores|narratives)\//.test(path))).toEqual([]);
  });

  test('a country keeps its scores and text when others join the index', async () => {
    const small = await fictionalIndex({ seed: 7, size: 4, narratives: ['PER'] });
    const large = await fictionalIndex({ seed: 7, size: 30, narratives: ['PER'] });
    const row = (data: Readonly<Record<string, string>>): string | undefined =>
      data['data/scores/2023.csv']?.split('\n').find((line) => line.startsWith('PER,'));
    expect(row(small)).toMatch(/^PER(,\d+\.[05]0){32}$/);
    expect(row(large)).toBe(row(small));
    expect(large['data/narratives/2023/PER.en.md']).toBe(small['data/narratives/2023/PER.en.md']);
  });
});

test('what takes longest is made first', async () => {
  const data = await fictionalIndex({ seed: 5, size: 6, editions: ['2025'], narratives: true });
  const world = memoryWorld({ ...data, ...templates });
  const { documents } = await check(world, {});
  const weights = new Map(documents.map(({ path, weight }) => [path, weight]));
  expect(new Set(weights.values()).size).toBe(7);
  const begun: string[] = [];
  await build(world, {
    formats: ['html'],
    onProgress: ({ outcome }) => {
      if (outcome) begun.push(outcome.path);
    },
  });
  const made = begun.map((path) => weights.get(path) ?? 0);
  expect(made).toEqual([...made].sort((a, b) => b - a));
});
