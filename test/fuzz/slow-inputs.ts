import { deflateSync } from 'node:zlib';
import { zipOf } from '../support/docx.ts';

const many = (count: number, one: (i: number) => string, by = '\n'): string =>
  Array.from({ length: count }, (_, i) => one(i)).join(by);

const object = (body: string | Buffer, number: number): Buffer =>
  Buffer.concat([Buffer.from(`${number} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]);
/** A PDF of one page from its objects: 1 is the catalog, 2 the pages, 3 the page, 4 its content. */
function pdf(...bodies: readonly (string | Buffer)[]): Buffer {
  const parts = bodies.map((body, i) => object(body, i + 1));
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    ...parts,
    Buffer.from('trailer\n<</Root 1 0 R/ID[<00><00>]>>\nstartxref\n0\n%%EOF\n'),
  ]);
}
const stream = (entries: string, body: Buffer | string): Buffer =>
  Buffer.concat([
    Buffer.from(`<<${entries}/Length ${body.length}>>\nstream\n`),
    Buffer.from(body),
    Buffer.from('\nendstream'),
  ]);
const [catalog, pages] = [
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>',
];
const page = '<</Type/Page/Parent 2 0 R/Contents 4 0 R>>';
const whole = (...more: readonly (string | Buffer)[]): Buffer =>
  pdf(catalog, pages, page, stream('', ''), ...more);
const packed = '/Filter/FlateDecode';
const packedZeros = deflateSync(Buffer.alloc(120_000_000));
const bomb = (): Buffer => packedZeros;
const front = '---\ncountry: AVA\nedition: "2025"\nlanguage: en\nstatus: final\n---\n';

/** An input for the target that it is made for. Made when asked for: some are large. */
type SlowInput = readonly [target: string, name: string, make: () => Buffer | Uint8Array | string];

/** Inputs that once kept a reader busy, or might. */
export function slowInputs(): readonly SlowInput[] {
  return inputs;
}

const inputs: readonly SlowInput[] = [
  ['data/index.yaml', '20,000 brackets', () => `a: ${'['.repeat(20_000)}`],
  ['data/index.yaml', '2,000 levels', () => many(2000, (i) => `${' '.repeat(i)}a:`)],
  ['data/index.yaml', '20,000 lists in lists', () => `${'- '.repeat(20_000)}x`],
  ['data/index.yaml', '200,000 keys', () => many(200_000, (i) => `k${i}: 1`)],
  ['data/index.yaml', '30,000 keys', () => many(30_000, (i) => `k${i}: 1`)],
  ['data/index.yaml', '50,000 equal keys', () => 'a: 1\n'.repeat(50_000)],
  [
    'data/index.yaml',
    'aliases of aliases',
    () =>
      `a: &a [x, x]\n${many(24, (i) => `b${i}: &b${i} [${`*${i === 0 ? 'a' : `b${i - 1}`}, `.repeat(9)}]`)}`,
  ],
  ['data/index.yaml', '30,000 documents', () => '---\na: 1\n'.repeat(30_000)],
  ['data/scores/2023.csv', '150,000 rows', () => `iso3,human-trafficking\n${'XX,zz\n'.repeat(150_000)}`],
  ['data/scores/2023.csv', '100,000 columns', () => many(100_000, (i) => `c${i}`, ',')],
  ['data/scores/2023.csv', '5 MB of quotes', () => '"'.repeat(5_000_000)],
  ['data/scores/2023.csv', '900,000 line ends', () => '\n'.repeat(900_000)],
  [
    'data/narratives/2025/AVA.en.md',
    '20,000 quotations in quotations',
    () => `${front}${'>'.repeat(20_000)}`,
  ],
  [
    'data/narratives/2025/AVA.en.md',
    '1,500 lists in lists',
    () => front + many(1500, (i) => `${' '.repeat(2 * i)}- x`),
  ],
  ['data/narratives/2025/AVA.en.md', '50,000 brackets', () => `${front}${'['.repeat(50_000)}`],
  ['data/narratives/2025/AVA.en.md', '20,000 links', () => `${front}${'[a]('.repeat(20_000)}`],
  ['import a.csv', '300,000 rows', () => `Country,Human trafficking\n${'Peru,7\n'.repeat(300_000)}`],
  ['import a.md', '9,000 ranks', () => '1st of 193 countries '.repeat(9000)],
  ['import a.docx', 'a bomb', () => zipOf({ 'word/document.xml': ' '.repeat(60_000_000) })],
  [
    'import a.xlsx',
    'a bomb that says it is small',
    () => zipOf({ 'xl/workbook.xml': ' '.repeat(60_000_000) }, { 'xl/workbook.xml': 100 }),
  ],
  ['preflight house', 'a bomb as content', () => pdf(catalog, pages, page, stream(packed, bomb()))],
  [
    'preflight house',
    'a bomb in a bomb',
    () => pdf(catalog, pages, page, stream('/Filter[/FlateDecode/FlateDecode]', deflateSync(bomb()))),
  ],
  ['preflight house', 'a bomb as objects', () => whole(stream(`/Type/ObjStm/N 1/First 4${packed}`, bomb()))],
  [
    'preflight house',
    'a bomb as metadata',
    () =>
      pdf(
        '<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R>>',
        pages,
        page,
        stream('', ''),
        stream(packed, bomb()),
      ),
  ],
  [
    'preflight house',
    'a content that stands 2,000 times',
    () =>
      pdf(
        catalog,
        pages,
        `<</Type/Page/Parent 2 0 R/Contents[${'4 0 R '.repeat(2000)}]>>`,
        stream(packed, deflateSync(Buffer.alloc(40_000_000))),
      ),
  ],
  [
    'preflight house',
    '1,000,000 objects',
    () =>
      Buffer.concat([
        whole(),
        Buffer.from(many(1_000_000, (i) => `${i + 9} 0 obj null endobj`)),
        Buffer.from('\n%%EOF'),
      ]),
  ],
  [
    'preflight house',
    '3 MB of nothing',
    () => Buffer.concat([whole(), Buffer.alloc(3_000_000, 0x41), Buffer.from('%%EOF')]),
  ],
  [
    'preflight house',
    '100,000 open marks',
    () => pdf(catalog, pages, page, stream('', '/P <</MCID 1>> BDC '.repeat(100_000))),
  ],
  [
    'preflight house',
    '100,000 pages',
    () =>
      pdf(
        catalog,
        `<</Type/Pages/Kids[${'3 0 R '.repeat(100_000)}]/Count 1/MediaBox[0 0 595 842]>>`,
        page,
        stream('', 'BT ET'),
      ),
  ],
  ['preflight house', '200,000 arrays in arrays', () => whole('['.repeat(200_000))],
  [
    'preflight house',
    'a title that begins 50,000 times',
    () =>
      pdf(
        '<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R>>',
        pages,
        page,
        stream('', ''),
        stream('', '<dc:title><rdf:Alt><rdf:li>'.repeat(50_000)),
      ),
  ],
  ['impose booklet', 'a bomb as content', () => pdf(catalog, pages, page, stream(packed, bomb()))],
  [
    'impose booklet',
    '100,000 pages',
    () =>
      pdf(
        catalog,
        `<</Type/Pages/Kids[${'3 0 R '.repeat(100_000)}]/Count 1/MediaBox[0 0 595 842]>>`,
        page,
        stream('', 'BT ET'),
      ),
  ],
];
