import { describe, expect, test } from 'vitest';
import type { Disk } from '../../pipeline/disk.ts';
import { sha256, type Manifest } from '../../pipeline/manifest.ts';
import type { Document, Format, SourceFile, Sources } from '../../pipeline/model.ts';
import { plan } from '../../pipeline/plan/plan.ts';
import { scratchDisk, utf8 } from '../support/scratch.ts';

const peru: Document = {
  path: '2023/en/PER-peru/PER-peru.brief',
  product: 'brief',
  formats: ['pdf', 'html'],
  iso3: 'PER',
  edition: '2023',
  previous: null,
  lang: 'en',
  design: new Set(['templates/brief.hbs', 'templates/styles/page.css']),
  ingredients: 'b'.repeat(64),
  view: { score: '6.40' },
  print: { lang: 'en', title: 'Peru', style: 'p{}', pageStyle: '@page{}', body: '<p>6.40</p>' },
  html: '<!doctype html><html></html>',
  metadata: {
    press: null,
    title: 'Peru',
    author: 'A',
    subject: 'S',
    keywords: [],
    lang: 'en',
    date: '2023-09-26T00:00:00Z',
    creator: 'c',
    attachments: [{ name: 'a.json', mediaType: 'application/json', description: '', bytes: utf8('{"a":1}') }],
  },
  weight: 0,
  trim: { width: 210, height: 297 },
};
const file = (path: string): SourceFile => ({ path, text: path });
const sources: Sources = {
  index: file('data/index.yaml'),
  countries: file('data/countries.csv'),
  editions: ['2021', '2023'].map((id) => file(`data/editions/${id}.yaml`)),
  scores: ['2021', '2023'].map((id) => file(`data/scores/${id}.csv`)),
  published: [file('data/published/2023.csv')],
  narratives: ['CHL.en', 'PER.en', 'PER.es'].map((name) => file(`data/narratives/2023/${name}.md`)),
  labels: ['en', 'es'].map((lang) => file(`data/labels/${lang}.yaml`)),
  templates: ['brief', 'handout'].map((name) => file(`templates/${name}.hbs`)),
  styles: ['handout', 'page'].map((name) => file(`templates/styles/${name}.css`)),
};
const base = {
  documents: [peru],
  formats: ['pdf', 'html'] as readonly Format[],
  sources,
  manifest: new Map() as Manifest,
  versions: ['browser 1'],
  program: 'p',
  force: false,
};

/** The state after a run that made everything in `base`: its files on disk, and its manifest. */
async function afterRun(): Promise<{ disk: Disk; manifest: Manifest }> {
  const disk = await scratchDisk();
  const [step] = await plan(disk, base);
  const outputs = (step?.outputs ?? []).map(({ path, key, made }) => {
    return { path, key: key(peru), made: made(), bytes: path.length, sha256: sha256(path) };
  });
  for (const { path } of outputs) await disk.write(path, utf8(path));
  return { disk, manifest: new Map([[peru.path, { inputs: step?.inputs ?? [], outputs }]]) };
}

async function reasons(
  change: Partial<typeof base>,
  touch?: (disk: Disk) => Promise<void>,
): Promise<unknown[]> {
  const { disk, manifest } = await afterRun();
  await touch?.(disk);
  const [step] = await plan(disk, { ...base, manifest, ...change });
  return (step?.outputs ?? []).map(({ reason }) => reason);
}
const changed = (fields: Partial<Document>): Partial<typeof base> => ({
  documents: [{ ...peru, ingredients: 'c'.repeat(64), ...fields }],
});

describe('plan(output, input)', () => {
  test('everything is new where nothing was', async () => {
    expect(await reasons({ manifest: new Map() })).toEqual(['new', 'new']);
  });
  test('nothing is stale after a run', async () => {
    expect(await reasons({})).toEqual([null, null]);
  });
  test('force makes everything', async () => {
    expect(await reasons({ force: true })).toEqual(['forced', 'forced']);
  });
  test('only the formats asked for are planned', async () => {
    expect(await reasons({ formats: ['html'] })).toEqual([null]);
  });

  test.each<[string, Partial<Document>]>([
    ['body', { print: { ...peru.print, body: '<p>6.41</p>' } }],
    ['style', { print: { ...peru.print, style: 'p{color:red}' } }],
    ['page style', { print: { ...peru.print, pageStyle: '@page{margin:0}' } }],
    ['metadata', { metadata: { ...peru.metadata, date: '2024-01-01T00:00:00Z' } }],
    [
      'attached figures',
      {
        metadata: {
          ...peru.metadata,
          attachments: peru.metadata.attachments.map((a) => ({ ...a, bytes: utf8('{}') })),
        },
      },
    ],
    ['page size', { trim: { width: 216, height: 279 } }],
  ])('another %s makes the PDF stale', async (_, fields) => {
    expect(await reasons(changed(fields))).toEqual(['changed', null]);
  });
  test('another web page makes the web page stale', async () => {
    expect(await reasons(changed({ html: '<!doctype html>' }))).toEqual([null, 'changed']);
  });
  test('another browser makes the PDF stale', async () => {
    expect(await reasons({ versions: ['browser 2'] })).toEqual(['changed', null]);
  });
  test('what the view holds and no template prints makes nothing stale', async () => {
    expect(await reasons(changed({ view: { score: '6.40', label: { handoutTitle: 'Leaf' } } }))).toEqual([
      null,
      null,
    ]);
  });
  test('a changed source that changes nothing printed makes nothing stale', async () => {
    const index = { path: 'data/index.yaml', text: 'with a comment' };
    expect(await reasons({ sources: { ...sources, index } })).toEqual([null, null]);
  });

  test('other ingredients that leave no trace make nothing stale', async () => {
    expect(await reasons(changed({}))).toEqual([null, null]);
  });
  test('a document with known ingredients is not composed', async () => {
    const document: Document = {
      ...peru,
      get print(): never {
        throw new Error('it was composed');
      },
      get html(): never {
        throw new Error('it was composed');
      },
    };
    expect(await reasons({ documents: [document] })).toEqual([null, null]);
    await expect(reasons({ documents: [document], program: 'q' })).rejects.toThrow('it was composed');
  });

  const pdf = `${peru.path}.pdf`;
  test('a file that is gone is made again', async () => {
    expect(await reasons({}, (disk) => disk.remove(pdf))).toEqual(['missing', null]);
  });
  test('a file that was edited is made again, also at the same length', async () => {
    expect(await reasons({}, (disk) => disk.write(pdf, utf8(pdf.toUpperCase())))).toEqual(['edited', null]);
    expect(await reasons({}, (disk) => disk.write(pdf, utf8('short')))).toEqual(['edited', null]);
  });
  test('a file written anew with the same content is not', async () => {
    expect(await reasons({}, (disk) => disk.write(pdf, utf8(pdf)))).toEqual([null, null]);
  });

  test('names the source files of a document, sorted, and no file of another country, edition, language or product', async () => {
    const [step] = await plan(await scratchDisk(), base);
    expect(step?.inputs.map(({ path }) => path)).toEqual([
      'data/countries.csv',
      'data/editions/2023.yaml',
      'data/index.yaml',
      'data/labels/en.yaml',
      'data/narratives/2023/PER.en.md',
      'data/published/2023.csv',
      'data/scores/2023.csv',
      'templates/brief.hbs',
      'templates/styles/page.css',
    ]);
  });
});
