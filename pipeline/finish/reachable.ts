import { PDFArray, PDFDict, PDFRef, PDFStream, type PDFContext, type PDFObject } from 'pdf-lib';
import { entriesOf } from './tree.ts';

/** Removes every object that cannot be reached from the trailer: pdf-lib keeps what has been replaced. */
export function removeUnreachable(context: PDFContext): void {
  const isReached = new Uint8Array(context.largestObjectNumber + 1);
  const open: PDFObject[] = [];
  const reach = (object: PDFObject | undefined): void => {
    if (object instanceof PDFRef) {
      if (isReached[object.objectNumber] === 1) return;
      isReached[object.objectNumber] = 1;
      const target = context.lookup(object);
      if (target) open.push(target);
    } else if (object instanceof PDFDict || object instanceof PDFArray || object instanceof PDFStream)
      open.push(object);
  };
  const { Root, Info, ID, Encrypt } = context.trailerInfo;
  for (const object of [Root, Info, ID, Encrypt]) reach(object);
  for (let object = open.pop(); object; object = open.pop()) {
    if (object instanceof PDFArray) for (let i = 0; i < object.size(); i++) reach(object.get(i));
    else if (object instanceof PDFDict) for (const value of entriesOf(object).values()) reach(value);
    else if (object instanceof PDFStream) reach(object.dict);
    else reach(object);
  }
  for (const [ref] of context.enumerateIndirectObjects())
    if (isReached[ref.objectNumber] !== 1) context.delete(ref);
}
