import { PDFNumber, PDFRef, type PDFContext, type PDFDict, type PDFObject } from 'pdf-lib';
import { contentOf, elementsOf, isElement, kidsOf, name, nameEntry, resolve, type Element } from './tree.ts';

/**
 * Takes away the NonStruct elements that Chromium puts around runs of text: they say nothing (ISO 32000-1, 14.8.4.2).
 * What they hold belongs to the element around them. Those under `except` stay. Gives the elements that are left, in
 * reading order, and the new parent of each that is not, by its reference.
 */
export function unwrapContent(
  context: PDFContext,
  root: PDFDict,
  except: ReadonlySet<string>,
): { readonly elements: readonly Element[]; readonly moved: Map<PDFObject, PDFRef> } {
  const moved = new Map<PDFObject, PDFRef>();
  const elements = elementsOf(context, root);
  // From the innermost outwards: what is taken out of one wrapper may stand in another.
  for (let i = elements.length - 1; i >= 0; i--) {
    const { dict, ref, type } = elements[i] ?? {};
    if (!dict || !ref || type === undefined || except.has(type)) continue;
    const kids = kidsOf(context, dict);
    const next = kids.flatMap((kid) => {
      const wrapper = resolve(context, kid);
      if (!isElement(wrapper) || nameEntry(context, wrapper, 'S') !== 'NonStruct') return [kid];
      const content = kidsOf(context, wrapper);
      if (content.some((one) => isElement(resolve(context, one)))) return [kid];
      moved.set(kid, ref);
      if (kid instanceof PDFRef) context.delete(kid);
      return content.map((one) => lifted(context, dict, wrapper, one));
    });
    if (next.length !== kids.length || next.some((kid, i) => kid !== kids[i]))
      dict.set(name('K'), context.obj(next));
  }
  return { elements: elements.filter(({ ref }) => !ref || !moved.has(ref)), moved };
}

/** A bare MCID stands on the page of its element: under an element of another page it needs to name its own. */
function lifted(context: PDFContext, to: PDFDict, from: PDFDict, kid: PDFObject): PDFObject {
  if (!(resolve(context, kid) instanceof PDFNumber)) return kid;
  const page = contentOf(context, from, kid)?.page;
  if (!page) return kid;
  if (!to.has(name('Pg'))) to.set(name('Pg'), page);
  if (to.get(name('Pg')) === page) return kid;
  const content = context.obj({ Type: 'MCR', MCID: kid });
  content.set(name('Pg'), page);
  return content;
}
