import { compare } from '../figure.ts';
import type { Fraction } from '../model.ts';

/** A place in a ranking; `ties` counts the others that share it. */
export interface Placing {
  readonly place: number;
  readonly ties: number;
}

/**
 * Ranks values, the highest first: equal values share a place and the next places are skipped (1, 2, 2, 4).
 * Equality is exact. The order of `values` is kept and does not matter.
 */
export function rank(values: ReadonlyMap<string, Fraction>): ReadonlyMap<string, Placing> {
  const sorted = [...values].sort(([, a], [, b]) => compare(b, a));
  const placings = new Map<string, Placing>();
  for (let start = 0; start < sorted.length;) {
    const highest = sorted[start]?.[1];
    let end = start + 1;
    for (let next = sorted[end]; highest && next && compare(next[1], highest) === 0; next = sorted[end])
      end++;
    for (const [id] of sorted.slice(start, end)) {
      placings.set(id, { place: start + 1, ties: end - start - 1 });
    }
    start = end;
  }
  return placings;
}
