import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { diskAt, type Disk } from '../../pipeline/disk.ts';
import { readManifest, sha256 } from '../../pipeline/manifest.ts';
import { briefs, copyProject, type Ended } from '../support/commands.ts';
import { textByPdfJs, textByPoppler, textOfHtml } from '../support/pdf-text.ts';
import { projectRoot } from '../support/source-tree.ts';

/** A path that careless programs stumble over. */
const folder = 'Länder briefs #1 100%';
const peru = '2023/en/PER-peru/PER-peru';
const files = ['brief.html', 'brief.pdf', 'handout.pdf', 'score-sheets.html', 'score-sheets.pdf'].map(
  (end) => `${peru}.${end}`,
);

let root = '';
let project: Disk;
let output: Disk;
let first: Ended;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'briefs-peru-'));
  await copyProject(diskAt(root), folder);
  project = diskAt(join(root, folder));
  output = diskAt(join(root, folder, 'output'));
  first = await briefs(root, ['build', 'peru', '--project', folder]);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const again = (...args: string[]): Promise<Ended> => briefs(root, ['build', '--project', folder, ...args]);
const hashes = async (): Promise<string[]> =>
  Promise.all(['manifest.json', ...files].map(async (path) => sha256(await output.read(path))));

describe('briefs build, from the project’s own data', () => {
  test('makes brief and score sheets as PDF and as web page, the handout as PDF, and nothing else', async () => {
    expect(first.code).toBe(0);
    expect(first.err).not.toMatch(/error|warning/);
    expect(await output.list('')).toEqual([...files, 'manifest.json'].sort());
    expect(first.out).toContain(`output/${peru}.brief.pdf\n`);
    expect(first.out).toMatch(
      /3 documents built \(5 files\), 0 unchanged, 0 failed, 0 warnings, \d+\.\d s\n$/,
    );
  });

  test('the manifest names every file as it is, and every source as it is', async () => {
    const entries = [...((await readManifest(output)) ?? [])];
    const outputs = entries.flatMap(([, entry]) => entry.outputs);
    expect(outputs.map(({ path }) => path).sort()).toEqual(files);
    for (const { path, bytes, sha256: hash } of outputs) {
      const content = await output.read(path);
      expect([content.length, sha256(content)]).toEqual([bytes, hash]);
    }
    for (const { path, sha256: hash } of entries.flatMap(([, entry]) => entry.inputs)) {
      expect([path, sha256(await project.read(path))]).toEqual([path, hash]);
    }
  });

  test('a second run makes nothing', async () => {
    const before = await hashes();
    expect((await again()).out).toMatch(/^0 documents built \(0 files\), 3 unchanged/);
    expect(await hashes()).toEqual(before);
  });

  test('preflight finds nothing in either PDF', async () => {
    const pdfs = files.filter((path) => path.endsWith('.pdf')).map((path) => output.locate(path));
    expect(await briefs(root, ['preflight', ...pdfs])).toMatchObject({ code: 0, err: '' });
  });

  test('an output that is gone or edited is made again, with the bytes it had', async () => {
    const before = await hashes();
    await output.remove(`${peru}.brief.html`);
    await output.write(`${peru}.score-sheets.html`, new TextEncoder().encode('edited'));
    const dry = await again('--dry-run');
    expect(dry.out).toContain(
      `output/${peru}.brief.html  (missing)\noutput/${peru}.score-sheets.html  (edited)\n`,
    );
    expect(await output.kind(`${peru}.brief.html`)).toBe('none');
    expect((await again()).out).toMatch(/2 documents built \(2 files\)/);
    expect(await hashes()).toEqual(before);
  });
});

interface Component {
  readonly name: string;
  readonly components?: readonly Component[];
  readonly groups?: readonly {
    readonly name: string;
    readonly indicators: readonly { readonly id: string; readonly name: string }[];
  }[];
}
const source = diskAt(projectRoot);
const read = async (path: string): Promise<string> => new TextDecoder().decode(await source.read(path));
const index = parseYaml(await read('data/index.yaml')) as {
  readonly components: readonly Component[];
  readonly disclaimers: readonly { readonly text: string }[];
};
const [scores = {}] = parseCsv<Record<string, string>>(await read('data/scores/2023.csv'), { columns: true });
const flat = (list: readonly Component[]): readonly Component[] =>
  list.flatMap((one) => [one, ...flat(one.components ?? [])]);
