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
 * Reads data/countries.csv, sorted by code. `value` is null when a country may be missing or misplaced in it, so that
 * other files cannot be checked against it.
 */
export function readCountries(file: SourceFile): Checked<ReadonlyMap<string, Country> | null> {
  const { value: table, messages: syntax } = readTable(file, columns);
  if (!table) return { value: null, messages: syntax };
  const messages: Message[] = [...syntax];
  const cellsIn = (column: Column): readonly Cell[] =>
    table.rows.flatMap(({ cells }) => cells.get(column) ?? []);
  const namesIn = (column: Column): readonly Named[] =>
    cellsIn(column)
      .filter(({ text }) => text !== '')
      .map(({ text, place }) => ({ key: text, path: file.path, place }));

  for (const column of columns) {
    const [pattern, expected, hint] = forms[column];
    for (const { text, place } of cellsIn(column)) {
      if (pattern.test(text)) continue;
      const what = text === '' ? 'empty cell' : `"${text}"`;
      const reason = `Unexpected ${what} for ${column}, expected ${expected}`;
      messages.push(error('validate:value', reason, { path: file.path, place, actual: text, hint }));
    }
  }
  messages.push(...regionMessages(file.path, table.rows));
  if (table.rows.length === 0 && messages.length === 0) {
    const place = { line: 1, column: 1 };
    const hint = 'add a row for every country of the index';
    const reason = 'Unexpected table without rows, expected countries';
    messages.push(error('validate:value', reason, { path: file.path, place, hint }));
  }
  const isWhole = messages.length === 0;

  // A country entered twice clashes with itself in every column: told once.
  const twins = duplicates('iso3', namesIn('iso3'), 'remove one of the two rows');
  const twinLines = new Set(twins.map(({ line }) => line));
  const others = (['slug', 'name'] as const).flatMap((column) => {
    const once = namesIn(column).filter(({ place }) => !twinLines.has(place.line));
    return duplicates(column, once, `give every country its own ${column}`);
  });
  messages.push(...twins, ...others);
  const sorted = table.rows.map(countryOf).sort((a, b) => (a.iso3 < b.iso3 ? -1 : 1));
  return { value: isWhole ? new Map(sorted.map((country) => [country.iso3, country])) : null, messages };
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
