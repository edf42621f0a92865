import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { error, type Checked } from '../messages.ts';
import { mostCells, type WorkbookSheet } from './workbook.ts';

/** The largest table in bytes, as of all tables of the project. */
const largest = 5_000_000;

/** What its reader finds, in plain words, by its code; the line is where it gave up. */
const faults: Readonly<Record<string, readonly [unexpected: string, hint: string]>> = {
  CSV_QUOTE_NOT_CLOSED: ['quote that is never closed', 'close the quote'],
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: [
    'text behind a closing quote',
    'double the quotes inside a cell',
  ],
  CSV_INVALID_CLOSING_QUOTE: ['text behind a closing quote', 'double the quotes inside a cell'],
};

/** A CSV file as a sheet, so that its cells go the same way; null, with a message, where it cannot be read. */
export function csvSheet(bytes: Uint8Array, path: string): Checked<WorkbookSheet | null> {
  const refuse = (what: string, hint: string, line = 1): Checked<null> => ({
    value: null,
    messages: [
      error('import:workbook', `Unexpected ${what}, expected a table with commas`, {
        path,
        place: { line, column: 1 },
        hint,
      }),
    ],
  });
  const tooLarge = 'give the table of one index';
  if (bytes.length > largest) return refuse(`table of ${(bytes.length / 1e6).toFixed(1)} MB`, tooLarge);
  if (!isUtf8(bytes)) return refuse('text that is not UTF-8', 'save it as "CSV UTF-8"');
  const separator = /^[^,\n]*?([;\t|])/.exec(Buffer.from(bytes).toString('utf8').trimStart())?.[1];
  if (separator) {
    const hint = 'export the table as CSV with commas and decimal points';
    return refuse(`${separator === '\t' ? 'tab' : separator} between the columns`, hint);
  }
  let rows: string[][];
  try {
    rows = parse(Buffer.from(bytes), {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const [what, hint] = faults[cause.code] ?? [
      'text that is no table',
      'save it as CSV with commas, in UTF-8',
    ];
    return refuse(what, hint, typeof cause.lines === 'number' ? cause.lines : 1);
  }
  const count = rows.reduce((sum, row) => sum + row.length, 0);
  if (count > mostCells) return refuse(`table of ${count} cells`, tooLarge);
  const cells = rows.flatMap((row, r) =>
    row.map((value, c) => ({
      ref: `${letters(c)}${r + 1}`,
      column: letters(c),
      row: r + 1,
      kind: 'text' as const,
      // An export writes an apostrophe before text that a spreadsheet would run.
      value: value.replace(/^'(?=[=+\-@])/, ''),
    })),
  );
  return { value: { name: 'csv', hiddenRows: [], cells }, messages: [] };
}

/** Column letters as in a spreadsheet: 0 is A, 26 is AA. */
function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}
