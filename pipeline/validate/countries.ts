import { error, type Checked, type Message } from '../messages.ts';
import type { Country, SourceFile } from '../model.ts';
import type { Cell } from './csv.ts';
import { duplicates, type Named } from './duplicates.ts';
import { idPattern, iso3Pattern } from './schemas.ts';
import { readTable, type TableRow } from './table.ts';

const columns = ['iso3', 'slug', 'name', 'continent', 'region'] as const;
type Column = (typeof columns)[number];

/** What a cell holds, and what an editor should write. */
const forms: Readonly<Record<Column, readonly [pattern: RegExp, expected: string, hint: string]>> = {
  iso3: [iso3Pattern, 'an ISO 3166 code of three capital letters', 'write it as PER'],
  slug: [idPattern, 'small letters a to z, digits and single hyphens', 'write it as south-sudan'],
  name: [/./, 'the name of the country', 'enter the name as it is printed'],
  continent: [/./, 'the name of a continent', 'enter the continent'],
  region: [/./, 'the name of a region', 'enter the region'],
};

/**
 * Reads data/countries.csv, sorted by code. `value` is null when its columns are wrong or it has no country; rows
 * with a fault are left out.
 */
export function readCountries(file: SourceFile): Checked<ReadonlyMap<string, Country> | null> {
  const { value: table, messages: syntax } = readTable(file, columns);
  if (!table) return { value: null, messages: syntax };
  const messages: Message[] = [...syntax];
  const cellsOf = (column: Column): readonly (readonly [TableRow, Cell])[] =>
    table.rows.flatMap((row) => {
      const cell = row.cells.get(column);
      return cell ? [[row, cell] as const] : [];
    });

  const faulty = new Set<TableRow>();
  for (const column of columns) {
    const [pattern, expected, hint] = forms[column];
    for (const [row, { text, place }] of cellsOf(column)) {
      if (pattern.test(text)) continue;
      faulty.add(row);
      const what = text === '' ? 'empty cell' : `"${text}"`;
      const reason = `Unexpected ${what} for ${column}, expected ${expected}`;
      messages.push(error('validate:value', reason, { path: file.path, place, actual: text, hint }));
    }
  }
  for (const column of ['iso3', 'slug', 'name'] as const) {
    const named = cellsOf(column).map(([, { text, place }]): Named => ({
      key: text,
      path: file.path,
      place,
    }));
    const once = named.filter(({ key }) => key !== '');
    messages.push(...duplicates(column, once, 'every country has its own row, slug and name'));
  }
  messages.push(...regionMessages(file.path, table.rows));

  const countries = table.rows.filter((row) => !faulty.has(row)).map(countryOf);
  const sorted = countries.sort((a, b) => (a.iso3 < b.iso3 ? -1 : 1));
  if (table.rows.length === 0 && messages.length === 0) {
    const place = { line: 1, column: 1 };
    const hint = 'add a row for every country of the index';
    const reason = 'Unexpected table without rows, expected countries';
    return { value: null, messages: [error('validate:value', reason, { path: file.path, place, hint })] };
  }
  return { value: new Map(sorted.map((country) => [country.iso3, country])), messages };
}

function countryOf({ cells }: TableRow): Country {
  const text = (column: Column): string => cells.get(column)?.text ?? '';
  return {
    iso3: text('iso3'),
    slug: text('slug'),
    name: text('name'),
    continent: text('continent'),
    region: text('region'),
  };
}

/** A region lies in one continent: two continents for it are a slip in one of the rows. */
function regionMessages(path: string, rows: readonly TableRow[]): readonly Message[] {
  const first = new Map<string, Cell>();
  return rows.flatMap(({ cells }) => {
    const [region, continent] = [cells.get('region'), cells.get('continent')];
    if (!region?.text || !continent?.text) return [];
    const known = first.get(region.text);
    if (!known) first.set(region.text, continent);
    if (!known || known.text === continent.text) return [];
    return [
      error(
        'validate:region',
        `Unexpected continent ${continent.text} for ${region.text}, expected ${known.text}`,
        {
          path,
          place: continent.place,
          actual: continent.text,
          expected: [known.text],
          cause: { path, place: known.place, reason: `${region.text} lies in ${known.text}` },
          hint: 'correct the continent or the region',
        },
      ),
    ];
  });
}
