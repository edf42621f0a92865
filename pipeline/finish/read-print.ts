import {
  ParseSpeeds,
  PDFArray,
  PDFBool,
  PDFCatalog,
  PDFContext,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNull,
  PDFNumber,
  PDFPageLeaf,
  PDFPageTree,
  PDFRawStream,
  PDFString,
  type PDFObject,
} from 'pdf-lib';
import { endOfString, endOfWord, isAt, numberAt, skipSpace, text } from './content.ts';
import { numberOf, openNames, refTo } from './interned.ts';
import { bodyAt, indexOf, offsetsIn, UnusualError } from './object-table.ts';
import { takeRunsIn, textRuns, type Runs } from './text-runs.ts';
import { name } from './tree.ts';

/**
 * Opens a print. What the browser writes is read here: a table of cross-references, plain objects, streams of a direct
 * length. That takes a third of the library's time, which goes byte by byte; it reads whatever is written otherwise.
 * `unwrapping`: what of the structure says nothing is not read: elements around runs of text, but under an element
 * of these types, and attributes of cells that span one row or column. Default: all is read.
 * @throws Error for what no one can read.
 */
export async function openPrint(
  bytes: Uint8Array,
  unwrapping: { readonly except: ReadonlySet<string> } | null = null,
): Promise<PDFDocument> {
  const context = readObjects(bytes, unwrapping?.except ?? null);
  if (!context) return PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  // The library keeps its constructor to itself; `load` calls it like this.
  return Reflect.construct(PDFDocument, [context, false, false]) as PDFDocument;
}

/** All objects of a file; null for one that is written in another way than the browser's. */
function readObjects(bytes: Uint8Array, except: ReadonlySet<string> | null): PDFContext | null {
  try {
    const offsets = offsetsIn(bytes);
    const context = PDFContext.create();
    const bodies = offsets.map((offset, number) => (offset > 0 ? bodyAt(bytes, offset, number) : 0));
    const runs = except && textRuns(bytes, bodies, except);
    const read = openReader(bytes, context, runs);
    bodies.forEach((body, number) => {
      if (body > 0 && !runs?.[number]) context.assign(refTo(number), read.indirect(body, number));
    });
    // One that is no child of its parent, or of two, would be lost, or there twice.
    if (runs && read.taken() !== runs.filter((run) => run !== undefined).length)
      throw new UnusualError('runs of text');
    context.largestObjectNumber = bodies.findLastIndex((body) => body > 0);
    const trailer = read.object(indexOf(bytes, 'trailer', bytes.length - 1024) + 'trailer'.length);
    if (!(trailer instanceof PDFDict) || trailer.has(name('Encrypt')) || trailer.has(name('Prev')))
      return null;
    const [root, info] = [trailer.get(name('Root')), trailer.get(name('Info'))];
    if (!root || !info) return null;
    context.trailerInfo = { Root: root, Info: info };
    return context.lookup(root) instanceof PDFCatalog ? context : null;
  } catch (cause) {
    if (cause instanceof UnusualError) return null;
    throw cause;
  }
}

const types = {
  Type: name('Type'),
  Catalog: name('Catalog'),
  Pages: name('Pages'),
  Page: name('Page'),
  Length: name('Length'),
  StructElem: name('StructElem'),
  K: name('K'),
  A: name('A'),
} as const;

/** Attributes that say what holds anyway: the browser tells of every cell that it spans one row and one column. */
const oneCell = ['Row', 'Col'].map((side) => Buffer.from(`<</O /Table\n/${side}Span 1>>`, 'latin1'));

