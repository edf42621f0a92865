import { formatCount, formatHundredths } from '../figure.ts';
import { error, type Message } from '../messages.ts';
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
export function merge(
  { editions, index, published, scores }: Dataset,
  table: Pick<ImportedTable, 'edition' | 'indicators' | 'rows'>,
): Merged {
  const { edition, rows } = table;
  const indicators = editions.get(edition)?.indicators ?? table.indicators;
  const changes: Change[] = [];
  const keep = (
    iso3: string,
    id: string,
    old: number | undefined,
    imported: number | undefined,
    format: (figure: number) => string = formatHundredths,
  ): string => {
    const [before, after] = [old, imported].map((figure) => (figure === undefined ? '' : format(figure)));
    if (before && after && before !== after) changes.push({ edition, iso3, id, before, after });
    return after || before || '';
  };
  const imported = new Map(rows.map((row) => [row.country.iso3, row]));

  const oldScores =
    scores.get(edition) ?? new Map<string, { readonly scores: ReadonlyMap<string, Hundredths> }>();
  const withScores = rows.filter((row) => row.scores.size > 0).map(({ country }) => country.iso3);
  const codes = [...new Set([...oldScores.keys(), ...withScores])].sort();
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
    .filter(({ means, ranks }) => means.size > 0 || ranks.size > 0)
    .map(({ country }) => country.iso3);
  const publishedTable = [...new Set([...oldRows.keys(), ...withMeans])].sort().map((iso3) => [
    iso3,
    ...components.map((id) =>
      keep(iso3, id, oldRows.get(iso3)?.means.get(id), imported.get(iso3)?.means.get(id)),
    ),
    ...tops.flatMap((id) =>
      places.map((place) => {
        const [old, after] = [oldRows.get(iso3), imported.get(iso3)].map(
          (row) => row?.ranks.get(id)?.[place],
        );
        return keep(iso3, `${id}-rank-${place}`, old, after, formatCount);
      }),
    ),
  ]);

  const files = new Map<string, string>();
  if (codes.length > 0)
    files.set(`data/scores/${edition}.csv`, csv([['iso3', ...indicators], ...scoreTable]));
  if (publishedTable.length > 0) {
    const ranks = tops.flatMap((id) => places.map((place) => `${id}-rank-${place}`));
    files.set(`data/published/${edition}.csv`, csv([['iso3', ...components, ...ranks], ...publishedTable]));
  }
  return { files, changes };
}

/** The message for a change that nobody has allowed. */
export function needsOverwrite({ edition, iso3, id, before, after }: Change): Message {
  return error(
    'import:needs-overwrite',
    `Unexpected change of ${id} of ${iso3} from ${before} to ${after}, expected the figure that is there`,
    {
      path: `data/scores/${edition}.csv`,
      hint: 'add --overwrite if the new figure is right',
    },
  );
}

function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.join(',')}\n`).join('');
}
