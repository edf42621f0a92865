import { formatCount, formatFigure, formatHundredths, toHundredths } from '../figure.ts';
import { error, type Message } from '../messages.ts';
import type { Component, CountryScores, Index, PublishedRow, ScoreRow } from '../model.ts';
import { fieldNames, fieldOf } from './fields.ts';

/** What to say of a country that can be printed neither with computed nor with published ranks. */
export function missingRank(
  { country, edition }: CountryScores,
  component: Component,
  row: PublishedRow | null,
): Message {
  const path = `data/published/${edition.id}.csv`;
  const what = `published ranks of ${country.name} (${country.iso3}) in ${component.name}`;
  return error('score:published-rank', `Unexpected absence of the ${what}, expected the three places`, {
    path,
    place: row ? { line: row.line, column: 1 } : undefined,
    expected: fieldNames.map((field) => `${component.id}-rank-${field}`),
    hint: `data/scores/${edition.id}.csv lacks countries, so ranks cannot be computed: enter the published ones, or add the missing countries`,
  });
}

/**
 * Where published figures differ from those that follow from the scores: means always, as printed (two decimals);
 * ranks only where they are computed.
 */
export function differences(
  index: Index,
  figures: CountryScores,
  scores: ScoreRow,
  published: PublishedRow,
  complete: boolean,
): readonly Message[] {
  const { country } = figures;
  const differs = (what: string, was: string, is: string): Message =>
    error(
      'score:published-differs',
      `Unexpected published ${what} of ${country.name} (${country.iso3}): ${was}, expected ${is}, which follows from the scores`,
      {
        path: published.path,
        place: { line: published.line, column: 1 },
        actual: was,
        expected: [is],
        cause: {
          path: scores.path,
          place: { line: scores.line, column: 1 },
          reason: 'its scores',
        },
        hint: 'correct the published figure or the score that was mistyped',
      },
    );

  const means = [...published.means].flatMap(([id, value]) => {
    const computed = figures.means.get(id);
    if (computed && toHundredths(computed) === value) return [];
    return [differs(`mean in ${id}`, formatHundredths(value), computed ? formatFigure(computed) : 'none')];
  });
  if (!complete) return means;

  const ranks = index.components.flatMap(({ id, name }) => {
    const was = published.ranks.get(id);
    const is = figures.ranks.get(id);
    if (!was || !is) return [];
    return fieldNames
      .filter((field) => was[field] !== is[field].place)
      .map((field) =>
        differs(
          `rank in ${name}, ${fieldOf(country, field)}`,
          formatCount(was[field]),
          formatCount(is[field].place),
        ),
      );
  });
  return [...means, ...ranks];
}