const components = flat(index.components);
const groups = components.flatMap((one) => one.groups ?? []);
const indicators = groups.flatMap((group) => group.indicators);
const rankLines = [
  '32nd of 193 countries',
  '10th of 35 American countries',
  '6th of 12 South American countries',
  '119th of 193 countries',
  '24th of 35 American countries',
  '8th of 12 South American countries',
];

const pdf = async (): Promise<Uint8Array> => output.read(`${peru}.brief.pdf`);
const readers: readonly (readonly [string, () => Promise<string | null>])[] = [
  ['the PDF, read by pdf.js', async () => textByPdfJs(await pdf())],
  ['the PDF, read by pdftotext', () => textByPoppler(output.locate(`${peru}.brief.pdf`))],
  ['the web page', async () => textOfHtml(new TextDecoder().decode(await output.read(`${peru}.brief.html`)))],
];
/** Without spaces, line ends, and hyphens of broken words, which readers of PDF treat each in its own way. */
const squeezed = (text: string): string => text.replace(/[\s\u00ad-]+/g, '');

describe.each(readers)('what is printed: %s', (_, reader) => {
  test('holds means, ranks, every score beside its name, section titles and the disclaimer', async (context) => {
    const text = await reader();
    if (text === null) {
      context.skip('pdftotext is not installed: this reading of the PDF is left out');
      return;
    }
    expect(indicators).toHaveLength(32);
    expect(index.disclaimers.length).toBeGreaterThan(0);
    const facts = [
      ...['6.40', '6.20', '6.60', '4.38'],
      ...rankLines,
      ...indicators.map(({ id, name }) => `${name} ${scores[id] ?? 'no score'}`),
      ...[...components, ...groups].map(({ name }) => name),
      ...index.disclaimers.map((notice) => notice.text),
    ];
    const all = squeezed(text);
    expect(facts.filter((fact) => !all.includes(squeezed(fact)))).toEqual([]);
  });
});

describe('the pages', () => {
  const millimetres = (points: number): number => (points * 25.4) / 72;

  test('are six to eight of A4, in every box within 0.01 mm', async () => {
    const pages = (await PDFDocument.load(await pdf(), { updateMetadata: false })).getPages();
    expect(pages.length).toBeGreaterThanOrEqual(6);
    expect(pages.length).toBeLessThanOrEqual(8);
    for (const page of pages) {
      for (const box of [page.getMediaBox(), page.getCropBox(), page.getTrimBox(), page.getBleedBox()]) {
        expect(Math.abs(millimetres(box.width) - 210)).toBeLessThan(0.01);
        expect(Math.abs(millimetres(box.height) - 297)).toBeLessThan(0.01);
      }
    }
  });

  test('of the score sheets are two', async () => {
    const bytes = await output.read(`${peru}.score-sheets.pdf`);
    expect((await PDFDocument.load(bytes, { updateMetadata: false })).getPageCount()).toBe(2);
  });
});

describe('a score that cannot be', () => {
  const table = 'data/scores/2023.csv';
  test.each([
    ['7.25', '7.25'],
    ['11', '11'],
    ['a decimal comma in quotes', '"6,5"'],
    ['a decimal comma', '6,5'],
    ['nothing', ''],
    ['text', 'high'],
  ])('%s: an error at its line and column, exit 1, and the outputs stay as they were', async (_, cell) => {
    const before = await hashes();
    const old = new TextDecoder().decode(await project.read(table));
    try {
      // The first score of the row, after "PER,": line 2, column 5.
      await project.write(table, new TextEncoder().encode(old.replace(/^PER,[^,]*/m, `PER,${cell}`)));
      const { code, out, err } = await again('--force');
      expect(code).toBe(1);
      expect(err).toMatch(/^data\/scores\/2023\.csv:2:5 {2}error {2}validate:\S+ {2}Unexpected .* → /m);
      expect(out).toContain('failed: PER');
      expect(await hashes()).toEqual(before);
      expect(await output.list('')).toEqual([...files, 'manifest.json'].sort());
    } finally {
      await project.write(table, new TextEncoder().encode(old));
    }
  });

  test('a sentence more makes the brief anew, and leaves score sheets and handout', async () => {
    const path = 'data/narratives/2023/PER.en.md';
    const old = new TextDecoder().decode(await project.read(path));
    await project.write(path, new TextEncoder().encode(`${old}\nOne sentence more.\n`));
    expect((await again()).out).toMatch(/1 document built \(2 files\), 2 unchanged/);
    expect(squeezed(await textByPdfJs(await pdf()))).toContain('Onesentencemore.');
  });
});
