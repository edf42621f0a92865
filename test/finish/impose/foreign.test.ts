import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PDFDict, PDFDocument, PDFName, PDFRef, StandardFonts } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { impose } from '../../../pipeline/finish/impose/impose.ts';
import { defaults } from '../../../pipeline/finish/impose/options.ts';
import { scratchDisk } from '../../support/scratch.ts';
import { a5, bytesOf, numbered, textsOf } from './numbered.ts';

const a4 = [595.276, 841.89] as const;
/** The place of a page on a side: half a sheet of A4. */
const half = a4[1] / 2;

/** A file with a page for each size, with its number in its lower left corner. */
async function pagesOf(...sizes: readonly (readonly [number, number])[]): Promise<PDFDocument> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  sizes.forEach((size, i) => {
    pdf.addPage([...size]).drawText(`page ${i + 1}`, { x: 10, y: 10, size: 20, font });
  });
  return pdf;
}
const flat = async (pdf: PDFDocument): Promise<Uint8Array> => bytesOf(await pdf.save(), { flat: 2 });

/** What a program of the machine complains of; null, with a printed line, where it is not installed. */
async function wordsOf(program: string, args: readonly string[]): Promise<string | null> {
  try {
    return (await promisify(execFile)(program, args)).stderr;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    process.stdout.write(`${program} is not installed: skipped\n`);
    return null;
  }
}

describe('a page of a file from anywhere', () => {
  test('of another size than its neighbour is set whole in the middle of its place', async () => {
    const [first, second] = await textsOf(await flat(await pagesOf(a5, a4)));
    const share = half / a4[0];
    expect(first).toMatchObject({
      text: 'page 1',
      at: [Math.round((half - a5[0]) / 2 + 10), 10],
      along: [20, 0],
    });
    expect(second).toMatchObject({
      text: 'page 2',
      at: [Math.round(half + 10 * share), Math.round(10 * share)],
    });
    expect(second?.along[0]).toBeCloseTo(20 * share, 1);
  });

  test.each([
    [2, false, [595.276, 841.89]],
    [2, true, [595.276, 841.89]],
    [4, false, [841.89, 595.276]],
  ] as const)(
    'in landscape, %i a side, is as large as may be; right to left: %s',
    async (each, isRightToLeft, size) => {
      const lying = [a4[1], a4[0]] as const;
      const file = await (await pagesOf(lying, lying, lying, lying)).save();
      const bytes = await bytesOf(file, { flat: each, isRightToLeft });
      const { width, height } = (await PDFDocument.load(bytes)).getPage(0).getSize();
      expect([width, height]).toEqual(size);
      const share = each === 2 ? a4[0] / a4[1] : 0.5;
      const texts = await textsOf(bytes);
      expect(texts[0]).toMatchObject({ text: 'page 1', along: [Math.round(20 * share * 10) / 10, 0] });
      expect(texts[0]?.at[1]).toBeGreaterThan(height / 2);
      expect(texts[1]?.at[1]).toBeLessThan(each === 2 ? height / 2 : height);
    },
  );

  test('is seen as its crop box shows it', async () => {
    const pdf = await pagesOf([800, 900]);
    pdf.getPage(0).setCropBox(5, 7, ...a5);
    const [text] = await textsOf(await flat(pdf));
    expect(text).toMatchObject({ at: [Math.round((half - a5[0]) / 2 + 5), 3], along: [20, 0] });
  });

  test('is as large as its unit says', async () => {
    const pdf = await pagesOf([a5[0] / 2, a5[1] / 2]);
    pdf.getPage(0).node.set(PDFName.of('UserUnit'), pdf.context.obj(2));
    const [text] = await textsOf(await flat(pdf));
    expect(text).toMatchObject({ at: [Math.round((half - a5[0]) / 2 + 20), 20], along: [40, 0] });
  });

  test('in landscape among upright ones lies on its side, its top to the left', async () => {
    const pdf = await pagesOf(a5, a5, a5, [a5[1], a5[0]]);
    const [text] = await textsOf(await flat(pdf), 2);
    expect((await textsOf(await flat(pdf), 2))[1]).toMatchObject({ text: 'page 4', along: [0, 20] });
    expect(text).toMatchObject({ text: 'page 3', along: [20, 0] });
  });

  test('in landscape among its like stays as it is read', async () => {
    const wide = [a5[1], a5[0]] as const;
    const [text] = await textsOf(await flat(await pagesOf(wide, wide)));
    // Two of them lie one above the other, each at its size.
    expect(text?.along).toEqual([20, 0]);
  });

  test('keeps what was filled into its fields, in its place', async () => {
    const pdf = await pagesOf(a5);
    const field = pdf.getForm().createTextField('name');
    field.setText('Filled');
    field.addToPage(pdf.getPage(0), { x: 100, y: 200, width: 150, height: 20, borderWidth: 0 });
    const texts = await textsOf(await flat(pdf));
    const filled = texts.find(({ text }) => text === 'Filled');
    expect(Math.abs((filled?.at[0] ?? 0) - ((half - a5[0]) / 2 + 100))).toBeLessThan(5);
    expect(Math.abs((filled?.at[1] ?? 0) - 205)).toBeLessThan(5);
  });

  test('keeps layers that are hidden hidden', async () => {
    const pdf = await pagesOf(a5);
    const layer = pdf.context.register(pdf.context.obj({ Type: 'OCG', Name: 'Notes' }));
    pdf.catalog.set(PDFName.of('OCProperties'), pdf.context.obj({ OCGs: [layer], D: { OFF: [layer] } }));
    const { node } = pdf.getPage(0);
    node.Resources()?.set(PDFName.of('Properties'), pdf.context.obj({ L1: layer }));
    node.set(
      PDFName.of('Contents'),
      pdf.context.register(pdf.context.flateStream('/OC /L1 BDC 0 0 100 100 re f EMC')),
    );
    const made = await PDFDocument.load(await flat(pdf));
    const settings = made.catalog
      .lookup(PDFName.of('OCProperties'), PDFDict)
      .lookup(PDFName.of('D'), PDFDict);
    const off = String(settings.get(PDFName.of('OFF')));
    const used = made.context.enumerateIndirectObjects().flatMap(([, object]) => {
      const dict = object instanceof PDFDict ? object : 'dict' in object ? object.dict : null;
      if (!(dict instanceof PDFDict) || dict.get(PDFName.of('Subtype')) !== PDFName.of('Form')) return [];
      return [dict.lookup(PDFName.of('Resources'), PDFDict).lookup(PDFName.of('Properties'), PDFDict)];
    });
    const [properties] = used;
    expect(properties?.get(PDFName.of('L1'))).toBeInstanceOf(PDFRef);
    expect(off).toBe(`[ ${String(properties?.get(PDFName.of('L1')))} ]`);
  });

  test('shares its fonts with the others', async () => {
    const fonts = (pdf: PDFDocument): number =>
      pdf.context
        .enumerateIndirectObjects()
        .filter(([, one]) => one instanceof PDFDict && one.get(PDFName.of('Type')) === PDFName.of('Font'))
        .length;
    expect(fonts(await PDFDocument.load(await bytesOf(await numbered(9))))).toBe(1);
  });

  test('is read by qpdf and poppler without a word, whatever is on it', async () => {
    const pdf = await pagesOf(a5, [a5[1], a5[0]], [300, 300], a4, a5);
    pdf.getForm().createTextField('name').addToPage(pdf.getPage(0), { x: 9, y: 9, width: 99, height: 20 });
    const picture = 'q 50 0 0 50 9 99 cm BI /W 4 /H 1 /BPC 8 /CS /G ID (\u00ff)E EI Q';
    pdf
      .getPage(2)
      .node.set(
        PDFName.of('Contents'),
        pdf.context.register(pdf.context.stream(Buffer.from(`/P BMC ${picture} EMC`, 'latin1'))),
      );
    const disk = await scratchDisk();
    const source = await pdf.save();
    for (const options of [{}, { edge: 'long' }, { flat: 4 }] as const) {
      await disk.write('x.pdf', await bytesOf(source, options));
      for (const [program, args] of [
        ['qpdf', ['--check', disk.locate('x.pdf')]],
        ['pdftotext', [disk.locate('x.pdf'), '-']],
        ['pdftocairo', ['-png', '-r', '20', disk.locate('x.pdf'), disk.locate('x')]],
      ] as const) {
        expect([program, (await wordsOf(program, args)) ?? '']).toEqual([program, '']);
      }
    }
  });
});

