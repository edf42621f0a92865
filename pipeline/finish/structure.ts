import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFNull,
  PDFNumber,
  PDFRef,
  PDFString,
  type PDFContext,
  type PDFObject,
} from 'pdf-lib';
import {
  arrayEntry,
  contentOf,
  dictEntry,
  elementsOf,
  isElement,
  kidsOf,
  name,
  nameEntry,
  numberLists,
  numberTree,
  resolve,
  type Element,
} from './tree.ts';
import { unwrapContent } from './unwrap.ts';

/** MCIDs that are to become artifacts, by the page's object number and generation. */
export type DroppedContent = Map<PDFObject, Set<number>>;

/** What of a table holds no text of its own: what stands there, borders say, is none of the structure. */
export const tableParts: ReadonlySet<string> = new Set(['Table', 'THead', 'TBody', 'TFoot', 'TR']);
/** Types of PDF 2.0 that Chromium writes into PDF 1.7, and what stands for them there. */
const replaced: Readonly<Record<string, string>> = { Em: 'Span', Strong: 'Span' };

/**
 * Repairs what PDF/UA-1 does not allow in Chromium's structure tree, in one walk: content straight under a table or
 * row (borders) leaves the structure, what stands in a list item moves into its body, a figure that only wraps others
 * becomes a division, types of PDF 2.0 become spans, and cell ids, made from the numbers of DOM nodes, are counted anew.
 */
export function repairStructure(
  context: PDFContext,
  root: PDFDict,
): { readonly elements: readonly Element[]; readonly dropped: DroppedContent } {
  const dropped: DroppedContent = new Map();
  const { elements: unwrapped, moved } = unwrapContent(context, root, tableParts);
  for (const { dict, ref, type } of unwrapped) {
    const standard = replaced[type];
    if (standard) dict.set(name('S'), name(standard));
    if (tableParts.has(type)) dropContent(context, dict, dropped);
    if (type === 'LI' && ref) bodyOfItem(context, dict, ref, moved);
    if (
      type === 'Figure' &&
      !dict.has(name('Alt')) &&
      kidsOf(context, dict).some((kid) => isElement(resolve(context, kid)))
    ) {
      dict.set(name('S'), name('Div'));
    }
  }
  const elements = elementsOf(context, root);
  renumber(context, root, elements);
  mendParents(context, root, dropped, moved);
  return { elements, dropped };
}

function dropContent(context: PDFContext, dict: PDFDict, dropped: DroppedContent): void {
  const kept = kidsOf(context, dict).filter((kid) => {
    const content = contentOf(context, dict, kid);
    if (isElement(resolve(context, kid)) || !content?.page || content.mcid === null) return true;
    const mcids = dropped.get(content.page) ?? new Set<number>();
    dropped.set(content.page, mcids.add(content.mcid));
    return false;
  });
  dict.set(name('K'), context.obj(kept));
}

/** Puts all but the label of a list item into an LBody (ISO 32000-1, 14.8.4.3.3). */
function bodyOfItem(context: PDFContext, item: PDFDict, ref: PDFRef, moved: Map<PDFObject, PDFRef>): void {
  const kids = kidsOf(context, item);
  const isPart = (kid: PDFObject): boolean => {
    const dict = resolve(context, kid);
    return isElement(dict) && ['Lbl', 'LBody'].includes(nameEntry(context, dict, 'S'));
  };
  const rest = kids.filter((kid) => !isPart(kid));
  if (rest.length === 0) return;
  const body = context.obj({ Type: 'StructElem', S: 'LBody', K: rest });
  body.set(name('P'), ref);
  const page = item.get(name('Pg'));
  if (page) body.set(name('Pg'), page);
  const bodyRef = context.register(body);
  for (const kid of rest) {
    const dict = resolve(context, kid);
    if (isElement(dict)) dict.set(name('P'), bodyRef);
  }
  moved.set(ref, bodyRef);
  item.set(name('K'), context.obj([...kids.filter(isPart), bodyRef]));
}

