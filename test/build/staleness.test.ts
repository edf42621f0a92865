import { beforeAll, describe, expect, test } from 'vitest';
import { check, write } from '../../pipeline/build.ts';
import { explain } from '../../pipeline/explain.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import type { BuildOptions } from '../../pipeline/options.ts';
import type { Product } from '../../pipeline/model.ts';
import { products } from '../../pipeline/selection.ts';
import { keyMaker } from '../../pipeline/plan/keys.ts';
import type { World } from '../../pipeline/world.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { texts } from '../support/source-tree.ts';

const templates = Object.fromEntries((await texts('templates', /./)).map(({ path, text }) => [path, text]));
/** A whole index of a few countries: what moves with one score does so in any number of them. */
const size = 30;
const data = await fictionalIndex({
  seed: 41,
  size,
  alone: true,
  editions: ['2023', '2025'],
  narratives: ['PER'],
  narrated: ['2025'],
});
const narrative = 'data/narratives/2025/PER.en.md';
const web: BuildOptions = { formats: ['html'] };

let built: Readonly<Record<string, Uint8Array>> = {};
beforeAll(async () => {
  const world = memoryWorld({ ...data, ...templates });
  const { outcomes } = await write(world, web);
  expect(outcomes.every(({ status }) => status === 'built')).toBe(true);
  const paths = await world.project.list('');
  const read = paths.map(async (path) => [path, await world.project.read(path)] as const);
  built = Object.fromEntries(await Promise.all(read));
});

/** A project that has been built, web pages only. */
function builtWorld(): World {
  return memoryWorld(built);
}

async function edit(world: World, path: string, change: (text: string) => string): Promise<void> {
  const text = new TextDecoder().decode(await world.project.read(path));
  const changed = change(text);
  expect(changed).not.toBe(text);
  await world.project.write(path, new TextEncoder().encode(changed));
}

/** Paths of the documents that the next run would make, and why. */
async function stale(world: World, options: BuildOptions = web): Promise<string[]> {
  const { outcomes } = await write(world, { ...options, dryRun: true });
  return outcomes
    .filter(({ status }) => status === 'planned')
    .map(({ path, outputs }) => `${path} ${outputs.map(({ reason }) => reason).join()}`);
}

/** Every document as it would be printed, by path. */
async function printed(world: World): Promise<ReadonlyMap<string, string>> {
  const { documents } = await check(world);
  return new Map(documents.map((document) => [document.path, document.html]));
}

/** Raises the last score of a country in an edition by half a point, or lowers it at the end of the scale. */
const nudge =
  (iso3: string) =>
  (text: string): string =>
    text.replace(new RegExp(`^(${iso3},.*,)([\\d.]+)$`, 'm'), (_, before: string, score: string) => {
      const moved = Number(score) < 10 ? Number(score) + 0.5 : Number(score) - 0.5;
      return `${before}${moved.toFixed(2)}`;
    });

