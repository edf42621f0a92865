import { warning, type Message } from '../../messages.ts';
import type { Country } from '../../model.ts';
import type { Block } from './blocks.ts';

/** The name of a country in a text, and where it stands. */
export interface Named {
  readonly name: string;
  readonly index: number;
}

/** Finds names of countries as words of their own, in any case; the longest first, so that "Guinea" is not found in "Guinea-Bissau". */
export function countriesIn(countries: ReadonlyMap<string, Country>): (text: string) => readonly Named[] {
  const names = [...countries.values()].map(({ name }) => ({ name, sought: name.toLowerCase() }));
  names.sort((a, b) => b.name.length - a.name.length);
  return (text) => {
    let rest = text.toLowerCase();
    return names.flatMap(({ name, sought }) => {
      const index = wordAt(rest, sought);
      if (index < 0) return [];
      rest = rest.slice(0, index) + ' '.repeat(sought.length) + rest.slice(index + sought.length);
      return { name, index };
    });
  };
}

/** Names of other countries in headings: a text, or a part of one, was taken from another brief. */
export function otherCountries(
  blocks: readonly Block[],
  own: Country,
  find: (text: string) => readonly Named[],
  path: string,
): Message[] {
  const headings = blocks.filter(({ type }) => type === 'heading');
  return headings.flatMap(({ text, placeAt }) =>
    find(text)
      .filter(({ name }) => name !== own.name)
      .map(({ name, index }) =>
        warning(
          'narrate:other-country',
          `Unexpected name of ${name} in a heading of the narrative of ${own.name}`,
          {
            path,
            place: placeAt(index),
            actual: name,
            hint: 'see whether the text was taken from another brief',
          },
        ),
      ),
  );
}

/** Where `word` stands in `text` as a word of its own; -1 when nowhere. */
function wordAt(text: string, word: string): number {
  const isLetter = (character: string | undefined): boolean =>
    character !== undefined && /[\p{L}\p{N}]/u.test(character);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return at;
  }
  return -1;
}