describe('a file that cannot be imposed', () => {
  const told = async (source: Uint8Array, pages: string | null = null): Promise<readonly unknown[]> => {
    const { bytes, messages } = await impose(source, { ...defaults, pages, path: 'x.pdf' });
    return [bytes, ...messages.map(({ file, ruleId, reason }) => [file, ruleId, reason])];
  };

  test('because it is encrypted', async () => {
    const pdf = await pagesOf(a5);
    pdf.context.trailerInfo.Encrypt = pdf.context.obj({ Filter: 'Standard', V: 2, R: 3 });
    expect(await told(await pdf.save())).toEqual([
      null,
      ['x.pdf', 'unreadable', 'Unexpected encryption, expected a PDF that can be read'],
    ]);
  });

  test('because it asks for no password, and is encrypted all the same', async () => {
    const disk = await scratchDisk();
    await disk.write('x.pdf', await numbered(2));
    const files = [disk.locate('x.pdf'), disk.locate('y.pdf')];
    if ((await wordsOf('qpdf', ['--encrypt', '', 'owner', '256', '--', ...files])) === null) return;
    expect(await told(await disk.read('y.pdf'))).toEqual([
      null,
      ['x.pdf', 'unreadable', 'Unexpected encryption, expected a PDF that can be read'],
    ]);
  });

  test('because its pages are among themselves', async () => {
    const pdf = await pagesOf(a5);
    const root = pdf.catalog.get(PDFName.of('Pages'));
    const pages = pdf.catalog.Pages();
    if (root) pages.Kids().push(root);
    expect(await told(await pdf.save())).toEqual([
      null,
      ['x.pdf', 'unreadable', 'Unexpected tree of pages that leads back to itself, expected a whole PDF'],
    ]);
  });

  test('because a page has no size', async () => {
    const pdf = await pagesOf(a5);
    pdf.getPage(0).node.delete(PDFName.of('MediaBox'));
    expect(await told(await pdf.save())).toEqual([
      null,
      ['x.pdf', 'unreadable', expect.stringContaining('a page without a size')],
    ]);
  });

  test('because it is more than anyone folds', async () => {
    const pages = Array.from({ length: 501 }, () => '1-4').join(',');
    expect(await told(await numbered(4), pages)).toEqual([
      null,
      ['x.pdf', 'unreadable', 'Unexpected 2004 pages, expected up to 2000'],
    ]);
  });
});
