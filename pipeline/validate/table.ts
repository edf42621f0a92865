import { error, nearest, type Checked, type Message } from '../messages.ts';
import type { SourceFile } from '../model.ts';
import { readCsv, type Cell } from './csv.ts';

/** A row of a table: its cells by column. `line` is where it begins. */
export interface TableRow {
  readonly line: number;
  readonly cells: ReadonlyMap<string, Cell>;
}

/** The sound rows of a table in their order, and how many rows had to be left out. */
export interface Table {
  readonly rows: readonly TableRow[];
  readonly faulty: number;
}

type Row = readonly Cell[];

/** Reads a table that has exactly these columns, in any order. `value` is null when its header is wrong. */
export function readTable(file: SourceFile, columns: readonly string[]): Checked<Table | null> {
  const { value: read, messages } = readCsv(file);
  if (!read) return { value: null, messages };
  const [header, ...body] = read;
  if (!header) {
    const place = { line: 1, column: 1 };
    const hint = `the first row names the columns: ${columns.join(',')}`;
    const reason = 'Unexpected empty file, expected a row of column names';
    return {
      value: null,
      messages: [error('validate:csv-header', reason, { path: file.path, place, hint })],
    };
  }
  const wrong = headerMessages(file.path, header, columns);
  if (wrong.length > 0) return { value: null, messages: wrong };

  const open = body.flat().find(({ text }) => text.includes('\n'));
  if (open) return { value: null, messages: [lineEnd(file.path, open)] };
  const problems = body.map((row) => rowMessages(file.path, row, header.length));
  const rows = body.flatMap((row, i): TableRow[] => {
    if (problems[i]?.length !== 0) return [];
    const cells = new Map(header.flatMap(({ text }, at) => (row[at] ? [[text, row[at]] as const] : [])));
    return [{ line: row[0]?.place.line ?? 0, cells }];
  });
  return { value: { rows, faulty: body.length - rows.length }, messages: problems.flat() };
}

function headerMessages(path: string, header: Row, columns: readonly string[]): readonly Message[] {
  const [only] = header;
  const separator = header.length === 1 ? /[;\t|]/.exec(only?.text ?? '')?.[0] : undefined;
  if (only && separator) {
    const name = separator === '\t' ? 'a tab' : separator;
    const hint = 'export the table as CSV with commas and decimal points';
    const reason = `Unexpected ${name} between the columns, expected a comma`;
    return [error('validate:csv-header', reason, { path, place: only.place, actual: name, hint })];
  }
  // One mistake, not one for each column: a row stands above the names, or they were removed.
  if (only && header.every(({ text }) => nearest(text, columns) === undefined)) {
    const hint = `the first row names the columns, and nothing stands above it: ${columns.join(',')}`;
    const reason = `Unexpected first row "${only.text}", expected the names of the columns`;
    return [error('validate:csv-header', reason, { path, place: only.place, actual: only.text, hint })];
  }
  const messages: Message[] = [];
  const first = new Map<string, Cell>();
  const missing = new Set(columns.filter((column) => !header.some(({ text }) => text === column)));
  for (const cell of header) {
    const { text, place } = cell;
    const twin = first.get(text);
    first.set(text, twin ?? cell);
    if (text === '') {
      const hint = 'name the column, or remove it with the comma before it';
      messages.push(
        error('validate:csv-header', 'Unexpected column without a name, expected a name', {
          path,
          place,
          hint,
        }),
      );
    } else if (twin) {
      messages.push(
        error('validate:duplicate', `Unexpected second column ${text}, expected one`, {
          path,
          place,
          actual: text,
          cause: { path, place: twin.place, reason: 'the first' },
          hint: 'remove one of the two',
        }),
      );
    } else if (!columns.includes(text)) {
      // A misspelt column is one mistake, not an unknown column and a missing one.
      const meant = nearest(text, missing);
      if (meant) missing.delete(meant);
      messages.push(
        error('validate:csv-header', `Unexpected column ${text}, expected one of those described`, {
          path,
          place,
          actual: text,
          expected: columns,
          hint: meant ? `did you mean ${meant}?` : 'remove the column',
        }),
      );
    }
  }
  const end = header.at(-1)?.place;
  for (const column of missing) {
    const reason = `Unexpected absence of the column ${column}, expected it in the first row`;
    const hint = `add the column ${column}`;
    messages.push(error('validate:csv-header', reason, { path, place: end, expected: [column], hint }));
  }
  return messages;
}

/** A cell of several lines is a quote that was closed by a later one: it has swallowed rows. */
function lineEnd(path: string, { place }: Cell): Message {
  const reason = 'Unexpected line end in a cell, expected the closing quote before it';
  const hint = 'close the quote that opens here, or remove it';
  return error('validate:csv-syntax', reason, { path, place, hint });
}

function rowMessages(path: string, row: Row, width: number): readonly Message[] {
  if (row.length === width) return [];
  const reason = `Unexpected number of cells (${row.length}), expected ${width}, one for every column`;
  const comma = row.findIndex((cell, i) => isInteger(cell) && isInteger(row[i + 1]));
  const [whole, decimals] = row.slice(comma, comma + 2);
  if (row.length > width && comma >= 0 && whole && decimals) {
    const [point, text] = ['.', ','].map((mark) => `${whole.text}${mark}${decimals.text}`);
    const hint = `${text} looks like a decimal comma; write ${point}`;
    return [error('validate:csv-syntax', reason, { path, place: whole.place, actual: text, hint })];
  }
  const place = row[Math.min(row.length, width + 1) - 1]?.place;
  const hint =
    row.length > width
      ? 'put a text that holds a comma in quotes, or remove the surplus comma'
      : 'a comma is missing, or the row ends too early';
  return [error('validate:csv-syntax', reason, { path, place, actual: String(row.length), hint })];
}

function isInteger(cell: Cell | undefined): boolean {
  return cell !== undefined && /^\d{1,2}$/.test(cell.text);
}
