import { CsvError, parse } from 'csv-parse/sync';
import { error, type Checked } from '../messages.ts';

/** Codes of countries by their other names, from the text of data/spellings.csv; '' when there is none. */
export function readSpellings(text: string): Checked<ReadonlyMap<string, string>> {
  try {
    const rows = parse(text, {
      bom: true,
      from_line: 2,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return { value: new Map(rows.map(([spelling = '', iso3 = '']) => [spelling, iso3])), messages: [] };
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const place = { line: typeof cause.lines === 'number' ? cause.lines : 1, column: 1 };
    const reason =
      'Unexpected quote that does not end its cell, expected a quote before a comma or a line end';
    const hint = 'close the quote, or remove it';
    return {
      value: new Map(),
      messages: [error('import:cell', reason, { path: 'data/spellings.csv', place, hint })],
    };
  }
}
