import { error, type Checked, type Message } from '../messages.ts';
import type { Country, SourceFile } from '../model.ts';
import type { Cell } from './csv.ts';
import { duplicates, type Named } from './duplicates.ts';
import { unknownName } from './references.ts';
import { readTable } from './table.ts';

/** A table with a row for a country: what is known of it before its figures are read. */
export interface CountryRows<Row> {
  /** Sound rows, sorted by code. */
  readonly rows: ReadonlyMap<string, Row>;
  /** Codes of rows with a fault, '' for a row whose country is not known. */
  readonly faulty: readonly string[];
}

/**
 * Reads a table whose rows belong to countries, each named once in the column iso3. `countries` is null when the
 * codes cannot be checked. `value` is null when the columns are wrong.
 */
export function readCountryRows<Row>(
  file: SourceFile,
  columns: readonly string[],
  countries: ReadonlyMap<string, Country> | null,
  readRow: (iso3: string, cells: ReadonlyMap<string, Cell>, line: number) => Checked<Row>,
): Checked<CountryRows<Row> | null> {
  const { path } = file;
  const { value: table, messages: syntax } = readTable(file, ['iso3', ...columns]);
  if (!table) return { value: null, messages: syntax };

  const messages: Message[] = [...syntax];
  const rows = new Map<string, Row>();
  const faulty: string[] = Array.from({ length: table.faulty }, () => '');
  const named: Named[] = [];
  for (const { line, cells } of table.rows) {
    const code = cells.get('iso3');
    if (!code) continue;
    const { text: iso3, place } = code;
    named.push({ key: iso3, path, place });
    const strange: Message[] = [];
    if (iso3 === '') {
      const hint = 'enter the code of the country, as in data/countries.csv';
      strange.push(
        error('validate:reference', 'Unexpected empty cell for iso3, expected a country', {
          path,
          place,
          hint,
        }),
      );
    } else if (countries && !countries.has(iso3)) {
      strange.push(unknownName('country', 'data/countries.csv', iso3, countries.keys(), { path, place }));
    }
    const { value, messages: problems } = readRow(iso3, cells, line);
    messages.push(...strange, ...problems);
    if (strange.length + problems.length > 0) faulty.push(strange.length > 0 ? '' : iso3);
    else if (!rows.has(iso3)) rows.set(iso3, value);
  }
  const twice = duplicates(
    'row of',
    named.filter(({ key }) => key !== ''),
    'remove one of the two rows',
  );
  messages.push(...twice);
  for (const iso3 of twice.flatMap(({ actual }) => actual ?? [])) {
    rows.delete(iso3);
    faulty.push(iso3);
  }
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  return { value: { rows: new Map(sorted), faulty }, messages };
}
