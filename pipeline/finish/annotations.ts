import { PDFDict, PDFHexString, PDFRef, type PDFContext, type PDFPage } from 'pdf-lib';
import { name, nameEntry, resolve } from './tree.ts';

const printFlag = 4;

/** Gives every link its name as /Contents (PDF/UA-1, 7.18.5) and the print flag that PDF/A-3 (6.3.2) asks of annotations. */
export function nameLinks(context: PDFContext, page: PDFPage, links: ReadonlyMap<PDFRef, string>): void {
  const list = page.node.Annots();
  if (!list) return;
  for (const entry of list.asArray()) {
    const annotation = resolve(context, entry);
    if (!(annotation instanceof PDFDict) || nameEntry(context, annotation, 'Subtype') !== 'Link') continue;
    const text = entry instanceof PDFRef ? links.get(entry) : undefined;
    if (text !== undefined && text !== '') annotation.set(name('Contents'), PDFHexString.fromText(text));
    annotation.set(name('F'), context.obj(printFlag));
  }
  page.node.set(name('Tabs'), name('S'));
}
