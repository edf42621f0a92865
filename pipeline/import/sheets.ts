import { error, type Message } from '../messages.ts';
import { csvSheet } from './csv-sheet.ts';
import { readWorkbook, type WorkbookSheet } from './workbook.ts';

interface SheetRequest {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Edition of a table that does not name its own. */
  readonly edition: string | null;
}

export interface EditionSheet {
  readonly sheet: WorkbookSheet;
  readonly edition: string;
  /** The cell that names the edition; A1 where it is known from elsewhere. */
  readonly at: string;
}

/** The sheets of a file with the edition of each; those that are no tables are left out. */
export async function sheetsOf({ bytes, edition, file }: SheetRequest): Promise<{
  readonly value: readonly EditionSheet[];
  readonly messages: readonly Message[];
}> {
  if (/\.csv$/i.test(file)) {
    const known = edition ?? /(?:^|[^\d])(\d{4})(?:[^\d]|$)/.exec(file)?.[1] ?? null;
    const { value: sheet, messages } = csvSheet(bytes, file);
    return { value: sheet ? editionsOf(sheet, known) : [], messages };
  }
  const { value, messages } = await readWorkbook(bytes, file);
  const only = value.length === 1 ? edition : null;
  const found = value.flatMap((sheet) => {
    const strict = /^(\d{4})[ _-]*(data ?set|data|scores)$/i.exec(sheet.name.trim())?.[1];
    // Another name with a year is that of a table when there is a column of countries.
    const year = strict ?? (hasCountries(sheet) ? /(?:^|\D)(\d{4})(?!\d)/.exec(sheet.name)?.[1] : undefined);
    return year === undefined ? editionsOf(sheet, only) : [{ sheet, edition: year, at: 'A1' }];
  });
  return { value: found, messages: [...messages, ...twins(found, file)] };
}

function hasCountries({ cells }: WorkbookSheet): boolean {
  const top = topOf(cells);
  return cells.some(
    ({ row, value }) => row === top && /^(country|countries|iso ?3?)$/i.test(String(value).trim()),
  );
}

/** The first row that has a cell. There may be more cells than a call takes arguments. */
function topOf(cells: WorkbookSheet['cells']): number {
  return cells.reduce((top, { row }) => Math.min(top, row), Infinity);
}

/** A message for each sheet of an edition that another sheet has already: nobody can say which of the two holds. */
function twins(sheets: readonly EditionSheet[], file: string): Message[] {
  return sheets.flatMap(({ edition, sheet }, i) => {
    const first = sheets.findIndex((one) => one.edition === edition);
    const other = sheets[first]?.sheet.name ?? '';
    if (first === i || other === sheet.name) return [];
    const reason = `Unexpected second sheet of edition ${edition}, the first is "${other}"`;
    return [error('import:sheet', reason, { path: `${file}!${sheet.name}!A1`, hint: 'keep one of the two' })];
  });
}

/**
 * A sheet as one for each edition of its edition column, when it has such a column and one of countries, as an export
 * has; else as one of the edition that is known from elsewhere, and none when nobody knows the edition.
 */
function editionsOf(sheet: WorkbookSheet, known: string | null): readonly EditionSheet[] {
  const top = topOf(sheet.cells);
  const header = sheet.cells.filter(({ row }) => row === top);
  const column = (name: string): string | undefined =>
    header.find(({ value }) => String(value).trim().toLowerCase() === name)?.column;
  const edition = column('edition');
  if (edition === undefined || column('since') !== undefined) {
    return known === null ? [] : [{ sheet, edition: known, at: 'A1' }];
  }
  const editions = new Map<number, string>();
  const first = new Map<string, string>();
  for (const { column: at, ref, row, value } of sheet.cells) {
    if (at !== edition || row === top) continue;
    const one = String(value).trim();
    editions.set(row, one);
    if (!first.has(one)) first.set(one, ref);
  }
  return [...first].map(([one, at]) => ({
    sheet: {
      ...sheet,
      cells: sheet.cells.filter(({ row }) => row === top || editions.get(row) === one),
    },
    edition: one,
    at,
  }));
}
