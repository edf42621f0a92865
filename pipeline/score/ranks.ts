import type { Country, Dataset, Fraction, PublishedRow, Rank, Ranks } from '../model.ts';
import { fieldOf, fieldsOf, type FieldName } from './fields.ts';
import { rank } from './rank.ts';

/** Country code to its ranks, by id of the top component. */
export type RanksOf = ReadonlyMap<string, ReadonlyMap<string, Ranks>>;

/** A country and what it is ranked by: its means, by component id. */
export interface Entry {
  readonly country: Country;
  readonly means: ReadonlyMap<string, Fraction>;
}

/** Ranks by the means of the top components, in each of the three fields. */
export function computedRanks(dataset: Dataset, entries: readonly Entry[]): RanksOf {
  const ranks = new Map(entries.map(({ country }) => [country.iso3, new Map<string, Ranks>()]));
  for (const { id } of dataset.index.components) {
    const worlds = ranksIn('world', entries, id);
    const continents = ranksIn('continent', entries, id);
    const regions = ranksIn('region', entries, id);
    for (const [iso3, ofCountry] of ranks) {
      const [world, continent, region] = [worlds.get(iso3), continents.get(iso3), regions.get(iso3)];
      if (world && continent && region) ofCountry.set(id, { world, continent, region });
    }
  }
  return ranks;
}

/** The rank of every country among those of its world, continent or region, by one component. */
function ranksIn(field: FieldName, entries: readonly Entry[], id: string): ReadonlyMap<string, Rank> {
  const values = new Map<string, Map<string, Fraction>>();
  for (const { country, means } of entries) {
    const value = means.get(id);
    if (!value) continue;
    const name = fieldOf(country, field);
    values.set(name, (values.get(name) ?? new Map<string, Fraction>()).set(country.iso3, value));
  }
  const ranks = new Map<string, Rank>();
  for (const [name, members] of values) {
    for (const [iso3, placing] of rank(members)) ranks.set(iso3, { ...placing, of: members.size, name });
  }
  return ranks;
}

/** The published places, among the countries of the table; who shares a place is not known. */
export function publishedRanks(dataset: Dataset, published: ReadonlyMap<string, PublishedRow>): RanksOf {
  const ranks = new Map<string, ReadonlyMap<string, Ranks>>();
  for (const { iso3, ranks: places } of published.values()) {
    const country = dataset.countries.get(iso3);
    if (!country) continue;
    const fields = fieldsOf(country, dataset.countries.values());
    const rankIn = (field: FieldName, place: number): Rank => ({ place, ties: null, ...fields[field] });
    ranks.set(
      iso3,
      new Map(
        [...places].map(([id, { world, continent, region }]) => [
          id,
          {
            world: rankIn('world', world),
            continent: rankIn('continent', continent),
            region: rankIn('region', region),
          },
        ]),
      ),
    );
  }
  return ranks;
}
