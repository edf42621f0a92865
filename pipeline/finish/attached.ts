import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
} from 'pdf-lib';

/** The files inside a PDF, by name, in the order of its list; what is no file is passed over. @throws for bytes that are no PDF. */
export async function attachmentsOf(pdf: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const { catalog } = await PDFDocument.load(pdf, { updateMetadata: false });
  const files = new Map<string, Uint8Array>();
  const list = catalog.lookup(PDFName.of('AF'));
  if (!(list instanceof PDFArray)) return files;
  for (let i = 0; i < list.size(); i++) {
    const file = list.lookup(i, PDFDict);
    const title = file.lookup(PDFName.of('UF'));
    const stream = file.lookupMaybe(PDFName.of('EF'), PDFDict)?.lookup(PDFName.of('F'));
    if (!(stream instanceof PDFRawStream)) continue;
    if (!(title instanceof PDFString || title instanceof PDFHexString)) continue;
    files.set(title.decodeText(), decodePDFRawStream(stream).decode());
  }
  return files;
}
