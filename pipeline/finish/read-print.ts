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
  PDFRef,
  PDFString,
  type PDFObject,
} from 'pdf-lib';
import { endOfString, endOfWord, numberAt, skipSpace, text } from './content.ts';
import { name } from './tree.ts';

/**
 * Opens a print. What the browser writes is read here: a table of cross-references, plain objects, streams of a direct
 * length. That takes a third of the library's time, which goes byte by byte; it reads whatever is written otherwise.
 * @throws Error for what no one can read.
 */
export async function openPrint(bytes: Uint8Array): Promise<PDFDocument> {
  const context = readObjects(bytes);
  if (!context) return PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  // The library keeps its constructor to itself; `load` calls it like this.
  return Reflect.construct(PDFDocument, [context, false, false]) as PDFDocument;
}

/** All objects of a file; null for one that is written in another way than the browser's. */
function readObjects(bytes: Uint8Array): PDFContext | null {
  try {
    const offsets = offsetsIn(bytes);
    const context = PDFContext.create();
    const read = openReader(bytes, context);
    offsets.forEach((offset, number) => {
      if (offset > 0) context.assign(PDFRef.of(number), read.indirect(offset, number));
    });
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

class UnusualError extends Error {
  override readonly name = 'UnusualError';
}

function indexOf(bytes: Uint8Array, word: string, from: number): number {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(word, Math.max(from, 0));
  if (at < 0) throw new UnusualError(word);
  return at;
}

/** Where each object stands, by its number; 0 for none (ISO 32000-1, 7.5.4). One table, lines of 20 bytes. */
function offsetsIn(bytes: Uint8Array): readonly number[] {
  const end = text(bytes, Math.max(bytes.length - 64, 0), bytes.length);
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(end)?.[1]);
  const head = /^xref\n0 (\d+)\n/.exec(text(bytes, start || 0, Math.min(start + 64, bytes.length)));
  const count = Number(head?.[1]);
  if (!head || start + count * 20 > bytes.length) throw new UnusualError('cross-references');
  const first = start + head[0].length;
  return Array.from({ length: count }, (_, i) => {
    const line = first + i * 20;
    return bytes[line + 17] === 0x6e ? numberAt(bytes, line, line + 10) : 0;
  });
}

const types = {
  Type: name('Type'),
  Catalog: name('Catalog'),
  Pages: name('Pages'),
  Page: name('Page'),
  Length: name('Length'),
} as const;

/** Reads objects at offsets (ISO 32000-1, 7.3). */
function openReader(
  bytes: Uint8Array,
  context: PDFContext,
): {
  readonly object: (from: number) => PDFObject;
  readonly indirect: (from: number, number: number) => PDFObject;
} {
  const nameAt = openNames(bytes);
  // The library makes a text of each number and reference to find out whether it knows it.
  const refs: PDFRef[] = [];
  const refTo = (number: number): PDFRef => (refs[number] ??= PDFRef.of(number));
  let at = 0;

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
      return refTo(value);
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

  const dict = (): PDFDict => {
    const entries = new Map<PDFName, PDFObject>();
    at += 2;
    while (bytes[skip()] !== 0x3e) {
      const one = key();
      entries.set(one, object());
    }
    expect('>>');
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
    indirect(from, number) {
      at = from;
      expect(`${number} 0 obj\n`);
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

/** Small whole numbers, which are most: none of them is ever changed. */
const numbers: PDFNumber[] = [];

function numberOf(value: number): PDFNumber {
  if (!Number.isInteger(value) || value < 0 || value > 2000) return PDFNumber.of(value);
  return (numbers[value] ??= PDFNumber.of(value));
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Names by their bytes. There are a few dozen in thousands of places: a text is made of each once. */
function openNames(bytes: Uint8Array): (from: number, to: number) => PDFName {
  const known = new Map<
    number,
    { readonly from: number; readonly length: number; readonly value: PDFName }
  >();
  return (from, to) => {
    let hash = to - from;
    for (let i = from; i < to; i++) hash = (hash * 31 + (bytes[i] ?? 0)) | 0;
    const found = known.get(hash);
    if (found?.length === to - from && isSame(bytes, found.from, from, found.length)) return found.value;
    const value = name(text(bytes, from, to));
    if (!found) known.set(hash, { from, length: to - from, value });
    return value;
  };
}

function isSame(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[one + i] !== bytes[other + i]) return false;
  return true;
}
