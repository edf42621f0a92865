import { PDFHexString, PDFString, type PDFContext, type PDFRef } from 'pdf-lib';
import { error, type Message } from '../messages.ts';
import type { PrintedElement } from '../model.ts';
import { contentOf, isElement, kidsOf, name, resolve, type Element } from './tree.ts';

const types: ReadonlySet<string> = new Set([
  'P',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'L',
  'LI',
  'Table',
  'TR',
  'TH',
  'TD',
  'Caption',
  'Figure',
  'Link',
  'Span',
]);

/**
 * Walks the printed page and the structure tree side by side and carries over what Chromium leaves behind: the
 * language of elements that differ from the document, names of links, alternatives of figures. Returns the name of
 * each link's annotation. Trees that differ are an error: nothing is guessed.
 */
export function pairElements(
  context: PDFContext,
  path: string,
  tree: readonly Element[],
  printed: readonly PrintedElement[],
): {
  readonly links: ReadonlyMap<PDFRef, string>;
  readonly messages: readonly Message[];
  readonly paired: readonly Element[];
} {
  const links = new Map<PDFRef, string>();
  const elements = tree.filter(({ type }) => types.has(type));
  const length = Math.max(elements.length, printed.length);
  for (let i = 0; i < length; i++) {
    const element = elements[i];
    const source = printed[i];
    if (!element || !source || element.type !== source.type) {
      const reason = `Unexpected ${element ? element.type : 'end'} at element ${i + 1} of the structure tree, expected ${source?.type ?? 'end'}`;
      const hint =
        'use plain elements in the template: no doc-* roles, figure with role="group", svg with role="img"';
      return {
        links,
        messages: [error('finish:structure-differs', reason, { path, hint })],
        paired: elements,
      };
    }
    if (source.lang !== undefined) element.dict.set(name('Lang'), PDFString.of(source.lang));
    if (source.type === 'Figure' && source.name !== undefined)
      element.dict.set(name('Alt'), PDFHexString.fromText(source.name));
    if (source.type === 'Link')
      for (const ref of annotationsOf(context, element)) links.set(ref, source.name ?? '');
  }
  return { links, messages: [], paired: elements };
}

/** The annotations of a link: several when it runs over a line end. */
function annotationsOf(context: PDFContext, { dict }: Element): PDFRef[] {
  return kidsOf(context, dict).flatMap((kid) => {
    const value = resolve(context, kid);
    if (isElement(value))
      return annotationsOf(context, { ref: null, dict: value, type: '', parent: null, depth: 0 });
    return contentOf(context, dict, kid)?.object ?? [];
  });
}
