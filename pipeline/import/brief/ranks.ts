import type { Message } from '../../messages.ts';
import type { Country, Labels, RankPlaces } from '../../model.ts';
import { plainName } from '../names.ts';
import type { Line } from './line.ts';
import { wordsOf } from './marks.ts';
import { problemAt } from './problem.ts';

/** A rank as the brief prints it: the place of a top component among the countries of the world or of a part of it. */
export interface FoundRank {
  /** Id of the top component. */
  readonly id: string;
  readonly scope: keyof RankPlaces;
  readonly place: number;
  readonly of: number;
  readonly line: Line;
  readonly text: string;
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');

/** A label such as "{place} of {count} {adjective} countries" as a pattern of what it prints. */
function patternOf(label: string): string {
  return quoted(label)
    .replace('\\{place\\}', '(\\d{1,4})\\s*(?:\\p{L}{1,3}|[.ºª°])?')
    .replace('\\{count\\}', '(\\d{1,4})')
    .replace('\\{adjective\\}', '(\\p{Lu}[\\p{L}\\s&-]*?)');
}

/**
 * The ranks of a line that holds nothing else; `null` for any other line. How ranks are written, and the adjectives of
 * continents and regions, come from the labels of the language. `under` is the top component that the line belongs to.
 */
export function ranksIn(
  line: Line,
  under: string | null,
  country: Country,
  { continents, regions, text: words }: Labels,
  file: string,
  messages: Message[],
): readonly FoundRank[] | null {
  const text = wordsOf(line.text).trim();
  const one = `${patternOf(words.rankGroup ?? '')}|${patternOf(words.rankWorld ?? '')}`;
  const found = [...text.matchAll(new RegExp(`(?:${one})[\\s·,;|.]*`, 'giu'))];
  if (found.length === 0 || found.map(([whole]) => whole).join('') !== text) return null;
  return found.flatMap(([whole, groupPlace, groupOf, adjective, worldPlace, worldOf]): FoundRank[] => {
    const is = (name: string | undefined): boolean => plainName(name ?? '') === plainName(adjective ?? '');
    const scope =
      adjective === undefined
        ? 'world'
        : is(continents[country.continent])
          ? 'continent'
          : is(regions[country.region])
            ? 'region'
            : null;
    const refuse = (reason: string, hint: string): FoundRank[] => {
      messages.push(problemAt(file, line, whole.trim(), reason, { hint }));
      return [];
    };
    if (scope === null)
      return refuse(
        `Unexpected rank among ${adjective ?? ''} countries, expected the world, ${country.continent} or ${country.region}`,
        'check the country, or correct the adjective',
      );
    if (under === null)
      return refuse(
        'Unexpected rank before any score, expected the score that it belongs to',
        'put it below its score',
      );
    const [place, of] = [Number(groupPlace ?? worldPlace), Number(groupOf ?? worldOf)];
    if (place < 1 || place > of)
      return refuse(
        `Unexpected rank ${place} of ${of}, expected 1 to ${of}`,
        'correct the rank in the brief',
      );
    return [{ id: under, scope, place, of, line, text: whole.trim() }];
  });
}
