import { formatCount, formatFigure, formatHundredths, toHundredths } from '../figure.ts';
import { error, type Message } from '../messages.ts';
import type { Country, CountryScores, Edition, Index, PublishedRow, ScoreRow } from '../model.ts';
import { fieldNames, fieldOf } from './fields.ts';

/** Rows with gaps that are told one by one; more of them have one cause. */
const few = 5;

/**
 * The published ranks that an incomplete edition lacks: a message for every row of the published table with gaps, and
 * one for all countries that have no row. `absent` are the countries without scores.
 */
export function missingRanks(
  edition: Edition,
  unranked: readonly CountryScores[],
  published: ReadonlyMap<string, PublishedRow>,
  index: Index,
  absent: readonly Country[],
): readonly Message[] {
  const path = `data/published/${edition.id}.csv`;
  const lacks = `data/scores/${edition.id}.csv lacks ${listOf(absent)}, so ranks cannot be computed`;
  const hint = `enter the published ranks, or add the scores: ${lacks}`;
  const incomplete = unranked.filter(({ country }) => published.has(country.iso3));
  if (incomplete.length > few) {
    const names = listOf(incomplete.map(({ country }) => country));
    const reason = `Unexpected absence of published ranks of ${names}, expected them, or a score of every country`;
    return [error('score:published-rank', reason, { path, hint })];
  }
  const gaps = unranked.flatMap(({ country, ranks }) => {
    const row = published.get(country.iso3);
    if (!row) return [];
    const missing = index.components.filter(({ id }) => !ranks.has(id));
    const expected = missing.flatMap(({ id }) => fieldNames.map((field) => `${id}-rank-${field}`));
    const reason = `Unexpected absence of published ranks of ${listOf([country])}, expected ${expected.join(', ')}`;
    const place = { line: row.line, column: 1 };
    return [error('score:published-rank', reason, { path, place, expected, hint })];
  });
  const rowless = unranked.map(({ country }) => country).filter(({ iso3 }) => !published.has(iso3));
  if (rowless.length === 0) return gaps;
  const reason = `Unexpected absence of published ranks of ${listOf(rowless)}, expected a row in the table`;
  return [...gaps, error('score:published-rank', reason, { path, hint })];
}

/** "Peru (PER), Chile (CHL), Cuba (CUB) and 3 more". */
function listOf(countries: readonly Country[]): string {
  const names = countries.slice(0, 3).map(({ name, iso3 }) => `${name} (${iso3})`);
  const more = countries.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
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
        hint: 'correct the one that was mistyped; where the score has been changed on purpose, change or empty the published figure',
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