/** Reads objects at offsets (ISO 32000-1, 7.3). */
function openReader(
  bytes: Uint8Array,
  context: PDFContext,
  /** Those that are not read; null to read all. */
  runs: Runs | null,
): {
  readonly object: (from: number) => PDFObject;
  /** The object whose first line ends before `from`. */
  readonly indirect: (from: number, number: number) => PDFObject;
  /** How many runs the elements that were read have taken in. */
  readonly taken: () => number;
} {
  const nameAt = openNames(bytes);
  let at = 0;
  /** Whether the children of an element are read, where a run stands for what it holds. */
  let isAmongKids = false;
  /** The number of the object that is read. */
  let own = 0;
  let taken = 0;

  const expect = (word: string): void => {
    for (let i = 0; i < word.length; i++)
      if (bytes[at + i] !== word.charCodeAt(i)) throw new UnusualError(word);
    at += word.length;
  };
  const skip = (): number => (at = skipSpace(bytes, at));
  const wordEnd = (): number => endOfWord(bytes, at + 1);

  const object = (): PDFObject => {
    skip();
    const c = bytes[at] ?? 0;
    if (c === 0x2f) return key();
    if (c === 0x3c) return bytes[at + 1] === 0x3c ? dict() : hexadecimal();
    if (c === 0x5b) return array();
    if (c === 0x28) {
      const from = at;
      at = endOfString(bytes, from);
      return PDFString.of(text(bytes, from + 1, at - 1));
    }
    if (isDigit(c) || c === 0x2d || c === 0x2e || c === 0x2b) return numberOrRef();
    const word = text(bytes, at, wordEnd());
    at += word.length;
    if (word === 'true' || word === 'false') return word === 'true' ? PDFBool.True : PDFBool.False;
    if (word === 'null') return PDFNull;
    throw new UnusualError(word);
  };

  const key = (): PDFName => {
    if (bytes[at] !== 0x2f) throw new UnusualError('name');
    const end = wordEnd();
    const found = nameAt(at + 1, end);
    at = end;
    return found;
  };

  const numberOrRef = (): PDFObject => {
    const end = wordEnd();
    const value = numberAt(bytes, at, end);
    if (Number.isNaN(value)) throw new UnusualError('number');
    at = end;
    // A reference of this file: `12 0 R`.
    if (
      bytes[end] === 0x20 &&
      bytes[end + 1] === 0x30 &&
      bytes[end + 2] === 0x20 &&
      bytes[end + 3] === 0x52
    ) {
      at = end + 4;
      const run = isAmongKids ? undefined : runs?.[value];
      return refTo(run ? run.parent : value);
    }
    if (isDigit(bytes[end + 1] ?? 0) && / \d+ R/y.test(text(bytes, end, end + 12)))
      throw new UnusualError('reference');
    return numberOf(value);
  };

  const hexadecimal = (): PDFObject => {
    const end = bytes.indexOf(0x3e, at);
    if (end < 0) throw new UnusualError('string');
    const value = PDFHexString.of(text(bytes, at + 1, end));
    at = end + 1;
    return value;
  };

  const array = (): PDFArray => {
    const list = PDFArray.withContext(context);
    at++;
    while (bytes[skip()] !== 0x5d) list.push(object());
    at++;
    return list;
  };

  /** The attributes of an element that tell something; null for none. */
  const attributes = (): PDFObject | null => {
    if (bytes[skip()] !== 0x5b) return object();
    const list = PDFArray.withContext(context);
    at++;
    while (bytes[skip()] !== 0x5d) {
      const idle = oneCell.find((one) => isAt(bytes, at, one));
      const value = idle ? null : object();
      // What follows may be a number that belongs to the attributes before it.
      if (value && !(value instanceof PDFDict)) throw new UnusualError('attributes');
      if (value) list.push(value);
      at += idle?.length ?? 0;
    }
    at++;
    return list.size() > 1 ? list : list.size() === 1 ? list.get(0) : null;
  };

  const dict = (): PDFDict => {
    const entries = new Map<PDFName, PDFObject>();
    at += 2;
    let isElement = false;
    const isInside = isAmongKids;
    while (bytes[skip()] !== 0x3e) {
      const one = key();
      isAmongKids = isElement && one === types.K;
      const value: PDFObject | null = isElement && one === types.A ? attributes() : object();
      if (value) entries.set(one, value);
      isElement ||= runs !== null && one === types.Type && value === types.StructElem;
    }
    isAmongKids = isInside;
    expect('>>');
    if (runs && isElement) taken += takeRunsIn(context, entries, own, runs);
    const type = entries.get(types.Type);
    if (type === types.Catalog) return PDFCatalog.fromMapWithContext(entries, context);
    if (type === types.Pages) return PDFPageTree.fromMapWithContext(entries, context);
    if (type === types.Page) return PDFPageLeaf.fromMapWithContext(entries, context);
    return PDFDict.fromMapWithContext(entries, context);
  };

  return {
    object(from) {
      at = from;
      return object();
    },
    taken: () => taken,
    indirect(from, number) {
      at = from;
      own = number;
      const value = object();
      skip();
      if (!(value instanceof PDFDict) || bytes[at] !== 0x73) {
        expect('endobj');
        return value;
      }
      expect('stream');
      if (bytes[at] === 0x0d) at++;
      expect('\n');
      const length = value.get(types.Length);
      if (!(length instanceof PDFNumber)) throw new UnusualError('length');
      const contents = bytes.subarray(at, at + length.asNumber());
      at += contents.length;
      skip();
      expect('endstream');
      return PDFRawStream.of(value, contents);
    },
  };
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
