import type { Root } from 'mdast';
import type { Message } from '../../messages.ts';
import type { CountryScores, Dataset, Labels } from '../../model.ts';
import type { SectionText } from '../outline.ts';
import type { PlaceInText } from '../place.ts';
import { blocksOf } from './blocks.ts';
import { countriesIn, otherCountries, type Named } from './countries.ts';
import { contradictingFigures } from './figures.ts';
import { pageFurniture } from './furniture.ts';
import { unmentioned } from './mentions.ts';
import { namesIn } from './names.ts';
import { contradictingRanks } from './ranks.ts';

/** What is the same for all narratives: how indicators and countries are found by their names. */
export interface Known {
  readonly namesIn: (sentence: string) => readonly string[];
  readonly countriesIn: (heading: string) => readonly Named[];
}

export function knownNames({ countries, index }: Pick<Dataset, 'countries' | 'index'>): Known {
  return { namesIn: namesIn(index), countriesIn: countriesIn(countries) };
}

/** A narrative and what it must agree with. */
export interface Told {
  readonly root: Root;
  readonly sections: readonly SectionText[];
  readonly path: string;
  readonly placeInText: PlaceInText;
  readonly known: Known;
  readonly scores: CountryScores;
  readonly labels: Labels;
}

/** Where a narrative contradicts the data, passes over what it should speak of, or holds what is not its own. All are warnings. */
export function checkConsistency(told: Told): Message[] {
  const { root, sections, path, placeInText, known, scores, labels } = told;
  const blocks = blocksOf(root.children, placeInText);
  const texts = sections.map((section) => ({ section, blocks: blocksOf(section.content, placeInText) }));
  return [
    ...contradictingFigures(blocks, scores, labels.lang, known.namesIn, path),
    ...contradictingRanks(blocks, scores, labels.lang, known.namesIn, path),
    ...otherCountries(blocks, scores.country, known.countriesIn, path),
    ...unmentioned(texts, scores, labels, path),
    ...pageFurniture(root, scores.country, path, placeInText),
  ];
}
