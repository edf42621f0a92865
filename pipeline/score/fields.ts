import type { Country } from '../model.ts';

/** The three fields in which a country has a rank, from the widest. */
export const fieldNames = ['world', 'continent', 'region'] as const;

export type FieldName = (typeof fieldNames)[number];

/** The name of the field that a country belongs to: "World", "Americas", "South America". */
export function fieldOf(country: Country, field: FieldName): string {
  return field === 'world' ? 'World' : country[field];
}

/** The fields of a country with the number of their members among `countries`. */
export function fieldsOf(
  country: Country,
  countries: Iterable<Country>,
): Readonly<Record<FieldName, { readonly name: string; readonly of: number }>> {
  const all = [...countries];
  const count = (field: FieldName): { name: string; of: number } => {
    const name = fieldOf(country, field);
    return { name, of: all.filter((other) => fieldOf(other, field) === name).length };
  };
  return { world: count('world'), continent: count('continent'), region: count('region') };
}
