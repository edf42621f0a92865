import { error, warning, type Message } from '../messages.ts';
import type { Dataset } from '../model.ts';
import { merge, needsOverwrite, type Change } from './merge.ts';
import { countryNames } from './names.ts';
import { sheetsOf, type EditionSheet } from './sheets.ts';
import { readSpellings } from './spellings.ts';
import { readTable, type ImportedTable } from './table.ts';

/** A table of figures to import: a workbook as the publisher offers it, or a CSV file in the form of data/scores. */
export interface ImportRequest {
  /** File name as the user wrote it; its end says what it is. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Edition of a CSV file, which does not say it itself. */
  readonly edition: string | null;
  /** Also change figures that are there already. */
  readonly overwrite: boolean;
  /** Text of data/spellings.csv: other names of countries; '' when there is none. */
  readonly spellings: string;
}

export interface ImportReport {
  /** Files to write, by path; empty when something was refused. */
  readonly files: ReadonlyMap<string, string>;
  readonly changes: readonly Change[];
  /** Countries and indicators by edition. */
  readonly tables: readonly {
    readonly edition: string;
    readonly countries: number;
    readonly indicators: number;
  }[];
  /** What was renamed, merged or passed over. */
  readonly notes: readonly string[];
  readonly messages: readonly Message[];
}

/**
 * Turns a table of figures into the project's own files. One faulty cell and nothing is written; a figure that would
 * change one that is there is shown and needs `overwrite`. Narratives are never touched.
 */
export async function importTables(dataset: Dataset, request: ImportRequest): Promise<ImportReport> {
  const { file } = request;
  const { value: found, messages: unread } = await sheetsOf(request);
  const sheets = found.filter(({ edition }) => canBe(edition, dataset));
  const { value: spellings, messages: misspelt } = readSpellings(request.spellings);
  const names = countryNames(dataset.countries, spellings);
  const tables = sheets.map(({ sheet, edition }) =>
    readTable(sheet, edition, dataset.editions.get(edition)?.indicators ?? null, dataset.index, names, file),
  );
  const messages = [...unread, ...misspelt, ...tables.flatMap((table) => table.messages)];
  messages.push(...unknownCodes(spellings, dataset));
  messages.push(...found.flatMap((one) => (sheets.includes(one) ? [] : [noEdition(one, dataset, file)])));
  if (unread.length === 0 && found.length === 0) {
    messages.push(
      error(
        'import:sheet',
        'Unexpected file without a table of an edition, expected a sheet such as 2023_dataset',
        {
          path: file,
          hint: 'name the sheet after its edition, or give a CSV file with --edition',
        },
      ),
    );
  }
  messages.push(...tables.flatMap((table) => missingColumns(dataset, table)));
  const merged = tables.map((table) => merge(dataset, table));
  const changes = merged.flatMap((one) => one.changes);
  if (changes.length > 0 && !request.overwrite) messages.push(...changes.map(needsOverwrite));

  const files = new Map(merged.flatMap((one) => [...one.files]));
  for (const table of tables) {
    if (dataset.editions.has(table.edition)) continue;
    const { path, text, message } = newEdition(table, dataset, tables);
    files.set(path, text);
    messages.push(message);
  }
  const isRefused = messages.some(({ fatal }) => fatal !== false);
  return {
    files: isRefused ? new Map() : files,
    changes,
    tables: tables.map(({ edition, indicators, rows }) => ({
      edition,
      countries: rows.length,
      indicators: indicators.length,
    })),
    notes: tables.flatMap(({ notes }) => notes),
    messages,
  };
}

/** An edition that the project has, or the year of a new one: it becomes the name of files. */
function canBe(edition: string, { editions }: Dataset): boolean {
  return editions.has(edition) || /^[1-9]\d{3}$/.test(edition);
}

function noEdition({ at, edition, sheet }: EditionSheet, { editions }: Dataset, file: string): Message {
  const reason = `Unexpected edition "${edition}", expected one of ${[...editions.keys()].join(', ')} or the year of a new one`;
  return error('import:sheet', reason, {
    path: `${file}!${sheet.name}!${at}`,
    hint: 'correct the edition; one that is no year is described in data/editions first',
  });
}

/** Warns of spellings of a country that there is not. */
function unknownCodes(spellings: ReadonlyMap<string, string>, { countries }: Dataset): Message[] {
  return [...spellings]
    .filter(([, iso3]) => !countries.has(iso3))
    .map(([spelling, iso3]) =>
      warning(
        'import:cell',
        `Unexpected code "${iso3}" of "${spelling}", expected one of data/countries.csv`,
        {
          path: 'data/spellings.csv',
          hint: 'correct the code',
        },
      ),
    );
}

/**
 * A message for each indicator that has no column: in a workbook always, in a table of our own form when some country
 * would be without its score.
 */
function missingColumns(
  { editions, scores }: Dataset,
  { edition, header, indicators, meant, rows }: ImportedTable,
): Message[] {
  const isWorkbook = /\.xlsx!/i.test(header);
  const isHeld = (iso3: string, id: string): boolean =>
    scores.get(edition)?.get(iso3)?.scores.has(id) === true;
  const missing = (editions.get(edition)?.indicators ?? []).filter(
    (id) =>
      ![...indicators, ...meant].includes(id) &&
      (isWorkbook || rows.some(({ country }) => !isHeld(country.iso3, id))),
  );
  return missing.map((id) =>
    error(
      'import:cell',
      `Unexpected absence of a column for ${id}, expected one: edition ${edition} has it`,
      {
        path: header,
        hint: 'add the column, or take the indicator out of the edition',
      },
    ),
  );
}

/** An edition that nobody has described yet: the workbook tells its indicators, but not the day it was published. */
function newEdition(
  { edition, indicators }: ImportedTable,
  dataset: Dataset,
  tables: readonly ImportedTable[],
): { readonly path: string; readonly text: string; readonly message: Message } {
  const others = [...dataset.editions.keys(), ...tables.map((table) => table.edition)];
  const previous = others
    .filter((one) => one < edition)
    .sort()
    .at(-1);
  const path = `data/editions/${edition}.yaml`;
  const text = [
    '# yaml-language-server: $schema=../schemas/edition.schema.json',
    '# Made by an import, which does not know the day of publication: put it here.',
    `date: ${edition}-01-01`,
    `previous: ${previous === undefined ? 'null' : `"${previous}"`}`,
    'indicators:',
    ...indicators.map((id) => `  - ${id}`),
    '',
  ].join('\n');
  return {
    path,
    text,
    message: warning(
      'import:sheet',
      `Unexpected edition ${edition} without a description: ${path} is made with the first day of the year`,
      { path, hint: 'correct the date of publication' },
    ),
  };
}
