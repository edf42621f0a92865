import type { Country, Dataset, Fraction, PublishedRow, Rank, RankPlaces, Ranks } from '../model.ts';
import { fieldNames, fieldOf, fieldsOf, type FieldName } from './fields.ts';
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
  const fields = fieldsOf(entries.map(({ country }) => country));
  const means = new Map(entries.map((entry) => [entry.country.iso3, entry.means]));
  const ranks = new Map(entries.map(({ country }) => [country.iso3, new Map<string, Ranks>()]));
  for (const { id } of dataset.index.components) {
    const placed = new Map<string, Partial<Record<FieldName, Rank>>>();
    for (const field of fieldNames) {
      for (const [name, members] of fields[field]) {
        const values = members.flatMap(({ iso3 }): [string, Fraction][] => {
          const value = means.get(iso3)?.get(id);
          return value ? [[iso3, value]] : [];
        });
        for (const [iso3, placing] of rank(new Map(values))) {
          placed.set(iso3, { ...placed.get(iso3), [field]: { ...placing, of: members.length, name } });
        }
      }
    }
    for (const [iso3, { world, continent, region }] of placed) {
      if (world && continent && region) ranks.get(iso3)?.set(id, { world, continent, region });
    }
  }
  return ranks;
}

/** The published places, among the countries of the table; who shares a place is not known. */
export function publishedRanks(dataset: Dataset, published: ReadonlyMap<string, PublishedRow>): RanksOf {
  const fields = fieldsOf(dataset.countries.values());
  const ranks = new Map<string, ReadonlyMap<string, Ranks>>();
  for (const [iso3, row] of published) {
    const country = dataset.countries.get(iso3);
    if (!country) continue;
    const rankIn = (field: FieldName, places: RankPlaces): Rank => {
      const name = fieldOf(country, field);
      return { place: places[field], of: fields[field].get(name)?.length ?? 0, ties: null, name };
    };
    const ofComponent = [...row.ranks].map(([id, places]): [string, Ranks] => [
      id,
      {
        world: rankIn('world', places),
        continent: rankIn('continent', places),
        region: rankIn('region', places),
      },
    ]);
    ranks.set(iso3, new Map(ofComponent));
  }
  return ranks;
}