describe('what is stale', () => {
  test('nothing after a run, also in a new process', async () => {
    expect(await stale(builtWorld())).toEqual([]);
  });

  test('after one edited score: that country, and exactly those whose print moved', async () => {
    const world = builtWorld();
    const before = await printed(world);
    await edit(world, 'data/scores/2023.csv', nudge('PER'));
    const after = await printed(world);
    const moved = [...after].filter(([path, html]) => before.get(path) !== html).map(([path]) => path);
    expect(await stale(world)).toEqual(moved.map((path) => `${path} changed`));
    // The plot shows every country, so all sheets of the edition moved; of the next edition changes, and ranks that it compares with.
    expect(moved.filter((path) => path.startsWith('2023/'))).toHaveLength(size);
    const next = moved.filter((path) => path.startsWith('2025/'));
    expect(next.length).toBeLessThan(size);
    expect(moved).toContain('2025/en/PER-peru/PER-peru.score-sheets');
    // And what was found fresh is fresh: after the run nothing is left to do.
    const { outcomes } = await write(world, web);
    expect(outcomes.filter(({ status }) => status === 'built').map(({ path }) => path)).toEqual(moved);
    expect(await stale(world)).toEqual([]);
  });

  test('after one edited score of an edition that is not complete: that country alone', async () => {
    const few = await fictionalIndex({ seed: 42, editions: ['2025'], size: 6 });
    const world = memoryWorld({ ...few, ...templates });
    await write(world, web);
    const [iso3 = ''] = (few['data/scores/2025.csv'] ?? '').split('\n').slice(-2);
    const code = iso3.slice(0, 3);
    await edit(world, 'data/scores/2025.csv', nudge(code));
    await edit(world, 'data/published/2025.csv', (text) =>
      text.replace(new RegExp(`^${code},[^,]*,[^,]*,[^,]*,[^,]*`, 'm'), `${code},,,,`),
    );
    expect((await stale(world)).map((line) => /([A-Z]{3})-[^/]*$/.exec(line)?.[1])).toEqual([code]);
  });

  test('a comment in Markdown, a blank line in a table, a comment in YAML make nothing stale', async () => {
    const world = builtWorld();
    await edit(world, narrative, (text) => `${text}\n<!-- to be checked -->\n`);
    await edit(world, 'data/scores/2025.csv', (text) => `${text}\n`);
    await edit(world, 'data/index.yaml', (text) => `# seen\n${text}`);
    expect(await stale(world)).toEqual([]);
  });

  test('a word of a narrative makes its brief stale and nothing else', async () => {
    const world = builtWorld();
    await edit(world, narrative, (text) => text.replace(/\bthe\b/, 'that'));
    expect(await stale(world)).toEqual(['2025/en/PER-peru/PER-peru.brief changed']);
  });

  test('a template, a style, a label make what they are printed on stale', async () => {
    const world = builtWorld();
    await edit(
      world,
      'templates/styles/web-narrative.css',
      (text) => `${text}\n.reading { color: inherit; }\n`,
    );
    expect(await stale(world)).toHaveLength(2 * size + 1);
    const other = builtWorld();
    await edit(other, 'templates/styles/page.css', (text) => `${text}\n/* for print alone */\n`);
    expect(await stale(other)).toEqual([]);
    const third = builtWorld();
    await edit(third, 'data/labels/en.yaml', (text) => text.replace('Back to note', 'Return to note'));
    const lines = await stale(third);
    expect(lines.every((line) => line.startsWith('2025/en/PER-peru/PER-peru.brief'))).toBe(true);
  });

  // By key, as `plan` compares them: nothing is printed.
  const all: readonly Product[] = products.filter((product) => product !== 'press');
  const bound: readonly Product[] = ['booklet', 'booklet-pages'];
  const told: readonly Product[] = ['brief', ...bound];
  const rule = (text: string): string => `${text}\n.bar { opacity: 0.9; }\n`;
  const word =
    (label: string) =>
    (text: string): string =>
      text.replace(new RegExp(`^( +${label}:) .*$`, 'm'), '$1 Other word');
  test.each<[string, (text: string) => string, readonly Product[], readonly Product[]]>([
    ['templates/styles/page.css', rule, all, []],
    ['templates/styles/sheet.css', rule, all, []],
    ['templates/styles/narrative.css', rule, told, []],
    ['templates/styles/imprint.css', rule, [...told, 'handout'], []],
    ['templates/styles/handout.css', rule, ['handout'], []],
    ['templates/styles/booklet.css', rule, bound, []],
    ['templates/styles/letter.css', rule, [], []],
    [
      'templates/styles/sheet.css',
      (text) => `/* more */\n${text.replace(/\{\n/, '{ /* note */\n\n')}`,
      [],
      [],
    ],
    ['templates/styles/web.css', (text) => `/* more */\n${text}`, [], []],
    ['templates/styles/press.css', rule, [], []],
    ['templates/styles/web.css', rule, [], ['brief', 'score-sheets']],
    ['templates/handout.hbs', (text) => `${text}<p>More</p>`, ['handout'], []],
    [
      'templates/page.hbs',
      (text) => text.replace('</main>', '<p>More</p></main>'),
      [],
      ['brief', 'score-sheets'],
    ],
    ['templates/partials/narrative.hbs', (text) => `${text}<p>More</p>`, told, ['brief']],
    ['data/labels/en.yaml', word('handoutTitle'), ['handout'], []],
    ['data/labels/en.yaml', word('leadsTitle'), ['handout'], []],
    ['data/labels/en.yaml', word('narrativeTitle'), ['brief'], []],
    ['data/labels/en.yaml', word('aboutTitle'), told, ['brief', 'score-sheets']],
    ['data/labels/en.yaml', word('downloadsTitle'), [], ['brief', 'score-sheets']],
    ['data/labels/en.yaml', word('buildTitle'), [...told, 'handout'], ['brief', 'score-sheets']],
    ['data/labels/en.yaml', word('draft'), [], []],
  ])('an edit of %s makes the products that use it stale, and no other', async (path, change, pdf, html) => {
    const request = { countries: ['PER'], editions: ['2025'], products: all };
    const keys = async (world: World): Promise<ReadonlyMap<string, string>> => {
      const { documents } = await check(world, request);
      const keyOf = keyMaker([]);
      return new Map(
        documents.flatMap((document) =>
          document.formats.map(
            (format) => [`${document.product} ${format}`, keyOf(document, format)] as const,
          ),
        ),
      );
    };
    const world = builtWorld();
    const before = await keys(world);
    expect(before.size).toBe(all.length + 2);
    await edit(world, path, change);
    const after = await keys(world);
    const moved = [...after].filter(([name, key]) => before.get(name) !== key).map(([name]) => name);
    const expected = [...pdf.map((product) => `${product} pdf`), ...html.map((product) => `${product} html`)];
    expect(moved.sort()).toEqual(expected.sort());
  });

  test('a damaged or unknown manifest: everything, with a message', async () => {
    const world = builtWorld();
    for (const text of ['{"schema": 3, "docu', '{"schema": 99, "documents": {}}']) {
      await world.project.write('output/manifest.json', new TextEncoder().encode(text));
      const { messages, outcomes } = await write(world, { ...web, countries: ['PER'] });
      expect(messages.map(formatMessage).join()).toContain('output/manifest.json  warning  write:manifest');
      expect(outcomes.map(({ status }) => status)).toEqual(['built', 'built', 'built']);
    }
  });
});

