import type { Node, Text } from 'mdast';
import type { Place } from '../messages.ts';

/** Where a node of the parsed file begins; every node of a parsed file has a position. */
export function placeOf(node: Node): Place {
  const { line = 1, column = 1 } = node.position?.start ?? {};
  return { line, column };
}

/** Where the character at `index` of a text stands in the file. */
export type PlaceInText = (node: Text, index: number) => Place;

/** Finds places in the texts of one file, the one that its nodes were parsed from. */
export function placesIn(source: string): PlaceInText {
  const lines = [0, ...Array.from(source.matchAll(/\n/g), ({ index }) => index + 1)];
  const known = new WeakMap<Text, Uint32Array>();
  return (node, index) => {
    const offsets = known.get(node) ?? offsetsOf(node, source);
    known.set(node, offsets);
    const offset = offsets[index] ?? 0;
    const line = lineOf(offset, lines);
    return { line, column: offset - (lines[line - 1] ?? 0) + 1 };
  };
}

/** The last line that begins at or before `offset`, 1-based. */
function lineOf(offset: number, lines: readonly number[]): number {
  let [low, high] = [0, lines.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iy;

/**
 * The offset in the file of every character of a text. The two run apart at entities and backslashes, and at line ends,
 * where the file has spaces and the marks of quotations and lists that the text lacks.
 */
function offsetsOf({ value, position }: Text, source: string): Uint32Array {
  const offsets = new Uint32Array(value.length);
  let at = position?.start.offset ?? 0;
  // As it is written: also an address without marks, in which an entity is none.
  if (source.startsWith(value, at) && position?.end.offset === at + value.length)
    return offsets.map((_, i) => at + i);
  for (let i = 0; i < value.length; i++) {
    while (value[i] === '\n' && /[ \t]/.test(source[at] ?? '')) at++;
    if (value[i - 1] === '\n') while (source[at] !== value[i] && /[ \t>]/.test(source[at] ?? '')) at++;
    offsets[i] = at;
    at += lengthInFile(value, i, source, at);
  }
  return offsets;
}

/** How many characters of the file at `at` stand for the character of `value` at `i`. */
function lengthInFile(value: string, i: number, source: string, at: number): number {
  if (source[at] === '\\') return value[i] === '\\' && source[at + 1] !== '\\' ? 1 : 2;
  if (source[at] !== '&') return 1;
  entity.lastIndex = at;
  const [written] = entity.exec(source) ?? [];
  // A name that nobody knows stays as it is written, but &amp; in front of others is known.
  const isLiteral = written !== '&amp;' && value.startsWith(written ?? '&', i);
  return written === undefined || isLiteral ? 1 : written.length;
}
