import { describe, expect, test } from 'vitest';
import { build, check, type World } from '../../pipeline/index.ts';
import { filesOf, memoryDisk, memoryWorld } from '../support/memory-world.ts';
import { projectRoot } from '../support/source-tree.ts';

const files = await filesOf(projectRoot, ['data', 'templates']);
const scores = files['data/scores/2023.csv'] ?? '';
const published = files['data/published/2023.csv'] ?? '';
const [header = '', peru = ''] = scores.split('\n');
const [publishedHeader = '', publishedPeru = ''] = published.split('\n');
const chile = { scores: peru.replace('PER', 'CHL'), published: publishedPeru.replace('PER', 'CHL') };

/** One cache for all, so that the fonts of the web pages are made once. */
const cache = memoryDisk();
const projectWith = (changes: Readonly<Record<string, string>> = {}, overrides: Partial<World> = {}): World =>
  memoryWorld({ ...files, ...changes }, { cache, ...overrides });

/** The project with Chile in it too, with Peru's figures but no narrative, and with some files changed. */
function twoCountries(changes: Readonly<Record<string, string>> = {}): World {
  return projectWith({
    'data/scores/2023.csv': [header, peru, chile.scores, ''].join('\n'),
    'data/published/2023.csv': [publishedHeader, publishedPeru, chile.published, ''].join('\n'),
    ...changes,
  });
}
const ids = (messages: readonly { source?: string | undefined; ruleId?: string | undefined }[]): string[] =>
  messages.map(({ source, ruleId }) => `${source ?? ''}:${ruleId ?? ''}`);