describe('explain', () => {
  test('names the printed figures that differ, old to new, and the inputs that changed', async () => {
    const world = builtWorld();
    const peru = { countries: ['PER'], editions: ['2025'], products: ['score-sheets'] };
    const figuresOf = async (): Promise<Record<string, unknown>> => {
      const [document] = (await check(world, peru)).documents;
      return JSON.parse(new TextDecoder().decode(document?.metadata.attachments[0]?.bytes)) as Record<
        string,
        unknown
      >;
    };
    const placeIn = (figures: Record<string, unknown>): number =>
      (figures.ranks as { resilience: { world: { place: number } } }).resilience.world.place;
    expect((await explain(world, { ...peru, formats: ['html'] })).explanations[0]?.figures).toEqual([]);
    const before = await figuresOf();
    await edit(world, 'data/scores/2025.csv', (text) =>
      text.replace(/^(PER,.*,)[\d.]+,[\d.]+$/m, '$11.00,1.00'),
    );
    const after = await figuresOf();
    const [explanation] = (await explain(world, { ...peru, formats: ['html'] })).explanations;
    expect(explanation?.outputs.map(({ reason }) => reason)).toEqual(['changed']);
    expect(explanation?.figures).toContainEqual({
      what: 'Resilience, rank in the world',
      before: String(placeIn(before)),
      after: String(placeIn(after)),
    });
    const changed = explanation?.inputs.filter((input) => input.before !== input.sha256);
    expect(changed?.map(({ path }) => path)).toEqual(['data/scores/2025.csv']);
  });
});
