import { PDFName, PDFNumber, PDFRef } from 'pdf-lib';
import { text } from './content.ts';
import { name } from './tree.ts';

// Values that stand in thousands of places of a file, few of them different: none is ever changed, so that each is made once.

/** More are not kept. */
const most = 10_000;

const numbers = new Map<number, PDFNumber>();

/** The library writes a number out when it is made. */
export function numberOf(value: number): PDFNumber {
  const known = numbers.get(value);
  if (known) return known;
  const made = PDFNumber.of(value);
  if (numbers.size < most) numbers.set(value, made);
  return made;
}

const refs: PDFRef[] = [];

/** The library makes a text of a reference to find out whether it knows it. */
export function refTo(number: number): PDFRef {
  if (number >= most) return PDFRef.of(number);
  return (refs[number] ??= PDFRef.of(number));
}

/** Names by their bytes. There are a few dozen in thousands of places: a text is made of each once. */
export function openNames(bytes: Uint8Array): (from: number, to: number) => PDFName {
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
