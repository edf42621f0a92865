import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { load } from '../../pipeline/load/load.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import type { SourceFile, Sources } from '../../pipeline/model.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { projectOf } from '../support/data-cases.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { within } from '../support/pace.ts';
import { projectData } from '../support/project-data.ts';

const cases = fileURLToPath(new URL('../cases/validate', import.meta.url));
const utf8 = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

let base: Readonly<Record<string, string>>;
beforeAll(async () => {
  const files = await projectOf(cases, 'sound');
  base = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, utf8(bytes)]));
});

async function sourcesOf(files: Readonly<Record<string, string>>): Promise<Sources> {
  return (await load(memoryWorld(files))).value;
}

describe('validate(sources)', () => {
  test('reads the project’s own data without a message', async () => {
    const dataset = await projectData();
    expect(dataset.countries.size).toBe(193);
    expect(dataset.countries.get('CIV')?.name).toBe('C\u00f4te d\u2019Ivoire');
    expect([...dataset.editions.keys()]).toEqual(['2023']);
    expect(dataset.scores.get('2023')?.get('PER')?.scores.get('cocaine-trade')).toBe(900);
    expect(dataset.index.scale).toEqual({ min: 100, max: 1000, step: 50 });
    expect(dataset.labels.get('en')?.ordinals.two).toBe('{n}nd');
  });

  test('gives a group without a section its name as section', async () => {
    const { value } = validate(await sourcesOf(base));
    const [people, goods] = value?.index.components[0]?.components[0]?.groups ?? [];
    expect([people?.section, goods?.section]).toEqual(['People', 'Trade in goods']);
  });

  test('says on which line the text of a narrative begins', async () => {
    const { value } = validate(await sourcesOf(base));
    expect(value?.manuscripts[0]).toMatchObject({ bodyLine: 7, body: '# Harm\n\nText.\n', status: 'final' });
  });

  test('is the same for tables in any order of rows and columns, line ends and marks', async () => {
    const variants = [
      'csv-columns-reordered',
      'csv-rows-in-another-order',
      'line-ends-cr',
      'line-ends-mixed',
    ];
    const [first, ...others] = await Promise.all(
      [
        'sound',
        ...variants,
        'yaml-byte-order-mark',
        'text-decomposed-accents',
        'csv-spaces-blank-lines-quotes',
      ].map(async (name) => {
        const { value } = validate((await load(memoryWorld(await projectOf(cases, name)))).value);
        const table = [...(value?.scores.get('2025')?.values() ?? [])].map(({ iso3, scores }) => [
          iso3,
          ...scores,
        ]);
        return { table, index: value?.index, countries: [...(value?.countries.values() ?? [])] };
      }),
    );
    expect(first?.table).toHaveLength(4);
    for (const other of others) expect(other).toEqual(first);
  });

  test('tells all problems of all files at once, sorted', async () => {
    const { value, messages } = validate(
      await sourcesOf({
        ...base,
        'data/index.yaml': (base['data/index.yaml'] ?? '').replace('quadrant', 'quadrnt'),
        'data/countries.csv': (base['data/countries.csv'] ?? '').replace('BRO,', 'bro,'),
        'data/scores/2023.csv': (base['data/scores/2023.csv'] ?? '').replace('7.00', '7.25'),
        'data/labels/en.yaml': (base['data/labels/en.yaml'] ?? '').replace('lang: en', 'lang: de'),
        'data/narratives/2025/AVA.en.md': 'Text.\n',
      }),
    );
    expect(value).toBeNull();
    expect(messages.map(({ file, line, ruleId }) => `${file ?? ''}:${line ?? ''} ${ruleId ?? ''}`)).toEqual([
      'data/countries.csv:3 value',
      'data/index.yaml:5 unknown-key',
      'data/labels/en.yaml:1 file-name',
      'data/narratives/2025/AVA.en.md:1 front-matter',
      'data/scores/2023.csv:2 score',
    ]);
  });

  test.each([
    ['aliases', `a: &a 1\nb: [${'*a, '.repeat(100_000)}]\n`],
    ['brackets', `a: ${'['.repeat(100_000)}\n`],
    ['levels', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['dashes', `${'-'.repeat(200_000)}\na: 1\n`],
    ['quotes', `a: ${'"'.repeat(200_000)}\n`],
  ])('answers a file of nothing but %s within a second', async (_, text) => {
    const sources = await sourcesOf({ ...base, 'data/editions/2025.yaml': text });
    const { messages } = within(1000, () => validate(sources));
    expect(messages.some(({ file }) => file === 'data/editions/2025.yaml')).toBe(true);
  });

  test.each([
    ['lists in brackets', `a: ${'['.repeat(1000)}${']'.repeat(1000)}`],
    ['maps in brackets', `a: ${'{b: '.repeat(1000)}1${'}'.repeat(1000)}`],
    ['lists in lists', `a:\n  ${'- '.repeat(1000)}x`],
    ['keys of keys', `${'? '.repeat(1000)}x`],
  ])('a thousand %s are refused each time they are read: the process goes on', async (_, text) => {
    const sources = await sourcesOf({ ...base, 'data/editions/2025.yaml': text });
    for (let again = 0; again < 20; again++) {
      const told = validate(sources).messages.filter(({ file }) => file === 'data/editions/2025.yaml');
      expect(told.map(({ reason }) => reason)).toEqual([
        'Unexpected depth of nesting, expected at most 100 levels',
      ]);
    }
  });

  test('never throws, answers within a second, and points into the file: any text in place of any file', async () => {
    const paths = Object.keys(base).filter((path) => path.startsWith('data/') && !path.endsWith('README.md'));
    const snippet = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        '\n',
        '---\n',
        '"',
        "'",
        '\t',
        ': ',
        '- ',
        '{',
        '}',
        '[',
        '&a ',
        '*a',
        '!x ',
        '|',
        '>',
        '%',
        ',',
        ',,',
      ),
      fc.constantFrom(
        'iso3',
        'AVA',
        '7.25',
        '6,5',
        '\u00a0',
        '\u2028',
        '#',
        '@',
        '`',
        '?',
        '<<: ',
        '__proto__: 1\n',
      ),
    );
    const edit = fc.record({
      path: fc.constantFrom(...paths),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(40),
      insert: fc.array(snippet, { maxLength: 4 }).map((parts) => parts.join('')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const files = { ...base };
        for (const { path, at, remove, insert } of edits) {
          const text = files[path] ?? '';
          const start = Math.floor(at * text.length);
          files[path] = text.slice(0, start) + insert + text.slice(start + remove);
        }
        const sources = await sourcesOf(files);
        const { messages } = within(1000, () => validate(sources));
        const read: readonly (SourceFile | null)[] = Object.values(sources).flat();
        const texts = new Map(read.map((file) => [file?.path, file?.text.split('\n')]));
        for (const message of messages) {
          const line = texts.get(message.file ?? '')?.[(message.line ?? 0) - 1];
          expect(line, formatMessage(message)).toBeDefined();
          expect(message.column, formatMessage(message)).toBeGreaterThan(0);
          expect(message.column, formatMessage(message)).toBeLessThanOrEqual((line?.length ?? 0) + 1);
          expect(message.note, formatMessage(message)).toBeTruthy();
        }
      }),
      { numRuns: 200 },
    );
  });
});
