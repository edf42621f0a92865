import type { Pattern } from './patterns.ts';
import { buildTrie, type Trie } from './trie.ts';

const magic = 0x62ad7968;
const version = 0;

/** Bits that are needed to write a number. */
function bits(value: number): number {
  return value > 0 ? 1 + Math.floor(Math.log2(value)) : 0;
}

function words(values: Iterable<number>): Buffer {
  const list = Uint32Array.from(values, (value) => value >>> 0);
  const buffer = Buffer.alloc(list.length * 4);
  list.forEach((value, i) => buffer.writeUInt32LE(value, i * 4));
  return buffer;
}

/**
 * A hyphenation dictionary in the binary form (.hyb, version 0) that Chromium reads, after the description in
 * Android's text layout library, minikin: header, alphabet, packed trie, pool of patterns; all little-endian.
 */
export function hyphenationDictionary(patterns: readonly Pattern[]): Uint8Array {
  const trie = buildTrie(patterns);
  const alphabet = alphabetTable(trie);
  const pool = patternPool(trie);
  const table = trieTable(trie, pool.index);
  const start = 24;
  const trieAt = start + alphabet.length;
  const poolAt = trieAt + table.length;
  const header = words([magic, version, start, trieAt, poolAt, poolAt + pool.bytes.length]);
  return Buffer.concat([header, alphabet, table, pool.bytes]);
}

/** Direct table (format 0) where the letters lie close together, else a sorted list of pairs (format 1). */
function alphabetTable({ codes }: Trie): Buffer {
  const letters = [...codes]
    .filter(([letter]) => letter !== '.')
    .map(([letter, code]) => [letter.codePointAt(0) ?? 0, code] as const)
    .sort(([a], [b]) => a - b);
  const first = letters[0]?.[0] ?? 0;
  const last = letters.at(-1)?.[0] ?? 0;
  if (last - first < 1024 && codes.size < 256) {
    const table = Buffer.alloc(Math.ceil((last - first + 1) / 4) * 4);
    for (const [letter, code] of letters) table[letter - first] = code;
    return Buffer.concat([words([0, first, last + 1]), table]);
  }
  return Buffer.concat([
    words([1, letters.length]),
    words(letters.map(([letter, code]) => letter * 2048 + code)),
  ]);
}

/** Each distinct list of levels once: its length (6 bits), the zeros cut from its end (6), its place in the pool (20). */
function patternPool({ nodes }: Trie): {
  readonly bytes: Buffer;
  readonly index: ReadonlyMap<string, number>;
} {
  const entries = [0];
  const index = new Map<string, number>();
  const raw: number[] = [];
  const places = new Map<string, number>();
  for (const { levels } of nodes) {
    if (!levels || index.has(levels.join())) continue;
    const kept = levels.slice(0, levels.findLastIndex((level) => level !== 0) + 1);
    const at = places.get(kept.join()) ?? raw.length;
    if (at === raw.length) {
      places.set(kept.join(), at);
      raw.push(...kept);
    }
    index.set(levels.join(), entries.length);
    entries.push(kept.length * 2 ** 26 + (levels.length - kept.length) * 2 ** 20 + at);
  }
  const head = words([0, entries.length, 16 + 4 * entries.length, raw.length]);
  return { bytes: Buffer.concat([head, words(entries), Buffer.from(raw)]), index };
}

/** One word a cell: the letter that leads here, the place of the node's children, the number of its pattern. */
function trieTable({ codes, nodes, size }: Trie, pattern: ReadonlyMap<string, number>): Buffer {
  const linkShift = bits(Math.max(...codes.values()));
  const patternShift = linkShift + bits(size - 1);
  if (bits(pattern.size) + patternShift > 32) throw new RangeError('too many patterns for a .hyb dictionary');
  const cells = new Array<number>(size).fill(0);
  const add = (at: number, value: number): void => {
    cells[at] = (cells[at] ?? 0) + value;
  };
  for (const { at, levels, children } of nodes) {
    if (levels) add(at, (pattern.get(levels.join()) ?? 0) * 2 ** patternShift);
    for (const [code, child] of children) add(at + code, child.at * 2 ** linkShift + code);
  }
  const head = [
    version,
    2 ** linkShift - 1,
    linkShift,
    2 ** patternShift - 2 ** linkShift,
    patternShift,
    size,
  ];
  return words([...head, ...cells]);
}
