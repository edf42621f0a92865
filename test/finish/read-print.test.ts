import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef, PDFStream, type PDFObject } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { finish } from '../../pipeline/finish/finish.ts';
import { openPrint } from '../../pipeline/finish/read-print.ts';
import { contentOf, isElement, kidsOf, numberTree } from '../../pipeline/finish/tree.ts';
import { removeUnreachable } from '../../pipeline/finish/reachable.ts';
import { repairStructure, tableParts } from '../../pipeline/finish/structure.ts';
import { printSample, type PrintedSample } from '../support/printed-sample.ts';

let sample: PrintedSample;
let print: Uint8Array;
beforeAll(async () => {
  sample = await printSample();
  print = sample.printed.pdf;
});

/** All that a document holds, as text: objects by number, streams with their bytes. */
function written({ context }: PDFDocument): readonly string[] {
  const { Info, Root } = context.trailerInfo;
  const objects = context.enumerateIndirectObjects().map(([ref, object]) => {
    const contents = object instanceof PDFStream ? Buffer.from(object.getContents()).toString('base64') : '';
    return `${ref.toString()} ${object.constructor.name} ${object.toString()} ${contents}`;
  });
  return [String(Root), String(Info), String(context.largestObjectNumber), ...objects];
}
const library = async (bytes: Uint8Array): Promise<PDFDocument> =>
  PDFDocument.load(bytes, { updateMetadata: false });

describe('a print is read as the library reads it', () => {
  test('object by object', async () => {
    const own = await openPrint(print);
    expect(written(own)).toEqual(written(await library(print)));
    expect(own.getPageCount()).toBeGreaterThan(0);
  });
  test('objects that the browser seldom writes', async () => {
    const file = await library(print);
    const { context } = file;
    const odd = context.obj({ A: [true, false, null, -1.5, 0, 0.015], B: { C: [] } });
    file.catalog.set(context.obj({ 'Na me#': 1 }).keys()[0] ?? context.obj('X'), odd);
    file.setTitle('(brackets) \\ and ü — “quotes”');
    const bytes = await file.save({ useObjectStreams: false });
    expect(written(await openPrint(bytes))).toEqual(written(await library(bytes)));
  });
  test('object streams, for which the library is asked', async () => {
    const bytes = await (await library(print)).save({ useObjectStreams: true });
    expect(written(await openPrint(bytes))).toEqual(written(await library(bytes)));
  });
});

test('what is cut off is refused by the library, and never half read', async () => {
  for (const share of [0.2, 0.5, 0.9, 0.99]) {
    const bytes = print.slice(0, Math.floor(print.length * share));
    const own = await openPrint(bytes).then(written, () => null);
    expect(own).toEqual(await library(bytes).then(written, () => null));
  }
});

/** The structure as text: types, attributes, alternatives, and content by page and MCID; then whom the parent tree names. */
function structureOf(pdf: PDFDocument): readonly string[] {
  const { catalog, context } = pdf;
  const pages = pdf.getPages().map(({ ref }) => ref);
  const pageOf = (page: PDFObject | undefined): string => `page ${pages.findIndex((one) => one === page)}`;
  const lines: string[] = [];
  const paths = new Map<PDFObject, string>();
  const visit = (dict: PDFDict, path: string): void => {
    kidsOf(context, dict).forEach((kid, i) => {
      const one = kid instanceof PDFRef ? context.lookup(kid) : kid;
      const place = `${path}.${i}`;
      if (isElement(one)) {
        const facts = ['S', 'A', 'ID', 'Alt', 'Lang'].map((key) => String(one.get(PDFName.of(key)) ?? ''));
        lines.push(`${place} ${facts.join(' ')}`);
        paths.set(kid, place);
        visit(one, place);
        return;
      }
      const content = contentOf(context, dict, kid);
      lines.push(`${place} ${content?.mcid ?? 'object'} ${pageOf(content?.page)}`);
    });
  };
  const root = catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
  visit(root, '');
  for (const [number, value] of numberTree(context, root.lookup(PDFName.of('ParentTree'), PDFDict))) {
    const list = context.lookup(value);
    const refs = list instanceof PDFArray ? list.asArray() : [value];
    lines.push(`${number}: ${refs.map((ref) => paths.get(ref) ?? '').join(' ')}`);
  }
  return lines;
}

