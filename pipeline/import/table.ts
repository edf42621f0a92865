import type { Message } from '../messages.ts';
import type { Country, Hundredths, Index, RankPlaces } from '../model.ts';
import { columnOf, type Column } from './columns.ts';
import { indicatorIds, readHeader, withoutEmpty, type SheetRow } from './header.ts';
import { problem, type Place } from './place.ts';
import { plainName, type CountryNames } from './names.ts';
import type { WorkbookCell, WorkbookSheet } from './workbook.ts';

/** What a table says of one country: figures by id. */
export interface ImportedRow {
  readonly country: Country;
  readonly scores: ReadonlyMap<string, Hundredths>;
  readonly means: ReadonlyMap<string, Hundredths>;
  /** By id of the top component; only a brief tells them. */
  readonly ranks: ReadonlyMap<string, RankPlaces>;
}

export interface ImportedTable {
  readonly edition: string;
  /** Where the row of names begins: file, sheet and cell. */
  readonly header: string;
  /** Ids of the indicators that have a column, in the order of the index. */
  readonly indicators: readonly string[];
  /** Names that misspelt columns are near to. */
  readonly meant: readonly string[];
  readonly rows: readonly ImportedRow[];
  /** What was renamed, merged or passed over, one line each. */
  readonly notes: readonly string[];
  readonly messages: readonly Message[];
}

/** Missing means nothing here: these are refused by name, so that the editor knows what was meant. */
const absent = /^(|-|–|n\/?a|na|null|none|\.\.)$/i;

/**
 * Reads one sheet: its first row with a country column names the columns. Every faulty cell is a message
 * `file!sheet!cell`. `expected` are the indicators of the edition, where the project knows it.
 */
export function readTable(
  sheet: WorkbookSheet,
  edition: string,
  expected: readonly string[] | null,
  index: Index,
  names: CountryNames,
  file: string,
): ImportedTable {
  const place = { file, sheet: sheet.name };
  const messages: Message[] = [];
  const notes: string[] = [];
  const rows = rowsOf(sheet);
  const start = rows.findIndex(([, cells]) =>
    [...cells.values()].some((cell) =>
      ['country', 'name'].includes(columnOf(String(cell.value), index)?.kind ?? ''),
    ),
  );
  const header = rows[start];
  if (!header) {
    const reason = 'Unexpected sheet without a column of countries, expected a row of column names';
    return {
      edition,
      header: `${file}!${sheet.name}!A1`,
      indicators: [],
      meant: [],
      rows: [],
      notes,
      messages: [problem(place, 'A1', reason, 'name the column "Country"')],
    };
  }
  const body = rows.slice(start + 1);
  const named = readHeader(header[1], index, place, messages, notes);
  const columns = withoutEmpty(named, body, expected);
  const indicators = indicatorIds(index).filter((id) =>
    [...columns.values()].some((one) => one.kind === 'score' && one.id === id),
  );
  const seen = new Map<string, string>();
  const imported = body.flatMap(([number, cells]) => {
    const row = readRow(cells, columns, names, index, place, messages, notes);
    if (!row) return [];
    const first = seen.get(row.country.iso3);
    const at = `${[...columns].find(([, { kind }]) => kind === 'country')?.[0] ?? 'A'}${number}`;
    if (first)
      messages.push(
        problem(
          place,
          at,
          `Unexpected second row of ${row.country.name}, the first is ${first}`,
          'keep one of the two',
        ),
      );
    seen.set(row.country.iso3, first ?? at);
    return first ? [] : [row];
  });
  if (sheet.hiddenRows.length > 0)
    notes.push(`${sheet.name}: ${sheet.hiddenRows.length} hidden rows are read like the others`);
  const at = `${file}!${sheet.name}!A${header[0]}`;
  const meant = [...columns.values()].flatMap((one) => (one.kind === 'misspelt' ? one.meant : []));
  return { edition, header: at, indicators, meant, rows: imported, notes: [...new Set(notes)], messages };
}

