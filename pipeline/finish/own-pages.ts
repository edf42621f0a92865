import type { PDFContext, PDFDict, PDFRef } from 'pdf-lib';
import type { Spans } from '../model.ts';
import { contentOf, isElement, kidsOf, nameEntry, resolve, type Element } from './tree.ts';

/** True when each range of elements lies on one page, and no other element with it. */
export function areOnTheirPages(context: PDFContext, elements: readonly Element[], ranges: Spans): boolean {
  const pagesIn = (dict: PDFDict): (PDFRef | undefined)[] =>
    kidsOf(context, dict).flatMap((kid) => {
      const content = contentOf(context, dict, kid);
      if (content && content.mcid !== null) return [content.page as PDFRef | undefined];
      const element = resolve(context, kid);
      // Others are in the list themselves.
      return isElement(element) && nameEntry(context, element, 'S') === 'NonStruct' ? pagesIn(element) : [];
    });
  const pages = elements.map(({ dict }) => pagesIn(dict));
  const pagesOf = (from: number, to: number): ReadonlySet<PDFRef | undefined> => {
    const found = new Set<PDFRef | undefined>();
    for (let i = from; i < to; i++) for (const page of pages[i] ?? []) found.add(page);
    return found;
  };
  return ranges.every(([from, to]) => {
    const own = pagesOf(from, to);
    const others = new Set([...pagesOf(0, from), ...pagesOf(to, elements.length)]);
    return own.size === 1 && ![...own].some((page) => others.has(page));
  });
}
