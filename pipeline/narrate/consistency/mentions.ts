import { compare, formatFigure, fromHundredths } from '../../figure.ts';
import { warning, type Message } from '../../messages.ts';
import type { CountryScores, Labels } from '../../model.ts';
import type { SectionText } from '../outline.ts';
import { placeOf } from '../place.ts';
import type { Block } from './blocks.ts';

/** From this score on a section that says nothing of an indicator leaves the reader with a question. */
const high = fromHundredths(700);

/** Indicators with a high score of which their section says nothing, by the terms of the language; none are sought in one without terms. */
export function unmentioned(
  sections: readonly { readonly section: SectionText; readonly blocks: readonly Block[] }[],
  { indicators }: CountryScores,
  { lang, terms }: Labels,
  path: string,
): Message[] {
  return sections.flatMap(({ section: { group, heading }, blocks }) => {
    const text = blocks
      .map((block) => block.text)
      .join('\n')
      .toLowerCase();
    return group.indicators.flatMap(({ id, name }) => {
      const score = indicators.get(id);
      const words = Object.hasOwn(terms, id) ? (terms[id] ?? []) : [];
      if (!score || words.length === 0 || compare(score, high) < 0) return [];
      if ([name, ...words].some((word) => begins(text, word.toLowerCase()))) return [];
      return warning(
        'narrate:unmentioned-indicator',
        `Unexpected silence on "${name}", which scores ${formatFigure(score)}, in the section "${group.section}"`,
        {
          path,
          place: placeOf(heading),
          expected: words,
          hint: `write about it, or add the word that the text uses to terms.${id} in data/labels/${lang}.yaml`,
        },
      );
    });
  });
}

/** True when a word of `text` begins with `word`; both in small letters. */
function begins(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true;
  }
  return false;
}
