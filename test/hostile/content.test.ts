import { describe, expect, test } from 'vitest';
import { build, type Message, type World } from '../../pipeline/index.ts';
import { load } from '../../pipeline/load/load.ts';
import type { Chapter, Dataset } from '../../pipeline/model.ts';
import { narrate } from '../../pipeline/narrate/narrate.ts';
import { score } from '../../pipeline/score/score.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { filesOf, memoryDisk, memoryWorld } from '../support/memory-world.ts';
import { projectRoot } from '../support/source-tree.ts';

const files = await filesOf(projectRoot, ['data', 'templates']);
const cache = memoryDisk();
const narrative = 'data/narratives/2023/PER.en.md';
const projectWith = (changes: Readonly<Record<string, string>>): World =>
  memoryWorld({ ...files, ...changes }, { cache });

/** What is read of the project with some files changed. */
async function read(changes: Readonly<Record<string, string>>): Promise<{
  readonly dataset: Dataset | null;
  readonly chapters: readonly Chapter[];
  readonly messages: readonly Message[];
}> {
  const sources = await load(projectWith(changes));
  const { messages, value: dataset } = validate(sources.value);
  const told = dataset ? narrate(dataset, score(dataset).value) : { value: [], messages: [] };
  return { dataset, chapters: told.value, messages: [...sources.messages, ...messages, ...told.messages] };
}

/** The narrative with a line of its own in front of its first paragraph: line 13 of the file. */
const saying = (text: string): Readonly<Record<string, string>> => ({
  [narrative]: (files[narrative] ?? '').replace('### People\n\n', `### People\n\n${text}\n\n`),
});

const at = 'http://127.0.0.1:1/x';
describe('a narrative that asks for anything is refused, with the place', () => {
  test.each([
    `![x](${at})`,
    '![x](file:///etc/passwd)',
    '![x](../../../etc/passwd)',
    '![x](/etc/passwd)',
    '![x](data:image/png;base64,AAAA)',
    `![x][r]\n\n[r]: ${at}`,
    `<img src="${at}">`,
    `<iframe src="${at}"></iframe>`,
    `<object data="${at}"></object>`,
    `<video src="${at}"></video>`,
    `<link rel="preconnect" href="${at}">`,
    `<meta http-equiv="refresh" content="0;url=${at}">`,
    `<style>@import "${at}";</style>`,
    `<svg><use href="${at}"/></svg>`,
    `<form action="${at}"></form>`,
    `<script src="${at}"></script>`,
    `a <b style="background:url(${at})">b</b>`,
    '[x](javascript:alert)',
    '[x](JaVaScRiPt:alert)',
    '[x](java&#115;cript:alert)',
    '[x](vbscript:x)',
    '[x](data:text/html,x)',
    '[x](file:///etc/passwd)',
    '[x](//example.org/x)',
    '[x](\\\\example.org\\x)',
    '[x](ftp://example.org)',
    '[x](ws://example.org)',
    '[x](blob:https://example.org/x)',
    '[x](https://name:word@example.org)',
    '[x](https://)',
    '<javascript:alert>',
    '<file:///etc/passwd>',
    ':lang[x]{lang=en onclick=alert}',
    '::include{file=/etc/passwd}',
  ])('%s', async (text) => {
    const { chapters, messages } = await read(saying(text));
    expect(chapters).toEqual([]);
    const faults = messages.filter(({ fatal }) => fatal !== false);
    expect(faults.length).toBeGreaterThan(0);
    for (const { column, file, line } of faults) {
      expect(file).toBe(narrative);
      expect(line).toBeGreaterThanOrEqual(13);
      expect(column).toBeGreaterThanOrEqual(1);
    }
  });
});

/** A text that would load, run or break out wherever it is not escaped. */
const charge = `"'><img src=${at} onerror=alert(1)></title></style></script><script>x</script>{{view}}{{{view}}}`;
const quoted = `'${charge.replaceAll("'", "''").replaceAll('{', '(').replaceAll('}', ')')}'`;
const inYaml = (path: string, pattern: RegExp): Readonly<Record<string, string>> => {
  const text = files[path] ?? '';
  const changed = text.replace(pattern, (_, key: string) => `${key}${quoted}`);
  if (changed === text) throw new Error(`${path} lacks ${pattern.source}`);
  return { [path]: changed };
};

