import { PDFDocument } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../pipeline/build.ts';
import { preflight } from '../../pipeline/finish/preflight.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { foldAndRead } from '../finish/impose/fold.ts';
import { quietWorld } from '../support/printing.ts';

const millimetre = 72 / 25.4;
let pages: Uint8Array;
let sheets: Uint8Array;
beforeAll(async () => {
  const { artefacts, messages } = await build(quietWorld(), { products: ['booklet', 'booklet-pages'] });
  expect(messages.filter(({ fatal }) => fatal !== false).map(formatMessage)).toEqual([]);
  const bytesOf = (end: string): Uint8Array =>
    artefacts.find(({ path }) => path.endsWith(end))?.bytes ?? new Uint8Array();
  [pages, sheets] = [bytesOf('.booklet-pages.pdf'), bytesOf('.booklet.pdf')];
});

describe('the booklet of Peru', () => {
  test('has pages of A5 that are as accessible as the brief', async () => {
    for (const page of (await PDFDocument.load(pages)).getPages()) {
      const { width, height } = page.getTrimBox();
      expect(Math.abs(width / millimetre - 148)).toBeLessThan(0.01);
      expect(Math.abs(height / millimetre - 210)).toBeLessThan(0.01);
    }
    const found = await preflight(pages, { trim: { width: 148, height: 210 } });
    expect(found.filter(({ fatal }) => fatal !== false).map(formatMessage)).toEqual([]);
  });

  test('lies on sheets of A4 that pass as such', async () => {
    const count = (await PDFDocument.load(pages)).getPageCount();
    const pdf = await PDFDocument.load(sheets);
    expect(pdf.getPageCount()).toBe(Math.ceil(count / 4) * 2);
    expect((await preflight(sheets, { profile: 'booklet' })).map(formatMessage)).toEqual([]);
    const { width, height } = pdf.getPage(0).getTrimBox();
    expect([Math.round(width / millimetre), Math.round(height / millimetre)]).toEqual([297, 210]);
  });

  test('reads from its first page to its last when it is folded, with the numbers that are printed', async () => {
    const count = (await PDFDocument.load(pages)).getPageCount();
    const sides = (await PDFDocument.load(sheets)).getPageCount();
    const folded = await foldAndRead(sheets, { edge: 'short', isRightToLeft: false, sheets: sides / 2 });
    const printed = folded.flatMap(({ texts }) => /Page (\d+) of (\d+)/.exec(texts.join(''))?.slice(1) ?? []);
    expect(printed).toEqual(Array.from({ length: count }, (_, i) => [String(i + 1), String(count)]).flat());
  });
});
