import type { Country } from '../model.ts';

/** The three fields in which a country has a rank, from the widest. */
export const fieldNames = ['world', 'continent', 'region'] as const;

export type FieldName = (typeof fieldNames)[number];

/** The name of the world as a field; continents and regions bear the names of the countries table. */
export const world = 'World';

/** The name of the field that a country belongs to: "World", "Americas", "South America". */
export function fieldOf(country: Country, field: FieldName): string {
  return field === 'world' ? world : country[field];
}

/** The countries of every field, by its kind and name. */
export function fieldsOf(
  countries: Iterable<Country>,
): Readonly<Record<FieldName, ReadonlyMap<string, readonly Country[]>>> {
  const all = [...countries];
  const groups = (field: FieldName): ReadonlyMap<string, readonly Country[]> => {
    const members = new Map<string, Country[]>();
    for (const country of all) {
      const name = fieldOf(country, field);
      const list = members.get(name);
      if (list) list.push(country);
      else members.set(name, [country]);
    }
    return members;
  };
  return { world: groups('world'), continent: groups('continent'), region: groups('region') };
}
