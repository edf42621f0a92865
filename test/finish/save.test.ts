import { PDFArray, PDFDict, PDFDocument, PDFRawStream, PDFRef, PDFString } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { finish } from '../../pipeline/finish/finish.ts';
import { preflightOpen } from '../../pipeline/finish/preflight.ts';
import { saveDocument } from '../../pipeline/finish/save.ts';
import { contentIn, remember } from '../../pipeline/finish/streams.ts';
import { name } from '../../pipeline/finish/tree.ts';
import { lackOf } from '../../pipeline/finish/written.ts';
import { printSample, type PrintedSample } from '../support/printed-sample.ts';

let sample: PrintedSample;
beforeAll(async () => {
  sample = await printSample();
});

const open = (bytes = sample.finished.artefact.bytes): Promise<PDFDocument> =>
  PDFDocument.load(bytes, { updateMetadata: false });

/** Every object as text, streams with their bytes. */
function objectsOf(pdf: PDFDocument): readonly (readonly [string, string])[] {
  return pdf.context
    .enumerateIndirectObjects()
    .filter(([, object]) => !(object instanceof PDFRawStream && isOfFile(object)))
    .map(([ref, object]) => [ref.toString(), object.toString()]);
}

/** Object streams and cross-references hold the objects, and are none of the document. */
function isOfFile({ dict }: PDFRawStream): boolean {
  return ['ObjStm', 'XRef'].some((type) => dict.get(name('Type')) === name(type));
}

describe('saveDocument', () => {
  test('writes every object as it is', async () => {
    const pdf = await open(sample.printed.pdf);
    const again = await open(saveDocument(pdf.context));
    expect(objectsOf(again).length).toBeGreaterThan(100);
    expect(objectsOf(again)).toEqual(objectsOf(pdf));
  });

  test('writes names, strings, numbers, arrays and gaps between numbers so that they can be parted', async () => {
    const pdf = await PDFDocument.create();
    pdf.addPage();
    const { context } = pdf;
    context.trailerInfo.ID = context.obj([PDFString.of('a'), PDFString.of('b')]);
    context.nextRef();
    context.nextRef();
    const odd = context.obj({
      A: [1, -2.5, true, null, 'N', [], [[0.25]], {}],
      'odd key#': PDFString.of('(in) \\( \\\\'),
      B: false,
      C: { D: [PDFRef.of(1), PDFRef.of(2), 7] },
    });
    pdf.catalog.set(name('Odd'), context.register(odd));
    const again = await open(saveDocument(context));
    expect(again.catalog.lookup(name('Odd'), PDFDict).toString()).toBe(odd.toString());
    expect(again.context.trailerInfo.ID?.toString()).toBe(context.trailerInfo.ID.toString());
  });

  test('parts many objects into streams of 500', async () => {
    const pdf = await PDFDocument.create();
    pdf.addPage();
    const list = PDFArray.withContext(pdf.context);
    for (let i = 0; i < 1200; i++) list.push(pdf.context.register(pdf.context.obj({ I: i })));
    pdf.catalog.set(name('List'), list);
    const bytes = saveDocument(pdf.context);
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/ObjStm/g),
    ).toHaveLength(3);
    expect((await open(bytes)).catalog.lookup(name('List'), PDFArray).lookup(1199)?.toString()).toContain(
      '1199',
    );
  });
});

describe('what is written is what was judged', () => {
  const lack = async (change: (file: Buffer) => Buffer): Promise<string | null> => {
    const { context } = await open();
    return lackOf(change(Buffer.from(saveDocument(context))), context);
  };
  const replace =
    (from: string, to: string) =>
    (file: Buffer): Buffer => {
      // The dictionary of the cross-references is the last: a change of length there moves no object.
      const at = from.length === to.length ? file.indexOf(from, 0, 'latin1') : file.lastIndexOf(from);
      if (at < 0) throw new Error(`${from} is not in the file`);
      return Buffer.concat([
        file.subarray(0, at),
        Buffer.from(to, 'latin1'),
        file.subarray(at + from.length),
      ]);
    };

  test('a saved file lacks nothing', async () => {
    expect(await lack((file) => file)).toBeNull();
  });

  test.each([
    ['header', replace('%PDF-1.7', '%PDF-1.4')],
    ['cross-references', replace('%%EOF', '')],
    ['cross-references', replace('startxref\n', 'startxref\n1')],
    ['identifier', replace('/ID[<', '/ID[<00')],
    ['catalog', replace('/Root ', '/Root 1')],
    ['table', replace('/Size ', '/Size 1')],
    ['object stream', replace('/ObjStm/N', '/ObjStm/M')],
    ['stream', replace('\nendstream', ' endstream')],
  ])('%s', async (what, change) => {
    expect(await lack(change)).toMatch(new RegExp(what));
  });

  test('an object that is in one of the two alone', async () => {
    const { context } = await open();
    const bytes = saveDocument(context);
    context.register(context.obj({}));
    expect(lackOf(bytes, context)).toMatch(/objects$/);
  });

  test('a stream whose bytes differ', async () => {
    const pdf = await open();
    const bytes = Buffer.from(saveDocument(pdf.context));
    const contents = pdf.getPage(0).node.Contents();
    if (!(contents instanceof PDFRawStream)) throw new Error('no content');
    const at = bytes.indexOf(contents.contents) + 20;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(lackOf(bytes, pdf.context)).toMatch(/^stream \d+$/);
  });

  test('a page that was packed wrong', async () => {
    const pdf = await open();
    const contents = pdf.getPage(0).node.Contents();
    if (!(contents instanceof PDFRawStream)) throw new Error('no content');
    remember(contents, Buffer.concat([contentIn(pdf.context, contents), Buffer.from(' ')]));
    expect(lackOf(saveDocument(pdf.context), pdf.context)).toMatch(/^content \d+$/);
  });
});

describe('a document that breaks the rules themselves', () => {
  test('a rule that throws is a message with the file, not a crash', async () => {
    const pdf = await open();
    pdf.catalog.set(name('OutputIntents'), pdf.context.obj([pdf.context.obj({ S: 'GTS_PDFA1' })]));
    const bytes = saveDocument(pdf.context);
    Object.defineProperty(pdf, 'getPages', {
      value: () => {
        throw new Error('a page tree without end\n  at some line');
      },
    });
    const messages = preflightOpen(pdf, bytes, { path: 'sample.pdf' });
    expect(messages).toMatchObject([
      {
        ruleId: 'unreadable',
        file: 'sample.pdf',
        reason: 'Unexpected content (a page tree without end), expected a PDF',
      },
    ]);
  });

  test('bytes of another document are not judged by this one', async () => {
    const pdf = await open();
    const bytes = saveDocument((await open(sample.printed.pdf)).context);
    const [message] = preflightOpen(pdf, bytes, { path: 'sample.pdf' });
    expect(message).toMatchObject({ ruleId: 'unreadable', file: 'sample.pdf' });
  });

  test.each([
    ['cut off', (pdf: Uint8Array) => pdf.subarray(0, 2000)],
    ['no PDF', () => Buffer.from('<!doctype html>')],
    ['empty', () => new Uint8Array()],
  ])('a print that is %s is a message with the file', async (_, change) => {
    const pdf = change(sample.printed.pdf);
    const { messages } = await finish(sample.document, { ...sample.printed, pdf });
    expect(messages.map(({ ruleId, file }) => [ruleId, file])).toEqual([
      ['unreadable', `${sample.document.path}.pdf`],
    ]);
    expect(messages[0]?.reason).not.toContain('\n');
  });
});
