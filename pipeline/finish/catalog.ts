import { PDFArray, PDFHexString, PDFRawStream, PDFString, type PDFDocument, type PDFRef } from 'pdf-lib';
import type { Metadata } from '../model.ts';
import { srgbProfile } from './colour.ts';
import { pack } from './pack.ts';
import { dictEntry, name } from './tree.ts';

const profile = srgbProfile();
const packedProfile = pack(profile);

/** Says in which colour space the device colours are meant (PDF/A-3, 6.2.3). */
export function setOutputIntent(pdf: PDFDocument): void {
  const { context } = pdf;
  const dict = context.obj({ N: 3, Length: packedProfile.length, Filter: 'FlateDecode' });
  const stream = context.register(PDFRawStream.of(dict, packedProfile));
  const space = PDFString.of('sRGB IEC61966-2.1');
  const intent = context.obj({ Type: 'OutputIntent', S: 'GTS_PDFA1' });
  intent.set(name('OutputConditionIdentifier'), space);
  intent.set(name('Info'), space);
  intent.set(name('RegistryName'), PDFString.of('http://www.color.org'));
  intent.set(name('DestOutputProfile'), stream);
  pdf.catalog.set(name('OutputIntents'), context.obj([context.register(intent)]));
}

/** Opens with the outline beside the pages, and numbers the pages 1, 2, 3 in the reader's page field. */
export function setReading(pdf: PDFDocument): void {
  const { catalog, context } = pdf;
  if (catalog.has(name('Outlines'))) catalog.set(name('PageMode'), name('UseOutlines'));
  catalog.set(name('PageLabels'), context.obj({ Nums: [0, { S: 'D' }] }));
  catalog.set(name('ViewerPreferences'), context.obj({ DisplayDocTitle: true, Direction: 'L2R' }));
  catalog.set(name('MarkInfo'), context.obj({ Marked: true }));
}

/** Puts files into the PDF as its data (PDF/A-3, 6.8; ISO 32000-1, 7.11): the figures travel with the brief. */
export function attachFiles({ catalog, context }: PDFDocument, { attachments, date }: Metadata): void {
  if (attachments.length === 0) return;
  const day = PDFString.fromDate(new Date(date));
  const names = PDFArray.withContext(context);
  const files = attachments.map(({ name: file, mediaType, description, bytes }): PDFRef => {
    const contents = pack(bytes);
    const stream = context.obj({
      Type: 'EmbeddedFile',
      Subtype: mediaType,
      Params: { Size: bytes.length, CreationDate: day, ModDate: day },
      Filter: 'FlateDecode',
      Length: contents.length,
    });
    const specification = context.obj({
      Type: 'Filespec',
      F: PDFString.of(file),
      UF: PDFHexString.fromText(file),
      EF: { F: context.register(PDFRawStream.of(stream, contents)) },
      Desc: PDFHexString.fromText(description),
      AFRelationship: 'Data',
    });
    const ref = context.register(specification);
    names.push(PDFHexString.fromText(file));
    names.push(ref);
    return ref;
  });
  const trees = dictEntry(context, catalog, 'Names') ?? context.obj({});
  trees.set(name('EmbeddedFiles'), context.obj({ Names: names }));
  catalog.set(name('Names'), trees);
  catalog.set(name('AF'), context.obj(files));
}

/** The two file identifiers of the trailer, equal since the file is written once. `hex` has 32 digits. */
export function setIdentifier(pdf: PDFDocument, hex: string): void {
  const id = PDFHexString.of(hex);
  pdf.context.trailerInfo.ID = pdf.context.obj([id, id]);
}
