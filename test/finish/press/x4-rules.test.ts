import { PDFArray, PDFDict, PDFDocument, PDFRawStream, PDFString } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { finish } from '../../../pipeline/finish/finish.ts';
import { clauseOf } from '../../../pipeline/finish/preflight/clauses.ts';
import { preflight } from '../../../pipeline/finish/preflight.ts';
import { name, resolve } from '../../../pipeline/finish/tree.ts';
import { formatMessage, rules, type RuleId } from '../../../pipeline/messages.ts';
import { Victim } from '../../support/broken-pdf.ts';
import { smallProfile } from '../../support/press-profile.ts';
import { usePrinter } from '../../support/printing.ts';

const profile = smallProfile();
const printer = usePrinter();
const body = '<main><p>Text</p><p style="opacity: 0.5">Half, in a group of its own.</p></main>';
const style = ':root { --page-width: 216mm } @page { size: 216mm 303mm }';

let good: Uint8Array;
beforeAll(async () => {
  const { printed } = await printer.print(body, style);
  if (!printed) throw new Error('not printed');
  const sheet = printer.document(body, style);
  const press = { profile, inks: {} };
  const { artefact, messages } = await finish({ ...sheet, metadata: { ...sheet.metadata, press } }, printed);
  expect(messages.map(formatMessage)).toEqual([]);
  good = artefact.bytes;
});

/** The first object of a kind: a form, or an intent. */
function first(victim: Victim, key: string, value: string): PDFDict {
  for (const [, object] of victim.pdf.context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFRawStream ? object.dict : object;
    if (dict instanceof PDFDict && dict.get(name(key)) === name(value)) return dict;
  }
  throw new Error(`the sample has no ${key} ${value}`);
}

const page = (victim: Victim): PDFDict => victim.pdf.getPage(0).node;