describe('check(world)', () => {
  test('finds nothing in the project’s own data', async () => {
    const { messages, documents, isShut } = await check(projectWith());
    expect(messages.map(String)).toEqual([]);
    expect(isShut).toBe(false);
    expect(documents.map(({ path }) => path)).toEqual([
      '2023/en/PER-peru/PER-peru.brief',
      '2023/en/PER-peru/PER-peru.handout',
      '2023/en/PER-peru/PER-peru.score-sheets',
    ]);
  });

  test('a country without narrative has score sheets and a handout, and a warning', async () => {
    const { messages, documents, failed } = await check(twoCountries());
    expect(ids(messages)).toEqual(['compose:no-narrative']);
    expect(failed).toEqual([]);
    expect(documents.map(({ iso3, product }) => `${iso3} ${product}`)).toEqual([
      'CHL handout',
      'CHL score-sheets',
      'PER brief',
      'PER handout',
      'PER score-sheets',
    ]);
  });

  test('in a strict run a warning keeps its country from being built', async () => {
    const { documents, failed } = await check(twoCountries(), { strict: true });
    expect(failed).toEqual(['CHL']);
    expect(documents.map(({ iso3 }) => iso3)).toEqual(['PER', 'PER', 'PER']);
  });

  test('a mistake in one country’s row keeps that country from being built, and no other', async () => {
    const broken = [header, peru.replace(/^PER,[^,]*/, 'PER,11'), chile.scores, ''].join('\n');
    const { documents, failed } = await check(twoCountries({ 'data/scores/2023.csv': broken }));
    expect(failed).toEqual(['PER']);
    expect(documents.map(({ iso3 }) => iso3)).toEqual(['CHL', 'CHL']);
  });

  test('a mistake in one country’s narrative keeps that country from being built, and no other', async () => {
    const path = 'data/narratives/2023/PER.en.md';
    const { documents, failed } = await check(twoCountries({ [path]: `${files[path] ?? ''}\n<b>raw</b>\n` }));
    expect(failed).toEqual(['PER']);
    expect(documents.map(({ iso3 }) => iso3)).toEqual(['CHL', 'CHL']);
  });

  test.each([
    ['the index', 'data/index.yaml', 'nonsense: true\n'],
    ['the countries', 'data/countries.csv', 'XXX,nowhere\n'],
    ['an edition', 'data/editions/2023.yaml', 'nonsense: true\n'],
    ['labels', 'data/labels/en.yaml', 'nonsense: true\n'],
    ['a template', 'templates/brief.hbs', '{{#if x}}'],
  ])('a mistake in %s keeps everything from being built', async (_, path, addition) => {
    const { isShut, documents, messages } = await check(
      twoCountries({ [path]: `${files[path] ?? ''}${addition}` }),
    );
    expect(isShut).toBe(true);
    expect(documents).toEqual([]);
    expect(messages.some(({ file, fatal }) => file === path && fatal === true)).toBe(true);
  });

  test('mistakes of every stage stand in one report, sorted by file and line', async () => {
    const narrative = 'data/narratives/2023/PER.en.md';
    const { messages } = await check(
      projectWith({
        'data/scores/2023.csv': scores.replace(/^PER,[^,]*/m, 'PER,high'),
        'data/published/2023.csv': published.replace('6.40', '6.41').replace('PER', 'ZZZ'),
        'templates/page.hbs': '{{#each sheets}}',
        [narrative]: (files[narrative] ?? '').replace('status: ', 'statos: '),
      }),
    );
    const places = messages.map(({ file }) => file ?? '');
    expect(new Set(places)).toEqual(
      new Set([
        'data/narratives/2023/PER.en.md',
        'data/published/2023.csv',
        'data/scores/2023.csv',
        'templates/page.hbs',
      ]),
    );
    expect(places).toEqual([...places].sort());
  });

  test('finds a country by code or slug, in any case', async () => {
    for (const name of ['PER', 'per', 'peru', 'Peru']) {
      const { documents } = await check(twoCountries(), { countries: [name] });
      expect(new Set(documents.map(({ iso3 }) => iso3))).toEqual(new Set(['PER']));
    }
  });

  test.each([
    [
      { countries: ['PRE'] },
      'Unexpected country PRE, expected a code or slug of data/countries.csv, such as PER or peru. Did you mean PER?',
    ],
    [{ countries: ['perou'] }, 'Did you mean peru?'],
    [{ countries: ['FRA'] }, 'Unexpected country FRA, expected one that has scores in data/scores/2023.csv.'],
    [{ editions: ['2032'] }, 'Unexpected edition 2032, expected 2023. Did you mean 2023?'],
    [
      { products: ['breif'] },
      'Unexpected product breif, expected brief, score-sheets, handout, press, booklet, booklet-pages. Did you mean brief?',
    ],
    [{ langs: ['fr'] }, 'Unexpected language fr, expected en.'],
  ])('refuses %j and says what there is', async (request, words) => {
    const refusal = check(twoCountries(), request);
    await expect(refusal).rejects.toThrow(words);
    await expect(refusal).rejects.toHaveProperty('name', 'UsageError');
  });

  test('a country whose row is missing because of an error is no wrong use: the error tells', async () => {
    const broken = [header, peru.replace(/^PER,[^,]*/, 'PER,11'), chile.scores, ''].join('\n');
    const { messages } = await check(twoCountries({ 'data/scores/2023.csv': broken }), {
      countries: ['PER', 'FRA'],
    });
    expect(ids(messages)).toContain('validate:score');
  });

  test('SOURCE_DATE_EPOCH replaces the date of the edition, and must be a count of seconds', async () => {
    const dated = async (SOURCE_DATE_EPOCH: string): Promise<string | undefined> =>
      (await check(projectWith({}, { environment: { SOURCE_DATE_EPOCH } }))).documents[0]?.metadata.date;
    expect(await dated('')).toBe('2023-09-26T00:00:00Z');
    expect(await dated('1700000000')).toBe('2023-11-14T22:13:20Z');
    await expect(dated('yesterday')).rejects.toThrow('Unexpected SOURCE_DATE_EPOCH yesterday');
    await expect(dated('999999999999')).rejects.toThrow('expected a count of seconds');
  });
});

describe('build(world)', () => {
  test('gives web pages in memory without a browser, writes nothing, and tells as it goes on', async () => {
    const world = twoCountries();
    const progress: string[] = [];
    const { artefacts, outcomes } = await build(world, {
      formats: ['html'],
      onProgress: ({ outcome, done, total }) => progress.push(`${done}/${total} ${outcome?.path ?? ''}`),
    });
    expect(artefacts.map(({ path }) => path).sort()).toEqual([
      '2023/en/CHL-chile/CHL-chile.score-sheets.html',
      '2023/en/PER-peru/PER-peru.brief.html',
      '2023/en/PER-peru/PER-peru.score-sheets.html',
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['built', 'built', 'built']);
    expect(await world.project.list('output')).toEqual([]);
    expect([progress[0], progress.length, progress.at(-1)?.slice(0, 3)]).toEqual(['0/3 ', 4, '3/3']);
  });

  test.each([0, 17, 1.5, NaN])('refuses %d jobs', async (jobs) => {
    await expect(build(projectWith(), { jobs })).rejects.toThrow('a whole number from 1 to 16');
  });

  test('an unknown format is refused', async () => {
    await expect(build(projectWith(), { formats: ['pfd'] })).rejects.toThrow('Did you mean pdf?');
  });
});
