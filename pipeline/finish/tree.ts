import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef, type PDFContext, type PDFObject } from 'pdf-lib';

const names = new Map<string, PDFName>();
const texts = new Map<PDFName, string>();

/** Short for a PDF name. The library decodes the text anew each time, which is most of the work of a walk through a tree. */
export function name(text: string): PDFName {
  let known = names.get(text);
  if (!known) names.set(text, (known = PDFName.of(text)));
  return known;
}

/** The text of a name without its slash. */
function textOfName(value: PDFName): string {
  let known = texts.get(value);
  if (known === undefined) texts.set(value, (known = value.decodeText()));
  return known;
}

/** Entries of structure elements and their content (ISO 32000-1, tables 323 to 325). */
const keys = { K: name('K'), S: name('S'), Pg: name('Pg'), MCID: name('MCID'), Obj: name('Obj') } as const;

/** The entries of a dictionary themselves: the library hands out a copy, pair by pair. */
export function entriesOf(dict: PDFDict): ReadonlyMap<PDFName, PDFObject> {
  return (dict as unknown as { readonly dict: ReadonlyMap<PDFName, PDFObject> }).dict;
}

/** The object behind a reference, or the object itself. */
export function resolve(context: PDFContext, object: PDFObject | undefined): PDFObject | undefined {
  return object instanceof PDFRef ? context.lookup(object) : object;
}

/** The text of a name entry without its slash; '' when there is none. */
export function nameEntry(context: PDFContext, dict: PDFDict, key: string): string {
  const value = resolve(context, dict.get(name(key)));
  return value instanceof PDFName ? textOfName(value) : '';
}

export function dictEntry(context: PDFContext, dict: PDFDict, key: string): PDFDict | null {
  const value = resolve(context, dict.get(name(key)));
  return value instanceof PDFDict ? value : null;
}

export function arrayEntry(context: PDFContext, dict: PDFDict, key: string): PDFArray | null {
  const value = resolve(context, dict.get(name(key)));
  return value instanceof PDFArray ? value : null;
}

/** A structure element (ISO 32000-1, 14.7.2) with its place in the tree. */
export interface Element {
  readonly ref: PDFRef | null;
  readonly dict: PDFDict;
  readonly type: string;
  readonly parent: Element | null;
  readonly depth: number;
}

/** A child that is content: an MCID of a page, or an object such as a link's annotation. */
export interface Content {
  readonly mcid: number | null;
  readonly page: PDFObject | undefined;
  readonly object: PDFRef | null;
}

/** The /K of an element as a list. */
export function kidsOf(context: PDFContext, dict: PDFDict): readonly PDFObject[] {
  const raw = dict.get(keys.K);
  const value = resolve(context, raw);
  if (raw === undefined || value === undefined) return [];
  return value instanceof PDFArray ? value.asArray() : [raw];
}

export function isElement(value: PDFObject | undefined): value is PDFDict {
  return value instanceof PDFDict && value.get(keys.S) !== undefined;
}

/** What a child that is not an element stands for. */
export function contentOf(context: PDFContext, parent: PDFDict, kid: PDFObject): Content | null {
  const value = resolve(context, kid);
  if (value instanceof PDFNumber) {
    return { mcid: value.asNumber(), page: parent.get(keys.Pg), object: null };
  }
  if (!(value instanceof PDFDict)) return null;
  const page = value.get(keys.Pg) ?? parent.get(keys.Pg);
  const mcid = resolve(context, value.get(keys.MCID));
  if (mcid instanceof PDFNumber) return { mcid: mcid.asNumber(), page, object: null };
  const object = value.get(keys.Obj);
  return { mcid: null, page, object: object instanceof PDFRef ? object : null };
}

/** Every element of the tree in reading order, parents before children. A loop in the tree ends where it closes. */
export function elementsOf(context: PDFContext, root: PDFDict): Element[] {
  const elements: Element[] = [];
  const seen = new Set<PDFDict>();
  const visit = (kid: PDFObject, parent: Element | null): void => {
    const dict = resolve(context, kid);
    if (!isElement(dict) || seen.has(dict)) return;
    seen.add(dict);
    const element = {
      ref: kid instanceof PDFRef ? kid : null,
      dict,
      type: nameEntry(context, dict, 'S'),
      parent,
      depth: (parent?.depth ?? 0) + 1,
    };
    elements.push(element);
    for (const one of kidsOf(context, dict)) visit(one, element);
  };
  for (const kid of kidsOf(context, root)) visit(kid, null);
  return elements;
}

/** The lists of numbers and values in the nodes of a number tree (ISO 32000-1, 7.9.7). A loop in the tree ends where it closes. */
export function numberLists(context: PDFContext, root: PDFDict): readonly PDFArray[] {
  const lists: PDFArray[] = [];
  const seen = new Set<PDFDict>();
  const visit = (node: PDFDict, depth: number): void => {
    if (depth > 32 || seen.has(node)) return;
    seen.add(node);
    for (const kid of arrayEntry(context, node, 'Kids')?.asArray() ?? []) {
      const child = resolve(context, kid);
      if (child instanceof PDFDict) visit(child, depth + 1);
    }
    const list = arrayEntry(context, node, 'Nums');
    if (list) lists.push(list);
  };
  visit(root, 0);
  return lists;
}

/** The entries of a number tree by number. */
export function numberTree(context: PDFContext, root: PDFDict): Map<number, PDFObject> {
  const entries = new Map<number, PDFObject>();
  for (const list of numberLists(context, root))
    for (let i = 0; i + 1 < list.size(); i += 2) {
      const key = resolve(context, list.get(i));
      const value = list.get(i + 1);
      if (key instanceof PDFNumber) entries.set(key.asNumber(), value);
    }
  return entries;
}