/** Moves one side of a box by points. */
function move(victim: Victim, key: string, side: number, by: number): void {
  const box = page(victim).lookup(name(key), PDFArray).asRectangle();
  const sides = [box.x, box.y, box.x + box.width, box.y + box.height];
  page(victim).set(name(key), victim.pdf.context.obj(sides.map((one, i) => (i === side ? one + by : one))));
}
/** For each rule: the ways to break it. */
const breaks: Readonly<Record<string, Readonly<Record<string, (victim: Victim) => void>>>> = {
  'x4:output-intent': {
    'no intent': (v) => v.pdf.catalog.delete(name('OutputIntents')),
    'an intent for another standard': (v) => first(v, 'S', 'GTS_PDFX').set(name('S'), name('GTS_PDFA1')),
    'a profile of a screen': (v) =>
      first(v, 'S', 'GTS_PDFX').set(
        name('DestOutputProfile'),
        v.add(v.pdf.context.flateStream(Buffer.from(profile).fill('mntrRGB ', 12, 20), { N: 4 })),
      ),
    'a profile that is cut off': (v) =>
      first(v, 'S', 'GTS_PDFX').set(
        name('DestOutputProfile'),
        v.add(v.pdf.context.flateStream(profile.slice(0, -9), { N: 4 })),
      ),
    'an intent without an identifier': (v) =>
      first(v, 'S', 'GTS_PDFX').delete(name('OutputConditionIdentifier')),
  },
  'x4:version': { 'another version': (v) => v.xmp((text) => text.replace('PDF/X-4<', 'PDF/X-1a<')) },
  'x4:trapped': {
    'no word in XMP': (v) => v.xmp((text) => text.replace(/<pdf:Trapped>.*?<\/pdf:Trapped>/, '')),
    'no word in the information': (v) => {
      const info = resolve(v.pdf.context, v.pdf.context.trailerInfo.Info);
      if (info instanceof PDFDict) info.delete(name('Trapped'));
    },
  },
  'x4:claim': {
    'PDF/A too': (v) => v.xmp((text) => text.replace('<pdfxid:', '<pdfaid:part>3</pdfaid:part><pdfxid:')),
  },
  'x4:description': {
    'no date': (v) => v.xmp((text) => text.replace(/<xmp:MetadataDate>.*?<\/xmp:MetadataDate>/, '')),
    'no identifier': (v) => v.xmp((text) => text.replace(/(<xmpMM:DocumentID>)[^<]*/, '$1')),
  },
  'x4:encrypted': {
    encryption: (v) => (v.pdf.context.trailerInfo.Encrypt = v.add(v.pdf.context.obj({ Filter: 'Standard' }))),
  },
  'x4:identifier': { 'no ID': (v) => delete v.pdf.context.trailerInfo.ID },
  'x4:boxes': {
    'no trim': (v) => page(v).delete(name('TrimBox')),
    'a trim beyond the bleed': (v) => page(v).set(name('TrimBox'), v.pdf.context.obj([-5, 9, 600, 850])),
    'a page that is cropped': (v) => page(v).set(name('CropBox'), v.pdf.context.obj([100, 100, 200, 200])),
    'an art box': (v) => page(v).set(name('ArtBox'), v.pdf.context.obj([9, 9, 600, 850])),
  },
  'x4:bleed': {
    'a trim that is off by 0.02 mm': (v) => move(v, 'TrimBox', 0, 0.057),
    'a bleed that is off by 0.02 mm': (v) => move(v, 'BleedBox', 3, -0.057),
  },
  'x4:rgb': {
    'a picture among the content': (v) =>
      v.content((text) => `${text}\nBI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI`),
    'a page': (v) => v.content((text) => `${text}\n1 0 0 rg`),
    'lines of a page': (v) => v.content((text) => `${text}\n1 0 0 RG`),
    'a chosen space': (v) => v.content((text) => `${text}\n/DeviceRGB cs`),
    'a form': (v) => {
      const { context } = v.pdf;
      const form = context.flateStream('1 0 0 rg 0 0 9 9 re f', { Subtype: 'Form', BBox: [0, 0, 9, 9] });
      page(v).set(name('X'), v.add(form));
    },
    'a pattern': (v) => {
      const tile = v.pdf.context.flateStream('1 0 0 rg 0 0 9 9 re f', { PatternType: 1 });
      page(v).set(name('X'), v.add(tile));
    },
    'a group': (v) =>
      first(v, 'Subtype', 'Form').set(
        name('Group'),
        v.pdf.context.obj({ S: 'Transparency', CS: 'DeviceRGB' }),
      ),
    'a picture': (v) =>
      page(v).set(name('X'), v.add(v.pdf.context.stream('', { Subtype: 'Image', ColorSpace: 'DeviceRGB' }))),
    'a palette': (v) =>
      page(v).set(name('X'), v.add(v.pdf.context.obj(['Indexed', 'DeviceRGB', 0, '000000']))),
    'a shading': (v) =>
      page(v).set(name('X'), v.add(v.pdf.context.obj({ ShadingType: 2, ColorSpace: 'DeviceRGB' }))),
    'a calibrated space': (v) => page(v).set(name('X'), v.add(v.pdf.context.obj(['CalRGB', {}]))),
    'a profile': (v) =>
      page(v).set(name('X'), v.pdf.context.obj(['ICCBased', v.add(v.pdf.context.stream('', { N: 3 }))])),
  },
  'x4:ink-limit': {
    'an area': (v) => v.content((text) => `${text}\n.8 .8 .8 .7 k`),
    'a line': (v) => v.content((text) => `${text}\n1 1 1 1 K`),
  },
  'x4:annotation': {
    'a link in the trim': (v) =>
      page(v).set(name('Annots'), v.pdf.context.obj([{ Type: 'Annot', Rect: [20, 20, 30, 30] }])),
  },
  'x4:action': {
    'one of the file': (v) => v.pdf.catalog.set(name('OpenAction'), v.pdf.context.obj({ S: 'Named' })),
    'one of a page': (v) => page(v).set(name('AA'), v.pdf.context.obj({})),
    'a script': (v) =>
      v.pdf.catalog.set(name('Names'), v.pdf.context.obj({ JavaScript: { Names: [PDFString.of('a')] } })),
  },
  'x4:device': {
    'a transfer function': (v) =>
      page(v).set(name('X'), v.add(v.pdf.context.obj({ Type: 'ExtGState', TR: 'Identity' }))),
    'one that stands in the resources': (v) => {
      page(v).set(name('Resources'), v.pdf.context.obj({ ExtGState: { G: { TR: 'Identity' } } }));
    },
    'a picture from elsewhere': (v) => first(v, 'Subtype', 'Form').set(name('OPI'), v.pdf.context.obj({})),
    'a program': (v) => page(v).set(name('X'), v.add(v.pdf.context.stream('', { Subtype: 'PS' }))),
  },
  'x4:font': {
    'a font of the reader': (v) => {
      const descriptor = v.descendant().lookup(name('FontDescriptor'), PDFDict);
      descriptor.delete(name('FontFile2'));
    },
    'a font that stands in the resources': (v) => {
      const font = { Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' };
      page(v).set(name('Resources'), v.pdf.context.obj({ Font: { F: font } }));
    },
  },
};

async function messagesOf(destroy: (victim: Victim) => void): Promise<readonly string[]> {
  const victim = new Victim(await PDFDocument.load(good, { updateMetadata: false }));
  destroy(victim);
  const broken = await victim.pdf.save({ useObjectStreams: false, updateFieldAppearances: false });
  const found = await preflight(broken, { profile: 'x4', path: 'sheet.pdf' });
  return found.map(({ source, ruleId }) => `${source ?? ''}:${ruleId ?? ''}`);
}

describe('the preflight of press files', () => {
  test('finds nothing in a good file, whoever saved it', async () => {
    expect((await preflight(good, { profile: 'x4' })).map(formatMessage)).toEqual([]);
    expect(await messagesOf(() => undefined)).toEqual([]);
  });

  test('has a broken file for every rule', () => {
    // The press file itself tells of colours, before there is a file to check.
    const ids = Object.keys(rules).filter((id) => id.startsWith('x4:') && id !== 'x4:colour');
    expect(Object.keys(breaks).sort()).toEqual(ids.sort());
  });

  test('names the clause of every rule that is not of the house', () => {
    const without = Object.keys(breaks).filter(
      (id) => !/^ISO 15930-7, by ISO 32000-1, \d/.test(clauseOf(id as RuleId) ?? ''),
    );
    expect(without).toEqual(['x4:bleed', 'x4:ink-limit']);
  });

  const cases = Object.entries(breaks).flatMap(([rule, ways]) =>
    Object.entries(ways).map(([way, destroy]) => ({ rule, way, destroy })),
  );
  test.each(cases)('$rule, and nothing else, is told of $way', async ({ rule, destroy }) => {
    expect(new Set(await messagesOf(destroy))).toEqual(new Set([rule]));
  });

  test('lets be what is allowed: spot colours, 300 percent, the default transfer', async () => {
    const found = await messagesOf((v) => {
      v.content((text) => `${text}\n.75 .75 .75 .75 k`);
      page(v).set(name('X'), v.add(v.pdf.context.obj({ Type: 'ExtGState', TR2: 'Default' })));
      page(v).set(
        name('Y'),
        v.add(v.pdf.context.obj(['Separation', 'Gold', 'DeviceCMYK', { FunctionType: 2, N: 1 }])),
      );
    });
    expect(found).toEqual([]);
  });
});
