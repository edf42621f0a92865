import type { PDFDocument } from 'pdf-lib';

/**
 * Parts a document that is done with from all of its objects. The library's documents have functions of their own, which
 * V8 puts among what is old: from there they would hold all objects until the next full collection of garbage, and each
 * small one before it would move them.
 */
export function letGo(pdf: PDFDocument): void {
  const { context } = pdf;
  for (const [ref] of context.enumerateIndirectObjects()) context.delete(ref);
  context.trailerInfo = {};
  for (const key of Object.keys(pdf)) Reflect.set(pdf, key, null);
}
