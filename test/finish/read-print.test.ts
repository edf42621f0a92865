import { PDFDocument, PDFStream } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPrint } from '../../pipeline/finish/read-print.ts';
import { printSample } from '../support/printed-sample.ts';

let print: Uint8Array;
beforeAll(async () => {
  print = (await printSample()).printed.pdf;
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
