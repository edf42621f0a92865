import { formatHundredths } from '../figure.ts';
import type { Dataset, Hundredths, RankPlaces } from '../model.ts';
import type { ImportedTable } from './table.ts';

/** A score or mean that the project holds already, and what the import says of it. */
export interface Change {
  readonly edition: string;
  readonly iso3: string;
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

/** The files that an import would write, and what it would change in them. */
export interface Merged {
  readonly files: ReadonlyMap<string, string>;
  readonly changes: readonly Change[];
}

const places = ['world', 'continent', 'region'] as const;

/** Puts an imported table into what the project holds: rows and cells that the import does not name stay. */
export function merge({ editions, index, published, scores }: Dataset, table: ImportedTable): Merged {
  const { edition, rows } = table;
  const indicators = editions.get(edition)?.indicators ?? table.indicators;
  const changes: Change[] = [];
  const keep = (
    iso3: string,
    id: string,
    before: Hundredths | undefined,
    after: Hundredths | undefined,
  ): Hundredths | undefined => {
    if (before !== undefined && after !== undefined && before !== after) {
      changes.push({ edition, iso3, id, before: formatHundredths(before), after: formatHundredths(after) });
    }
    return after ?? before;
  };
  const imported = new Map(rows.map((row) => [row.country.iso3, row]));

  const oldScores =
    scores.get(edition) ?? new Map<string, { readonly scores: ReadonlyMap<string, Hundredths> }>();
  const codes = [...new Set([...oldScores.keys(), ...imported.keys()])].sort();
  const scoreTable = codes.map((iso3) => [
    iso3,
    ...indicators.map((id) =>
      keep(iso3, id, oldScores.get(iso3)?.scores.get(id), imported.get(iso3)?.scores.get(id)),
    ),
  ]);

  const components = index.components.flatMap((one) => [one, ...one.components]).map(({ id }) => id);
  const tops = index.components.map(({ id }) => id);
  const oldRows =
    published.get(edition) ??
    new Map<
      string,
      { readonly means: ReadonlyMap<string, Hundredths>; readonly ranks: ReadonlyMap<string, RankPlaces> }
    >();
  const withMeans = [...imported.values()]
    .filter(({ means }) => means.size > 0)
    .map(({ country }) => country.iso3);
  const publishedTable = [...new Set([...oldRows.keys(), ...withMeans])]
    .sort()
    .map((iso3) => [
      iso3,
      ...components.map((id) =>
        keep(iso3, id, oldRows.get(iso3)?.means.get(id), imported.get(iso3)?.means.get(id)),
      ),
      ...tops
        .flatMap((id) => places.map((place) => oldRows.get(iso3)?.ranks.get(id)?.[place] ?? ''))
        .map(String),
    ]);

  const files = new Map([[`data/scores/${edition}.csv`, csv([['iso3', ...indicators], ...scoreTable])]]);
  if (publishedTable.length > 0) {
    const ranks = tops.flatMap((id) => places.map((place) => `${id}-rank-${place}`));
    files.set(`data/published/${edition}.csv`, csv([['iso3', ...components, ...ranks], ...publishedTable]));
  }
  return { files, changes };
}

function csv(rows: readonly (readonly (string | Hundredths | undefined)[])[]): string {
  const cell = (value: string | Hundredths | undefined): string =>
    typeof value === 'number' ? formatHundredths(value) : (value ?? '');
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}
