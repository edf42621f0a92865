import { PDFArray, PDFDict, PDFStream, type PDFContext, type PDFObject, type PDFRef } from 'pdf-lib';

/** A dictionary and the object that it stands in. */
export interface Held {
  readonly dict: PDFDict;
  readonly object: PDFRef;
}

/** Every dictionary of a file: those of objects and streams, and those that stand inside of them. */
export function dictionariesIn(context: PDFContext): Held[] {
  const found: Held[] = [];
  const visit = (value: PDFObject, object: PDFRef): void => {
    if (value instanceof PDFStream) visit(value.dict, object);
    else if (value instanceof PDFArray) value.asArray().forEach((one) => visit(one, object));
    else if (value instanceof PDFDict) {
      found.push({ dict: value, object });
      value.values().forEach((one) => visit(one, object));
    }
  };
  for (const [object, value] of context.enumerateIndirectObjects()) visit(value, object);
  return found;
}
