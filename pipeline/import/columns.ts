import { componentsOf, indicatorsOf } from '../components.ts';
import type { Index } from '../model.ts';
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
  return figuresOf(index).get(name) ?? null;
}

/** Names of the means and scores of each index. */
const known = new WeakMap<Index, ReadonlyMap<string, Column>>();

function figuresOf(index: Index): ReadonlyMap<string, Column> {
  const cached = known.get(index);
  if (cached) return cached;
  const figures = new Map<string, Column>();
  const add = (
    kind: 'mean' | 'score',
    { id, name }: { readonly id: string; readonly name: string },
  ): void => {
    for (const text of [id, name].map(plainName)) if (!figures.has(text)) figures.set(text, { kind, id });
  };
  for (const component of componentsOf(index)) add('mean', component);
  for (const indicator of index.components.flatMap(indicatorsOf)) add('score', indicator);
  known.set(index, figures);
  return figures;
}