/** The parent tree names the element of each MCID: those that moved get the new one, those that left get null. */
function mendParents(
  context: PDFContext,
  root: PDFDict,
  dropped: DroppedContent,
  moved: ReadonlyMap<PDFObject, PDFRef>,
): void {
  const tree = dictEntry(context, root, 'ParentTree');
  if (!tree) return;
  const entries = numberTree(context, tree);
  if (moved.size > 0) {
    /** Where an element has gone: what was taken out of a wrapper may have moved on with the content around it. */
    const placeOf = (element: PDFObject): PDFRef | undefined => {
      let to = moved.get(element);
      for (let next = to; next; next = moved.get(next)) to = next;
      return to;
    };
    const mend = (list: PDFArray): void => {
      for (let i = 0; i < list.size(); i++) {
        const to = placeOf(list.get(i));
        if (to) list.set(i, to);
      }
    };
    // An entry is a list of elements, for a page, or one element, for an annotation.
    for (const nodes of numberLists(context, tree)) mend(nodes);
    for (const value of entries.values()) {
      const list = resolve(context, value);
      if (list instanceof PDFArray) mend(list);
    }
  }
  for (const [page, mcids] of dropped) {
    const dict = resolve(context, page);
    const key = dict instanceof PDFDict ? resolve(context, dict.get(name('StructParents'))) : undefined;
    const list = key instanceof PDFNumber ? resolve(context, entries.get(key.asNumber())) : undefined;
    if (list instanceof PDFArray) for (const mcid of mcids) if (mcid < list.size()) list.set(mcid, PDFNull);
  }
}

/** Gives cells ids that depend on their place alone, in the elements, in /Headers and in the tree of ids. */
function renumber(context: PDFContext, root: PDFDict, elements: readonly Element[]): void {
  const ids = new Map<string, PDFHexString>();
  const named: PDFObject[] = [];
  for (const { dict, ref } of elements) {
    const old = resolve(context, dict.get(name('ID')));
    if (!ref || !(old instanceof PDFString || old instanceof PDFHexString)) continue;
    const id = PDFHexString.of(Buffer.from(`c${String(ids.size + 1).padStart(5, '0')}`).toString('hex'));
    ids.set(old.decodeText(), id);
    dict.set(name('ID'), id);
    named.push(id, ref);
  }
  for (const { dict } of elements) {
    for (const owner of attributesOf(context, dict)) {
      const headers = arrayEntry(context, owner, 'Headers');
      for (let i = 0; headers && i < headers.size(); i++) {
        const old = resolve(context, headers.get(i));
        const id =
          old instanceof PDFString || old instanceof PDFHexString ? ids.get(old.decodeText()) : undefined;
        if (id) headers.set(i, id);
      }
    }
  }
  removeTree(context, root.get(name('IDTree')));
  const [first] = named;
  const last = named.at(-2);
  if (first && last)
    root.set(name('IDTree'), context.register(context.obj({ Limits: [first, last], Names: named })));
  else root.delete(name('IDTree'));
}

/** Removes the nodes of a name tree, not what it names. */
function removeTree(context: PDFContext, node: PDFObject | undefined): void {
  const dict = resolve(context, node);
  if (node instanceof PDFRef) context.delete(node);
  const kids = dict instanceof PDFDict ? arrayEntry(context, dict, 'Kids') : null;
  for (const kid of kids?.asArray() ?? []) removeTree(context, kid);
}

/**
 * The attributes of an element (ISO 32000-1, 14.7.5), without those that say what holds anyway: Chromium tells of every
 * cell that it spans one row and one column.
 */
function attributesOf(context: PDFContext, element: PDFDict): readonly PDFDict[] {
  const value = resolve(context, element.get(name('A')));
  if (value instanceof PDFDict) return [value];
  if (!(value instanceof PDFArray)) return [];
  const list = value.asArray();
  // References and revision numbers are left as they are.
  const dicts = list.filter((one) => one instanceof PDFDict);
  if (dicts.length < list.length) return dicts;
  const telling = dicts.filter((one) => !isOneCell(one));
  const [only] = telling;
  if (!only) element.delete(name('A'));
  else element.set(name('A'), telling.length === 1 ? only : context.obj(telling));
  return telling;
}

function isOneCell(attributes: PDFDict): boolean {
  const span = attributes.get(name('RowSpan')) ?? attributes.get(name('ColSpan'));
  return attributes.keys().length === 2 && span instanceof PDFNumber && span.asNumber() === 1;
}
