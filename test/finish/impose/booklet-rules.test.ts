import { PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { beforeAll, expect, test } from 'vitest';
import { finish } from '../../../pipeline/finish/finish.ts';
import { preflight } from '../../../pipeline/finish/preflight.ts';
import { formatMessage, rules } from '../../../pipeline/messages.ts';
import { usePrinter } from '../../support/printing.ts';
import { bytesOf, numbered } from './numbered.ts';

const printer = usePrinter();
let good: Uint8Array;
beforeAll(async () => {
  const { printed } = await printer.print();
  if (!printed) throw new Error('not printed');
  const { artefact } = await finish(printer.document(), printed);
  good = await bytesOf(artefact.bytes);
});

const name = (text: string): PDFName => PDFName.of(text);
/** For each rule a way to break it. */
const breaks: Readonly<Record<string, (pdf: PDFDocument) => void>> = {
  'booklet:font': (pdf) => {
    for (const [, object] of pdf.context.enumerateIndirectObjects())
      if (object instanceof PDFDict) object.delete(name('FontFile2'));
  },
  'booklet:sides': (pdf) => {
    pdf.removePage(1);
  },
  'booklet:size': (pdf) => {
    pdf.getPage(0).setTrimBox(1, 1, 800, 500);
  },
  'booklet:claim': (pdf) => {
    const xmp = Buffer.from('<x xmlns:pdfuaid="y"><pdfuaid:part>1</pdfuaid:part></x>');
    pdf.catalog.set(name('Metadata'), pdf.context.register(PDFRawStream.of(pdf.context.obj({}), xmp)));
  },
  'booklet:link': (pdf) => {
    pdf.getPage(0).node.set(name('Annots'), pdf.context.obj([{ Type: 'Annot', Subtype: 'Link' }]));
  },
  'booklet:identifier': (pdf) => {
    delete pdf.context.trailerInfo.ID;
  },
  'booklet:unreachable': (pdf) => {
    pdf.context.register(pdf.context.obj([1, 2, 3]));
  },
};

test('imposed sheets pass', async () => {
  expect((await preflight(good, { profile: 'booklet' })).map(formatMessage)).toEqual([]);
});

test('an odd number of sides is right where pages are to be read flat', async () => {
  const flat = await bytesOf(await numbered(5), { flat: 2 });
  const ids = (await preflight(flat, { profile: 'booklet' })).map(({ ruleId }) => ruleId);
  expect(ids).not.toContain('sides');
});

test('an outline is told', async () => {
  const pdf = await PDFDocument.load(good, { updateMetadata: false });
  pdf.catalog.set(name('Outlines'), pdf.context.register(pdf.context.obj({ Type: 'Outlines' })));
  const found = await preflight(await pdf.save(), { profile: 'booklet' });
  expect(found.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
    ['link', 'Unexpected outline of sheets'],
  ]);
});

test('every rule of imposed sheets is broken here', () => {
  const known = Object.keys(rules).filter((rule) => rule.startsWith('booklet:'));
  expect(Object.keys(breaks).sort()).toEqual(known.sort());
});

test.each(Object.entries(breaks))('%s tells what breaks it', async (rule, change) => {
  const pdf = await PDFDocument.load(good, { updateMetadata: false });
  change(pdf);
  const found = await preflight(await pdf.save(), { profile: 'booklet' });
  const ids = found.map(({ source, ruleId }) => `${source ?? ''}:${ruleId ?? ''}`);
  expect(ids).toContain(rule);
  // A page that is taken away leaves objects behind.
  const others = rule === 'booklet:unreachable' ? [] : ['booklet:unreachable'];
  expect(ids.filter((id) => id !== rule && !others.includes(id))).toEqual([]);
});