describe('a text that is markup is printed as its letters', () => {
  test.each([
    ['the name of the index', inYaml('data/index.yaml', /^(shortName: ).*$/m)],
    ['the publisher', inYaml('data/index.yaml', /^(publisher: ).*$/m)],
    ['the name of an indicator', inYaml('data/index.yaml', /^( +name: )Human smuggling$/m)],
    ['a definition', inYaml('data/index.yaml', /^( +definition: )Bringing people.*$/m)],
    [
      'a funder',
      inYaml('data/index.yaml', /^( +text: )Funding provided by the United States Government\.$/m),
    ],
    ['the licence', inYaml('data/index.yaml', /^( {2}text: ).*reprint.*$/m)],
    ['the method', inYaml('data/index.yaml', /^( {2}- )Every indicator is scored.*$/m)],
    [
      'the name of a country',
      {
        'data/countries.csv': (files['data/countries.csv'] ?? '').replace(
          'PER,peru,Peru,',
          `PER,peru,"${charge.replaceAll('"', '""')}",`,
        ),
      },
    ],
    [
      'the name of a month',
      { 'data/labels/en.yaml': (files['data/labels/en.yaml'] ?? '').replace('September,', `${quoted},`) },
    ],
  ])('in %s', async (_, changes) => {
    const { artefacts, messages } = await build(projectWith(changes), { formats: ['html'] });
    // Text that the program finds wrong is named; then nothing of it is printed.
    if (artefacts.length === 0)
      expect(messages.some(({ fatal, line }) => fatal !== false && line !== undefined)).toBe(true);
    for (const { bytes } of artefacts) {
      const html = new TextDecoder().decode(bytes);
      expect(html).not.toMatch(/<img[^>]+127\.0\.0\.1|<script>x/);
      expect(html.match(/<\/title>/g)?.length ?? 0).toBe((html.match(/<title[ >]/g) ?? []).length);
    }
  });

  test('and what looks like a template is never filled in', async () => {
    const changes = {
      'data/countries.csv': (files['data/countries.csv'] ?? '').replace(
        'PER,peru,Peru,',
        'PER,peru,"Peru {{country}} {{#each x}}",',
      ),
    };
    const { artefacts } = await build(projectWith(changes), {
      formats: ['html'],
      products: ['score-sheets'],
    });
    for (const { bytes } of artefacts)
      expect(new TextDecoder().decode(bytes)).toContain('Peru {{country}} {{#each x}}');
    expect(artefacts.length).toBeGreaterThan(0);
  });
});

describe('an address of the index that is none of the web is refused', () => {
  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    '//example.org',
    '/etc/passwd',
    'ftp://example.org/{slug}',
  ])('%s', async (address) => {
    const changes = {
      'data/index.yaml': (files['data/index.yaml'] ?? '').replace(/^address: .*$/m, `address: '${address}'`),
    };
    const { dataset, messages } = await read(changes);
    expect(dataset).toBeNull();
    expect(messages.map(({ file, line }) => `${file ?? ''}:${line ?? ''}`)).toContain('data/index.yaml:171');
  });
});

describe('a name that would leave its folder is refused, with the place', () => {
  const slugs = [
    '../x',
    '..%2f',
    'a/b',
    'a\\b',
    '',
    'CON',
    '.',
    '..',
    'x'.repeat(300),
    'cote\u0301',
    '\u202eperu',
    'pe ru',
    'Peru',
    'peru.',
    '-',
  ];
  test.each(slugs)('slug %j', async (slug) => {
    const text = (files['data/countries.csv'] ?? '').replace('PER,peru,', `PER,${slug},`);
    const { dataset, messages } = await read({ 'data/countries.csv': text });
    const faults = messages.filter(({ fatal }) => fatal !== false);
    expect(dataset).toBeNull();
    expect(faults[0]).toMatchObject({ file: 'data/countries.csv', line: 138 });
  });
  test.each(['../', 'P/R', 'per', 'PERU', 'P\\R', '..P'])('country code %j', async (code) => {
    const text = (files['data/countries.csv'] ?? '').replace('PER,peru,', `${code},peru,`);
    const { dataset, messages } = await read({ 'data/countries.csv': text });
    expect(dataset).toBeNull();
    expect(messages.some(({ file, line }) => file === 'data/countries.csv' && line === 138)).toBe(true);
  });
  test.each(['a b', 'A', '2023%2f', 'CON', 'x'.repeat(200), '\u202e2023'])('edition %j', async (id) => {
    const path = `data/editions/${id}.yaml`;
    const { messages } = await read({ [path]: files['data/editions/2023.yaml'] ?? '' });
    expect(messages.some(({ fatal, file }) => fatal !== false && file === path)).toBe(true);
  });
  test.each(['e n', 'EN-', '\u202een', 'x'.repeat(100)])('language %j', async (lang) => {
    const path = `data/labels/${lang.replaceAll('/', '%2f')}.yaml`;
    const text = (files['data/labels/en.yaml'] ?? '').replace('lang: en', `lang: '${lang}'`);
    const { dataset, messages } = await read({ [path]: text });
    expect(messages.some(({ fatal, file }) => fatal !== false && file === path)).toBe(true);
    expect([...(dataset?.labels.keys() ?? [])]).toEqual(['en']);
  });
});
