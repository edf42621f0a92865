import { CsvError, parse } from 'csv-parse/sync';
import { error, type Checked, type Place } from '../messages.ts';
import type { SourceFile } from '../model.ts';
import { placesIn } from './places.ts';

/** A cell without the spaces around it, and where it begins. */
export interface Cell {
  readonly text: string;
  readonly place: Place;
}

/**
 * The rows of a CSV file (RFC 4180, commas) as they stand, header included, each with at least one cell; rows without any text
 * are left out. `value` is null when a quote is opened and not closed.
 */
export function readCsv({ path, text }: SourceFile): Checked<readonly (readonly Cell[])[] | null> {
  const place = placesIn(text);
  const bytes = Buffer.from(text);

  // The parser says where a cell ends, in bytes; one separator follows, then the next cell begins.
  let [end, next] = [0, 0];
  const cellAt = (content: string, upTo: number): Cell => {
    const raw = bytes.toString('utf8', end, upTo);
    const start = next + raw.length - raw.trimStart().length;
    [end, next] = [upTo + 1, next + raw.length + 1];
    return { text: content, place: place(start) };
  };
  try {
    const rows: Cell[][] = [];
    parse(bytes, {
      trim: true,
      relax_column_count: true,
      record_delimiter: '\n',
      cast: (content, { bytes: upTo, index }) => {
        const cell = cellAt(content, upTo);
        if (index === 0) rows.push([]);
        rows.at(-1)?.push(cell);
        return content;
      },
    });
    return { value: rows.filter((row) => row.some((cell) => cell.text !== '')), messages: [] };
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const reason =
      'Unexpected quote that does not end its cell, expected a quote before a comma or a line end';
    const hint = 'close the quote that opens here, or remove it';
    const at = place(text.indexOf('"', next));
    return { value: null, messages: [error('validate:csv-syntax', reason, { path, place: at, hint })] };
  }
}
