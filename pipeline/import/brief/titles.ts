import type { Country, Index } from '../../model.ts';
import { nearest } from '../../messages.ts';
import { outlineOf, type Expected } from '../../outline.ts';
import { plainName } from '../names.ts';

/** What a line that stands alone may be, known by its words; level, bold, capitals and `&` do not matter. */
export type Known =
  | { readonly kind: 'section'; readonly section: Expected }
  /** The name of an indicator over a part of a section: it goes to that section and has no heading of its own. */
  | { readonly kind: 'indicator'; readonly section: Expected; readonly id: string }
  | { readonly kind: 'notice' }
  /** The name of another country, alone on its line. */
  | { readonly kind: 'stranger'; readonly name: string }
  | { readonly kind: 'title'; readonly isCountry: boolean };

export interface Titles {
  /** What a text is, from its letters; `undefined` for prose and for names that nobody knows. */
  find(letters: string): Known | undefined;
  /** How many letters the longest of them has. */
  readonly longest: number;
  /** The section that a misspelt title is near to, with the title as it should be. */
  near(text: string): { readonly known: Known; readonly name: string } | undefined;
}

/** A text by its letters alone, so that breaks of lines and words do not matter. */
export function lettersOf(text: string): string {
  return plainName(text).replace(/ /g, '');
}

/** Everything that may stand alone in a brief on a country: titles of sections, formal words, names. */
export function titlesOf(
  index: Index,
  country: Country,
  edition: string,
  countries: Iterable<Country>,
): Titles {
  const known = new Map<string, Known>();
  const names = new Map<string, string>();
  const add = (name: string, what: Known): void => {
    if (known.has(lettersOf(name))) return;
    known.set(lettersOf(name), what);
    if (what.kind === 'section' || what.kind === 'indicator') names.set(plainName(name), name);
  };
  const outline = outlineOf(index);
  for (const section of outline) add(section.title, { kind: 'section', section });
  for (const section of outline) {
    if (!section.group) continue;
    add(section.group.name, { kind: 'section', section });
    for (const { id, name } of section.group.indicators) add(name, { kind: 'indicator', section, id });
  }
  for (const { text } of [...index.funders, ...index.disclaimers]) add(text, { kind: 'notice' });
  const titles = [index.name, index.shortName, index.publisher].map((title) => [title, false] as const);
  for (const [title, isCountry] of [[country.name, true] as const, ...titles]) {
    for (const text of [title, `${title} ${edition}`]) add(text, { kind: 'title', isCountry });
  }
  add(`${index.name} ${edition} ${country.name}`, { kind: 'title', isCountry: true });
  for (const { name } of countries) add(name, { kind: 'stranger', name });
  return {
    find: (letters) => known.get(letters),
    longest: Math.max(...[...known.keys()].map(({ length }) => length)),
    near(text) {
      const name = names.get(nearest(plainName(text), names.keys()) ?? '');
      const what = name === undefined ? undefined : known.get(lettersOf(name));
      return what && name !== undefined ? { known: what, name } : undefined;
    },
  };
}