function rowsOf({ cells }: WorkbookSheet): readonly SheetRow[] {
  const rows = new Map<number, Map<string, WorkbookCell>>();
  for (const cell of cells) {
    const row = rows.get(cell.row) ?? new Map<string, WorkbookCell>();
    rows.set(cell.row, row.set(cell.column, cell));
  }
  return [...rows].sort(([a], [b]) => a - b);
}

function readRow(
  cells: ReadonlyMap<string, WorkbookCell>,
  columns: ReadonlyMap<string, Column>,
  names: CountryNames,
  index: Index,
  place: Place,
  messages: Message[],
  notes: string[],
): ImportedRow | null {
  const letterOf = (kind: Column['kind']): string =>
    [...columns].find(([, one]) => one.kind === kind)?.[0] ?? '';
  const cell = cells.get(letterOf('country'));
  const spelling = String(cell?.value ?? '').trim();
  if (!cell || spelling === '') {
    const [first] = cells.values();
    const filled = [...cells.values()].some(({ value }) => String(value).trim() !== '');
    if (first && filled)
      messages.push(
        problem(
          place,
          first.ref,
          'Unexpected row without a country, expected its name',
          'remove the row, or name the country',
        ),
      );
    return null;
  }
  const country = names.find(spelling);
  if (!country) {
    const near = names.near(spelling);
    messages.push(
      problem(
        place,
        cell.ref,
        `Unexpected country "${spelling}", expected one of data/countries.csv`,
        near
          ? `did you mean "${near}"? Else add the spelling to data/spellings.csv`
          : 'add the spelling to data/spellings.csv',
      ),
    );
    return null;
  }
  if (country.name !== spelling && country.iso3 !== spelling)
    notes.push(`${place.sheet}: "${spelling}" is ${country.name} (${country.iso3})`);
  const region = String(cells.get(letterOf('region'))?.value ?? '').trim();
  if (region !== '' && plainName(region) !== plainName(country.region)) {
    const whole = `${place.sheet}: region "${region}" is passed over for ${country.region} of data/countries.csv: `;
    const known = notes.findIndex((note) => note.startsWith(whole));
    if (known < 0) notes.push(whole + country.name);
    else notes.splice(known, 1, `${notes[known] ?? ''}, ${country.name}`);
  }

  const scores = new Map<string, Hundredths>();
  const means = new Map<string, Hundredths>();
  for (const [letter, column] of columns) {
    if (!('id' in column)) continue;
    const ref = cells.get(letter)?.ref ?? `${letter}${cell.row}`;
    const figure = readFigure(cells.get(letter), column, index);
    if (typeof figure === 'string')
      messages.push(problem(place, ref, `${figure} for ${column.id} of ${country.name}`, 'correct the cell'));
    else (column.kind === 'score' ? scores : means).set(column.id, figure);
  }
  return { country, scores, means, ranks: new Map() };
}

/** A figure in hundredths, or what is wrong with the cell. Digits that only floating point has written are dropped. */
function readFigure(cell: WorkbookCell | undefined, column: Column, { scale }: Index): Hundredths | string {
  const value = cell?.value ?? '';
  if (cell?.kind === 'error') return `Unexpected error ${value}, expected a figure`;
  const text = String(value).trim();
  if (absent.test(text)) return `Unexpected ${text === '' ? 'empty cell' : `"${text}"`}, expected a figure`;
  if (/^\d+,\d+$/.test(text)) return `Unexpected decimal comma "${text}", expected ${text.replace(',', '.')}`;
  if (!/^\d+(\.\d+)?$/.test(text)) return `Unexpected text "${text}", expected a figure`;
  const hundredths = Math.round(Number(text) * 100);
  if (Math.abs(Number(text) * 100 - hundredths) > 1e-6)
    return `Unexpected figure ${text}, expected at most two decimals`;
  if (hundredths < scale.min || hundredths > scale.max)
    return `Unexpected figure ${text}, expected ${scale.min / 100} to ${scale.max / 100}`;
  if (column.kind === 'score' && (hundredths - scale.min) % scale.step !== 0)
    return `Unexpected figure ${text}, expected steps of ${scale.step / 100}`;
  return hundredths;
}