describe('what of the structure says nothing is not read', () => {
  const countOf = ({ context }: PDFDocument): number => context.enumerateIndirectObjects().length;

  test('the finished file is the same as when the library reads all of it', async () => {
    const bytes = await (await library(print)).save({ useObjectStreams: true });
    const whole = await finish(sample.document, { ...sample.printed, pdf: bytes });
    expect(whole.messages.map(({ reason }) => reason)).toEqual([]);
    const structure = structureOf(await library(sample.finished.artefact.bytes));
    expect(structure.length).toBeGreaterThan(80);
    expect(structure).toEqual(structureOf(await library(whole.artefact.bytes)));
  });

  test('whichever way it is read, nothing is left in the file that cannot be reached', async () => {
    const bytes = await (await library(print)).save({ useObjectStreams: true });
    const whole = await finish(sample.document, { ...sample.printed, pdf: bytes });
    for (const { artefact } of [sample.finished, whole]) {
      const pdf = await library(artefact.bytes);
      const before = countOf(pdf);
      removeUnreachable(pdf.context);
      expect(countOf(pdf)).toBe(before);
    }
  });

  test('that is a third of the objects of a print', async () => {
    const half = await openPrint(print, { except: tableParts });
    expect(countOf(half)).toBeLessThan(0.7 * countOf(await openPrint(print)));
  });

  /** A print with a page `1`, elements of these bodies from number 3 on, and a parent tree of all of them. */
  const printOf = (...elements: readonly string[]): Buffer => {
    const bodies = [
      '<</Type /Catalog\n/Pages 2 0 R\n/StructTreeRoot 3 0 R>>',
      '<</Type /Pages\n/Kids []\n/Count 0>>',
      `<</Type /StructTreeRoot\n/K 4 0 R\n/All [${elements.map((_, i) => `${i + 4} 0 R`).join(' ')}]>>`,
      ...elements,
    ];
    let file = '%PDF-1.4\n';
    const lines = bodies.map((body, i) => {
      const line = `${String(file.length).padStart(10, '0')} 00000 n \n`;
      file += `${i + 1} 0 obj\n${body}\nendobj\n`;
      return line;
    });
    const start = file.length;
    const table = `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${lines.join('')}`;
    return Buffer.from(
      `${file}${table}trailer\n<</Size ${bodies.length + 1}\n/Root 1 0 R\n/Info 2 0 R>>\nstartxref\n${start}\n%%EOF`,
      'latin1',
    );
  };
  const element = (type: string, rest: string): string => `<</Type /StructElem\n/S /${type}\n/P ${rest}>>`;
  /** The elements that are left, from number 4 on, and what the list of all of them has become. */
  const left = async (...elements: readonly string[]): Promise<readonly string[]> => {
    const { context } = await openPrint(printOf(...elements), { except: tableParts });
    const texts = context.enumerateIndirectObjects().slice(2);
    return texts.map(
      ([{ objectNumber }, object]) => `${objectNumber} ${object.toString().replace(/\s+/g, ' ')}`,
    );
  };

  test('a run of text gives its content to its element, which names its page', async () => {
    expect(
      await left(element('P', '3 0 R\n/K 5 0 R'), element('NonStruct', '4 0 R\n/Pg 2 0 R\n/K 7')),
    ).toEqual([
      '3 << /Type /StructTreeRoot /K 4 0 R /All [ 4 0 R 4 0 R ] >>',
      '4 << /Type /StructElem /S /P /P 3 0 R /K [ 7 ] /Pg 2 0 R >>',
    ]);
  });

  test('content on another page than that of its element names its own', async () => {
    const [, paragraph] = await left(
      element('P', '3 0 R\n/Pg 1 0 R\n/K [5 0 R 8 6 0 R]'),
      element('NonStruct', '4 0 R\n/Pg 2 0 R\n/K 7'),
      element('NonStruct', '4 0 R\n/Pg 1 0 R\n/K 9'),
    );
    expect(paragraph).toContain('/K [ << /Type /MCR /MCID 7 /Pg 2 0 R >> 8 9 ] ');
  });

  test.each([
    ['in a row, whose text is none of the structure', 'TR', '4 0 R\n/Pg 2 0 R\n/K 7'],
    ['with more than one piece of content', 'P', '4 0 R\n/Pg 2 0 R\n/K [7 8]'],
    ['without a page', 'P', '4 0 R\n/K 7'],
  ])('a run %s is read', async (_, type, run) => {
    const [, , last] = await left(element(type, '3 0 R\n/K 5 0 R'), element('NonStruct', run));
    expect(last).toMatch(/^5 .*NonStruct/);
  });

  test('a run beside content that names its page, and behind it', async () => {
    const [, paragraph] = await left(
      element('P', '3 0 R\n/Pg 1 0 R\n/K [<</Type /MCR\n/Pg 2 0 R\n/MCID 8>> 5 0 R]'),
      element('NonStruct', '4 0 R\n/Pg 1 0 R\n/K 9'),
    );
    expect(paragraph).toContain('/K [ << /Type /MCR /Pg 2 0 R /MCID 8 >> 9 ]');
  });

  const run = element('NonStruct', '4 0 R\n/Pg 2 0 R\n/K 7');
  test.each([
    ['that is no child of its parent', [element('P', '3 0 R\n/Pg 2 0 R\n/K 1'), run]],
    ['that is there twice', [element('P', '3 0 R\n/K [5 0 R 5 0 R]'), run]],
    ['that is a child of another', [element('P', '3 0 R\n/K 6 0 R'), run, element('P', '4 0 R\n/K 5 0 R')]],
    ['in a list by itself', [element('P', '3 0 R\n/K 6 0 R'), run, '[5 0 R]']],
    ['below the root', [element('P', '3 0 R\n/K 1'), element('NonStruct', '3 0 R\n/Pg 2 0 R\n/K 7')]],
    ['of what is written otherwise', ['<</S /TR\n/Type /StructElem\n/P 3 0 R\n/K 5 0 R>>', run]],
  ])('a run %s is read', async (_, elements) => {
    const texts = await left(...elements);
    expect(texts.filter((text) => text.includes('NonStruct'))).toHaveLength(1);
    expect(texts[0]).toContain('/K 4 0 R');
  });

  const cell = (attributes: string): string => element('TD', `3 0 R\n/K 1\n/A ${attributes}`);
  const [row, column] = ['<</O /Table\n/RowSpan 1>>', '<</O /Table\n/ColSpan 1>>'];
  test.each([
    ['both', `[${row} ${column}]`, ''],
    [
      'beside one that says something',
      `[<</O /Table\n/Scope /Row>> ${row} ${column}]`,
      ' /A << /O /Table /Scope /Row >>',
    ],
    ['beside a larger span', `[${row} <</O /Table\n/ColSpan 12>>]`, ' /A << /O /Table /ColSpan 12 >>'],
    ['one alone, as it is', row, ' /A << /O /Table /RowSpan 1 >>'],
  ])('attributes of a cell that spans one: %s', async (_, attributes, expected) => {
    const [, found] = await left(cell(attributes));
    expect(found).toBe(`4 << /Type /StructElem /S /TD /P 3 0 R /K 1${expected} >>`);
  });

  test('attributes with a revision are left to the library', async () => {
    const [, found] = await left(cell(`[${row} 0 ${column} 0]`));
    expect(found).toContain('/RowSpan 1 >> 0 <<');
  });
});

test('the parent tree names no element that is gone, neither in a list nor by itself', async () => {
  const { context } = await PDFDocument.create();
  const wrapped = context.nextRef();
  const paragraph = context.register(context.obj({ Type: 'StructElem', S: 'P', K: [wrapped] }));
  context.assign(wrapped, context.obj({ Type: 'StructElem', S: 'NonStruct', P: paragraph, K: [7] }));
  const root = context.obj({
    K: [paragraph],
    ParentTree: { Kids: [{ Nums: [0, [wrapped, wrapped], 1, wrapped] }] },
  });
  repairStructure(context, root);
  expect(context.lookup(wrapped)).toBeUndefined();
  expect(String(root.lookup(PDFName.of('ParentTree'))).replace(/\s+/g, ' ')).toContain(
    `[ 0 [ ${String(paragraph)} ${String(paragraph)} ] 1 ${String(paragraph)} ]`,
  );
});
