import { warning, type Message } from '../messages.ts';
import type { Edition, Manuscript, PublishedRow, ScoreRow } from '../model.ts';
import type { CountryRows } from './country-rows.ts';

/** The tables of one edition: null when the columns are wrong, undefined when there is no file. */
export interface EditionTables {
  readonly scores: CountryRows<ScoreRow> | null | undefined;
  readonly published: CountryRows<PublishedRow> | null | undefined;
}

/**
 * The score rows of an edition that can be relied on. In an edition that names all `size` countries a faulty row takes
 * all others with it, because every rank depends on it; in any other it stands alone, together with its published ranks.
 */
export function soundRows({ scores, published }: EditionTables, size: number): ReadonlyMap<string, ScoreRow> {
  if (!scores) return new Map();
  if (scores.rows.size === size) return scores.rows;
  if (published === null || scores.rows.size + scores.faulty.length >= size) return new Map();
  const faulty = new Set(published?.faulty);
  return new Map([...scores.rows].filter(([iso3]) => !faulty.has(iso3)));
}

/** Warns of tables of all countries whose ranks cannot be computed, as `soundRows` leaves all their rows out. */
export function brokenEditions(
  tables: ReadonlyMap<string, CountryRows<ScoreRow> | null>,
  size: number,
): readonly Message[] {
  return [...tables].flatMap(([id, table]) => {
    if (!table || table.rows.size === size || table.rows.size + table.faulty.length < size) return [];
    const reason =
      'Unexpected fault in a table of all countries, expected none: every rank depends on every row, so nothing of the edition is printed';
    const details = { path: `data/scores/${id}.csv`, place: { line: 1, column: 1 } };
    return [warning('validate:whole-edition', reason, { ...details, hint: 'mend the rows that are named' })];
  });
}

/** Warns of an edition without a table of scores (`tables` are those there are), of a table without rows, and of a narrative of a country that has none. */
export function absentScores(
  editions: ReadonlyMap<string, Edition>,
  tables: ReadonlySet<string>,
  scores: ReadonlyMap<string, CountryRows<ScoreRow> | null>,
  manuscripts: readonly Manuscript[],
): readonly Message[] {
  const first = { line: 1, column: 1 };
  const bare = [...editions.keys()].filter((id) => !tables.has(id));
  return [
    ...bare.map((id) => {
      const reason = `Unexpected edition without scores, expected data/scores/${id}.csv: nothing is printed of it`;
      const path = `data/editions/${id}.yaml`;
      return warning('validate:reference', reason, { path, place: first, hint: 'add the table of scores' });
    }),
    ...[...scores].flatMap(([id, table]) => {
      if (!table || table.rows.size + table.faulty.length > 0) return [];
      const reason = 'Unexpected table without rows, expected one for each country: nothing is printed of it';
      const details = {
        path: `data/scores/${id}.csv`,
        place: first,
        hint: 'add the scores below the names of the columns',
      };
      return [warning('validate:reference', reason, details)];
    }),
    ...manuscripts.flatMap(({ path, iso3, edition }) => {
      const table = scores.get(edition);
      if (!table || table.rows.has(iso3) || table.faulty.some((code) => code === iso3 || code === ''))
        return [];
      const reason = `Unexpected narrative of a country without scores, expected a row ${iso3} in data/scores/${edition}.csv`;
      const hint = 'add the row; until then the narrative is not printed';
      return [warning('validate:reference', reason, { path, place: first, hint })];
    }),
  ];
}
