import { PDFDict, PDFDocument, PDFNumber, PDFRawStream, PDFString } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { preflight } from '../../pipeline/finish/preflight.ts';
import { name } from '../../pipeline/finish/tree.ts';
import { rules } from '../../pipeline/messages.ts';
import { Victim } from '../support/broken-pdf.ts';
import { printSample } from '../support/printed-sample.ts';

let good: Uint8Array;
beforeAll(async () => {
  good = (await printSample()).finished.artefact.bytes;
});

/** For each rule: what to break. `raw` works on bytes, for what pdf-lib would mend when it saves. */
const breaks: Readonly<
  Record<string, ((victim: Victim) => void) | { readonly raw: (bytes: Uint8Array) => Uint8Array }>
> = {
  'preflight:unreadable': { raw: (bytes) => bytes.subarray(0, bytes.length / 2) },
  'a3a:6.1.2-1': { raw: (bytes) => replaceBytes(bytes, '%PDF-1.7', '%PDF-2.0') },
  'a3a:6.1.2-2': { raw: (bytes) => Uint8Array.from(bytes, (byte, i) => (i >= 10 && i < 14 ? 0x20 : byte)) },
  'a3a:6.1.3-1': (v) => delete v.pdf.context.trailerInfo.ID,
  'a3a:6.1.3-2': (v) =>
    (v.pdf.context.trailerInfo.Encrypt = v.add(v.pdf.context.obj({ Filter: 'Standard' }))),
  'a3a:6.1.7.2-1': (v) =>
    v
      .fileSpec()
      .set(name('X'), v.add(PDFRawStream.of(v.pdf.context.obj({ Filter: 'LZWDecode' }), new Uint8Array()))),
  'a3a:6.2.3-1': (v) => v.pdf.catalog.delete(name('OutputIntents')),
  'a3a:6.2.4.3-2': (v) => v.content((text) => text.replace(/\n/, '\n0 0 0 1 k\n')),
  'a3a:6.3.2-1': (v) => v.annotation().set(name('F'), PDFNumber.of(0)),
  'a3a:6.5.1-1': (v) =>
    v
      .annotation()
      .set(name('A'), v.add(v.pdf.context.obj({ Type: 'Action', S: 'JavaScript', JS: PDFString.of('1') }))),
  'a3a:6.5.2-1': (v) =>
    v.pdf.catalog.set(name('OpenAction'), v.pdf.context.obj({ S: 'Named', N: 'NextPage' })),
  'a3a:6.6.2.1-1': (v) => {
    const stream = v.pdf.catalog.lookup(name('Metadata'));
    if (stream instanceof PDFRawStream)
      v.pdf.catalog.set(
        name('Metadata'),
        v.add(v.pdf.context.flateStream(stream.contents, { Type: 'Metadata', Subtype: 'XML' })),
      );
  },
  'a3a:6.6.2.3.1-1': (v) =>
    v.xmp((text) => text.replace('pdfaSchema:prefix>pdfuaid<', 'pdfaSchema:prefix>other<')),
  'a3a:6.6.4-1': (v) => v.xmp((text) => text.replace('<pdfaid:part>3<', '<pdfaid:part>2<')),
  'a3a:6.6.4-2': (v) => v.xmp((text) => text.replace('<pdfaid:conformance>A<', '<pdfaid:conformance>B<')),
  'a3a:6.8-1': (v) => {
    const stream = v.fileSpec().lookup(name('EF'), PDFDict).lookup(name('F'));
    if (stream && 'dict' in stream) (stream.dict as PDFDict).delete(name('Subtype'));
  },
  'a3a:6.8-2': (v) => v.fileSpec().delete(name('UF')),
  'a3a:6.8-3': (v) => v.fileSpec().delete(name('AFRelationship')),
  'a3a:6.8-4': (v) => v.pdf.catalog.set(name('AF'), v.pdf.context.obj([])),
  'ua1:5-1': (v) => v.xmp((text) => text.replace('<pdfuaid:part>1<', '<pdfuaid:part>2<')),
  'ua1:6.2-1': (v) => v.pdf.catalog.delete(name('MarkInfo')),
  'ua1:7.1-1': (v) => v.content((text) => text.replace(/(\/MCID 0 >>BDC)/, '$1 /Artifact BMC EMC')),
  'ua1:7.1-3': (v) => v.content((text) => text.replace(/\n/, '\n0 0 9 9 re f\n')),
  'ua1:7.1-4': (v) =>
    v.pdf.catalog.lookup(name('MarkInfo'), PDFDict).set(name('Suspects'), v.pdf.context.obj(true)),
  'ua1:7.1-5': (v) => v.setType('BlockQuote', 'Aside'),
  'ua1:7.1-8': (v) => v.pdf.catalog.delete(name('Metadata')),
  'ua1:7.1-9': (v) => v.xmp((text) => text.replace(/<dc:title>[\s\S]*<\/dc:title>/, '')),
  'ua1:7.1-10': (v) => v.pdf.catalog.delete(name('ViewerPreferences')),
  'ua1:7.1-11': (v) => v.pdf.catalog.delete(name('StructTreeRoot')),
  'ua1:7.2-3': (v) => v.setType('TR', 'P'),
  'ua1:7.2-4': (v) => v.setType('P', 'TR'),
  'ua1:7.2-5': (v) => v.setType('P', 'THead'),
  'ua1:7.2-6': (v) => v.setType('P', 'TBody'),
  'ua1:7.2-7': (v) => v.setType('P', 'TFoot'),
  'ua1:7.2-8': (v) => v.setType('P', 'TH'),
  'ua1:7.2-9': (v) => v.setType('P', 'TD'),
  'ua1:7.2-10': (v) => v.setType('TD', 'P'),
  'ua1:7.2-15': (v) => v.attribute(v.element('TD')).set(name('ColSpan'), PDFNumber.of(2)),
  'ua1:7.2-17': (v) => v.setType('P', 'LI'),
  'ua1:7.2-18': (v) => v.setType('P', 'LBody'),
  'ua1:7.2-19': (v) => v.setType('LI', 'P'),
  'ua1:7.2-20': (v) => v.setType('LBody', 'P'),
  'ua1:7.2-34': (v) => v.pdf.catalog.delete(name('Lang')),
  'ua1:7.3-1': (v) => v.element('Figure').delete(name('Alt')),
  'ua1:7.4.2-1': (v) => v.setType('H2', 'H3'),
  'ua1:7.5-1': (v) => v.element('TH').delete(name('A')),
  'ua1:7.18.1-2': (v) => {
    v.annotation().set(name('Subtype'), name('Text'));
    v.annotation().delete(name('Contents'));
  },
  'ua1:7.18.3-1': (v) => v.pageWithLinks().delete(name('Tabs')),
  'ua1:7.18.5-1': (v) => v.setType('Link', 'Span'),
  'ua1:7.18.5-2': (v) => v.annotation().delete(name('Contents')),
  'ua1:7.21.3.2-1': (v) => v.descendant().delete(name('CIDToGIDMap')),
  'ua1:7.21.4.1-1': (v) => v.descendant().lookup(name('FontDescriptor'), PDFDict).delete(name('FontFile2')),
  'ua1:7.21.7-1': (v) => v.font().delete(name('ToUnicode')),
  'ua1:7.21.7-2': (v) =>
    v.toUnicode((text) => text.replace(/(<[\dA-F]{4}> )<[\dA-F]{4}>(?=\s)/g, '$1<FEFF>')),
  'ua1:7.21.8-1': (v) => v.content((text) => text.replace(/\[\(../, '[(\0\0')),
  'preflight:info-differs': (v) => v.pdf.setSubject('Another subject'),
  'preflight:title': (v) => {
    v.pdf.setTitle('Another title');
    v.xmp((text) => text.replace(/(<dc:title><rdf:Alt><rdf:li[^>]*>)[^<]*/, '$1Another title'));
  },
  'preflight:language': (v) => v.pdf.catalog.set(name('Lang'), PDFString.of('fr')),
  'preflight:marked-content': (v) => v.content((text) => `${text}\n/Artifact BMC`),
  'preflight:loose-content': (v) => v.content((text) => text.replace('/MCID 0 >>', '/MCID 900 >>')),
  'preflight:empty-element': (v) => v.content((text) => text.replace('/MCID 0 >>', '/MCID 900 >>')),
  'preflight:parent-tree': (v) => v.structure.delete(name('ParentTree')),
  'preflight:page-box': (v) => {
    v.pdf.getPage(0).setTrimBox(0, 0, 590, 841);
  },
  'preflight:box-nesting': (v) => {
    v.pdf.getPage(0).setTrimBox(-20, 0, 595.276, 841.89);
  },
  'preflight:blank-page': (v) => v.content((text) => text.replace(/^[\s\S]*$/, 'q Q'), 1),
  'preflight:near-empty-page': (v) => v.keepFirstText(0),
  'preflight:outline': (v) => v.pdf.catalog.delete(name('Outlines')),
  'preflight:missing-font': (v) => v.pdf.getPage(0).node.Resources()?.delete(name('Font')),
  'preflight:type3': (v) => v.font().set(name('Subtype'), name('Type3')),
  'preflight:font-not-allowed': (v) => v.font().set(name('BaseFont'), name('ABCDEF+Helvetica')),
};

const options = {
  path: 'sample.pdf',
  trim: { width: 210, height: 297 },
  lang: 'en',
  title: 'Sample: Ünïcode & <more>',
};

function replaceBytes(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  if (!text.includes(from)) throw new Error(`${from} is not in the file`);
  return Buffer.from(text.replace(from, to), 'latin1');
}

async function broken(id: string): Promise<Uint8Array> {
  const change = breaks[id];
  if (!change) throw new Error(`nothing breaks ${id}`);
  if (typeof change !== 'function') return change.raw(good);
  const pdf = await PDFDocument.load(good, { updateMetadata: false });
  change(new Victim(pdf));
  return pdf.save({ useObjectStreams: true, updateFieldAppearances: false, addDefaultPage: false });
}

describe('preflight', () => {
  test('finds nothing in a finished file', async () => {
    expect((await preflight(good, options)).map(({ reason }) => reason)).toEqual([]);
  });

  test('finds nothing in a good file that was saved anew', async () => {
    const pdf = await PDFDocument.load(good, { updateMetadata: false });
    expect((await preflight(await pdf.save(), options)).map(({ reason }) => reason)).toEqual([]);
  });

  const ids = Object.keys(rules).filter((id) => /^(ua1|a3a|preflight):/.test(id));

  test('has a broken file for every rule', () => {
    expect(Object.keys(breaks).sort()).toEqual(ids.sort());
  });

  test.each(ids)('%s: %s', async (id) => {
    const found = (await preflight(await broken(id), options)).map(
      ({ source, ruleId }) => `${source}:${ruleId}`,
    );
    expect(found).toContain(id);
  });

  test.each([
    ['nothing', ''],
    ['a web page', '<!doctype html><html></html>'],
    ['text', 'just text'],
    ['a header alone', '%PDF-1.7\n%%EOF'],
  ])('calls %s unreadable in one message', async (_, content) => {
    const messages = await preflight(new TextEncoder().encode(content));
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['unreadable']);
  });

  test('names page and object', async () => {
    const [message] = await preflight(await broken('ua1:7.18.5-2'), options);
    expect(message?.reason).toMatch(/\(page 1, object \d+\)$/);
  });
});
