import type { Component, Index } from '../model.ts';
import { plainName } from './names.ts';

/** What a column of a published table holds. */
export type Column =
  | { readonly kind: 'country' | 'name' | 'continent' | 'region' | 'derived' }
  | { readonly kind: 'mean' | 'score'; readonly id: string }
  /** A name that nobody knows, near to one that is known. */
  | { readonly kind: 'misspelt'; readonly meant: string };

/**
 * Finds out by its name what a column holds: ids and names of the index in any spelling, means with or without "avg.".
 * Never by position: the order differs between editions. `null` for a column that nobody knows.
 */
export function columnOf(header: string, index: Index): Column | null {
  const name = plainName(header).replace(/ (avg|average|mean|score)$/, '');
  if (['iso3', 'iso'].includes(name)) return { kind: 'country' };
  if (['country', 'country name'].includes(name)) return { kind: 'name' };
  // Our own export holds what follows from the scores: it is not taken for something published.
  if (name === 'edition' || / (rank|ties) (world|continent|region)$/.test(name)) return { kind: 'derived' };
  if (name === 'continent' || name === 'region') return { kind: name };
  const components = index.components.flatMap(function all(one): Component[] {
    return [one, ...one.components.flatMap(all)];
  });
  const mean = components.find((one) => [one.id, one.name].some((text) => plainName(text) === name));
  if (mean) return { kind: 'mean', id: mean.id };
  const indicators = components.flatMap(({ groups }) => groups.flatMap((group) => group.indicators));
  const score = indicators.find((one) => [one.id, one.name].some((text) => plainName(text) === name));
  return score ? { kind: 'score', id: score.id } : null;
}
