import { AFRelationship, PDFHexString, PDFRawStream, PDFString, type PDFDocument } from 'pdf-lib';
import { deflate } from 'pako';
import type { Metadata } from '../model.ts';
import { srgbProfile } from './colour.ts';
import { name } from './tree.ts';

const profile = srgbProfile();
const packedProfile = deflate(profile);

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

/** Puts files into the PDF as its data (PDF/A-3, 6.8): the figures travel with the brief. */
export async function attachFiles(pdf: PDFDocument, { attachments, date }: Metadata): Promise<void> {
  for (const { name: file, mediaType, description, bytes } of attachments) {
    await pdf.attach(bytes, file, {
      mimeType: mediaType,
      description,
      creationDate: new Date(date),
      modificationDate: new Date(date),
      afRelationship: AFRelationship.Data,
    });
  }
  await pdf.flush();
}

/** The two file identifiers of the trailer, equal since the file is written once. `hex` has 32 digits. */
export function setIdentifier(pdf: PDFDocument, hex: string): void {
  const id = PDFHexString.of(hex);
  pdf.context.trailerInfo.ID = pdf.context.obj([id, id]);
}
