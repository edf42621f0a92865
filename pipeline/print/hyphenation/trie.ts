import type { Pattern } from './patterns.ts';

/** A node of the trie: `levels` of the pattern that ends here, children by letter code, `at` its place in the table. */
export interface TrieNode {
  readonly levels: readonly number[] | null;
  readonly children: readonly (readonly [code: number, node: TrieNode])[];
  readonly id: number;
  at: number;
}

export interface Trie {
  /** Letter to code; `.` is 0, letters that are alike share a code. */
  readonly codes: ReadonlyMap<string, number>;
  /** The root first, at place 0. */
  readonly nodes: readonly TrieNode[];
  /** Places in the table: a node's children stand at its own place plus their codes. */
  readonly size: number;
}

interface Growing {
  levels: readonly number[] | null;
  readonly children: Map<number, Growing>;
}

/** Builds the trie of all patterns, with equal branches shared, and finds each node a place in one flat table. */
export function buildTrie(patterns: readonly Pattern[]): Trie {
  const codes = codesOf(patterns);
  const root: Growing = { levels: null, children: new Map() };
  for (const { letters, levels } of patterns) {
    let node = root;
    for (const letter of letters) {
      const code = codes.get(letter) ?? 0;
      const next = node.children.get(code) ?? { levels: null, children: new Map<number, Growing>() };
      node.children.set(code, next);
      node = next;
    }
    const full = Array.from({ length: [...letters].length + 1 }, (_, i) => levels[i] ?? 0);
    const first = full.findIndex((level) => level !== 0);
    node.levels = first < 0 ? [] : full.slice(first);
  }
  const nodes = share(root);
  return { codes, nodes, size: place(nodes, Math.max(...codes.values())) };
}

/** Apostrophes of print and of phonetics: they stand for the one of the keyboard, with which patterns are written. */
const apostrophes = ['\u2019', '\u02bc'];

/**
 * The patterns' letters, then those that stand for them. A word with one letter outside this list is not broken at
 * all, so accented Latin letters that no pattern knows count as their plain letter, and those without one as a letter
 * of no pattern.
 */
function codesOf(patterns: readonly Pattern[]): Map<string, number> {
  const letters = new Set(patterns.flatMap((pattern) => [...pattern.letters]));
  letters.delete('.');
  const codes = new Map([['.', 0]]);
  const alias = (letter: string, code: number | undefined): void => {
    if (code !== undefined && [...letter].length === 1 && !codes.has(letter)) codes.set(letter, code);
  };
  [...letters].sort().forEach((letter, i) => codes.set(letter, i + 1));
  for (const [letter, code] of [...codes]) alias(letter.toUpperCase(), code);
  for (const apostrophe of apostrophes) alias(apostrophe, codes.get("'"));
  if (!codes.has('a')) return codes;
  const unknown = letters.size + 1;
  for (let point = 0xc0; point <= 0x24f; point++) {
    const letter = String.fromCodePoint(point);
    if (/\p{L}/u.test(letter)) alias(letter, codes.get(letter.normalize('NFD').charAt(0)) ?? unknown);
  }
  return codes;
}

/** Equal subtrees become one node. The root comes first, then nodes with many children, which are hardest to place. */
function share(root: Growing): TrieNode[] {
  const known = new Map<string, TrieNode>();
  const visit = ({ levels, children }: Growing): TrieNode => {
    const sorted = [...children]
      .sort(([a], [b]) => a - b)
      .map(([code, child]) => [code, visit(child)] as const);
    const key = `${levels?.join(',') ?? ''}|${sorted.map(([code, { id }]) => `${code}:${id}`).join(' ')}`;
    const node = known.get(key) ?? { levels, children: sorted, id: known.size, at: -1 };
    known.set(key, node);
    return node;
  };
  const top = visit(root);
  const others = [...known.values()].filter((node) => node !== top);
  return [top, ...others.sort((a, b) => b.children.length - a.children.length)];
}

/** First fit: the lowest free place at which all children of the node fall on free cells. Returns the table's length. */
function place(nodes: readonly TrieNode[], highestCode: number): number {
  // Of bytes, as there are millions of looks; a place beyond their end is free.
  let [bases, cells] = [new Uint8Array(1 << 15), new Uint8Array(1 << 15)];
  let [lowestBase, lowestCell, last] = [0, 0, 0];
  for (const node of nodes) {
    const codes = node.children.map(([code]) => code);
    const [first] = codes;
    let at: number;
    if (first === undefined) {
      while (bases[lowestBase] === 1) lowestBase++;
      at = lowestBase;
    } else {
      while (cells[lowestCell] === 1) lowestCell++;
      at = Math.max(0, lowestCell - first);
      while (bases[at] === 1 || !areFree(cells, codes, at)) at++;
    }
    node.at = at;
    if (at + highestCode >= cells.length) [bases, cells] = [longer(bases), longer(cells)];
    bases[at] = 1;
    for (const code of codes) cells[at + code] = 1;
    last = Math.max(last, at);
  }
  return last + highestCode + 1;
}

/** The same bytes and as many free places again. */
function longer(row: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(row.length * 2);
  next.set(row);
  return next;
}

function areFree(cells: Uint8Array, codes: readonly number[], base: number): boolean {
  for (const code of codes) if (cells[base + code] === 1) return false;
  return true;
}
