import { nearest } from '../messages.ts';
import type { Country } from '../model.ts';

/** One form for all spellings of a name: no accents, small letters, words parted by one space, `and` for `&`. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export interface CountryNames {
  /** The country of a spelling; `undefined` when nobody knows it. */
  find(spelling: string): Country | undefined;
  /** A known name that is near to it. */
  near(spelling: string): string | undefined;
}

/** Names of countries as they stand in the table of countries, and in the table of other spellings. */
export function countryNames(
  countries: ReadonlyMap<string, Country>,
  spellings: ReadonlyMap<string, string>,
): CountryNames {
  const known = new Map<string, Country>();
  for (const country of countries.values()) {
    known.set(plainName(country.name), country);
    known.set(plainName(country.iso3), country);
  }
  for (const [spelling, iso3] of spellings) {
    const country = countries.get(iso3);
    if (country) known.set(plainName(spelling), country);
  }
  return {
    find: (spelling) => known.get(plainName(spelling)),
    near: (spelling) => known.get(nearest(plainName(spelling), known.keys()) ?? '')?.name,
  };
}
