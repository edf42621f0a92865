import { PDFArray, PDFDict, PDFRef, PDFStream, type PDFContext, type PDFObject } from 'pdf-lib';

/** Removes every object that cannot be reached from the trailer: pdf-lib keeps what has been replaced. */
export function removeUnreachable(context: PDFContext): void {
  const reached = new Set<PDFRef>();
  const { Root, Info, ID, Encrypt } = context.trailerInfo;
  const open: PDFObject[] = [Root, Info, ID, Encrypt].filter((object) => object !== undefined);
  for (let object = open.pop(); object; object = open.pop()) {
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      const target = context.lookup(object);
      if (target) open.push(target);
    } else if (object instanceof PDFArray) open.push(...object.asArray());
    else if (object instanceof PDFDict) open.push(...object.values());
    else if (object instanceof PDFStream) open.push(...object.dict.values());
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
}
