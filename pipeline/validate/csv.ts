import { CsvError, parse } from 'csv-parse/sync';
import { error, type Checked, type Place } from '../messages.ts';
import type { SourceFile } from '../model.ts';
import { placesIn } from './places.ts';

/** What no table of some 200 countries and 40 figures comes near. */
const most = { characters: 1_000_000, rows: 2_000, columns: 500 } as const;

/** A cell without the spaces around it, and where it begins. */
export interface Cell {
  readonly text: string;
  readonly place: Place;
}

/** A cell whose place is worked out when somebody asks for it: of all but the wrong ones nobody does. */
class PlacedCell implements Cell {
  readonly text: string;
  readonly #offset: number;
  readonly #placeAt: (offset: number) => Place;
  constructor(text: string, offset: number, placeAt: (offset: number) => Place) {
    this.text = text;
    this.#offset = offset;
    this.#placeAt = placeAt;
  }
  get place(): Place {
    return this.#placeAt(this.#offset);
  }
}

/** A cell as it is written, up to its comma or line end: the parser tells what cells hold, but not where they stand. */
const written = /([^\S\n]*)(?:"[^"]*(?:""[^"]*)*")?[^,\n]*/y;

/**
 * The rows of a CSV file (RFC 4180, commas) as they stand, header included, each with at least one cell; rows without
 * any text are left out. `value` is null when a quote is opened and not closed.
 */
export function readCsv({ path, text }: SourceFile): Checked<readonly (readonly Cell[])[] | null> {
  const place = placesIn(text);
  const refuse = (what: string, expected: number): Checked<null> => {
    const reason = `Unexpected ${what}, expected at most ${expected}`;
    const hint = 'a table has a row for each country: look for something pasted by mistake';
    const at = { line: 1, column: 1 };
    return { value: null, messages: [error('validate:csv-syntax', reason, { path, place: at, hint })] };
  };
  if (text.length > most.characters) return refuse(`${text.length} characters`, most.characters);
  let records: readonly (readonly Cell[])[];
  try {
    // One row more than there may be tells that there are too many: the rest is not read.
    const to = most.rows + 1;
    records = text.includes('"')
      ? cellsIn(
          text,
          parse(text, { trim: true, relax_column_count: true, record_delimiter: '\n', to }),
          place,
        )
      : withoutQuotes(text, to, place);
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    // `bytes` is the end of the last cell without fault; the quote that is at fault opens the next one.
    const before = Buffer.from(text).toString('utf8', 0, Number(cause.bytes)).length;
    const reason =
      'Unexpected quote that does not end its cell, expected a quote before a comma or a line end';
    const hint = 'close the quote that opens here, or remove it';
    const at = place(text.indexOf('"', before));
    return { value: null, messages: [error('validate:csv-syntax', reason, { path, place: at, hint })] };
  }
  if (records.length > most.rows) return refuse(`row ${records.length}`, most.rows);
  const columns = records.reduce((widest, { length }) => Math.max(widest, length), 0);
  if (columns > most.columns) return refuse(`${columns} columns`, most.columns);
  return { value: records.filter((row) => row.some((cell) => cell.text !== '')), messages: [] };
}

type PlaceAt = (offset: number) => Place;

/** The cells that the parser found, each at its place. */
function cellsIn(text: string, records: readonly (readonly string[])[], placeAt: PlaceAt): Cell[][] {
  let next = 0;
  const cellOf = (content: string): Cell => {
    written.lastIndex = next;
    const [whole = '', blank = ''] = written.exec(text) ?? [];
    const cell = new PlacedCell(content, next + blank.length, placeAt);
    next += whole.length + 1;
    return cell;
  };
  return records.map((record) => record.map(cellOf));
}

/** The cells that the parser would find in a table without quotes, in a tenth of its time: the first `to` rows. */
function withoutQuotes(text: string, to: number, placeAt: PlaceAt): Cell[][] {
  const lines = text.split('\n', to + 1);
  // The end of the last row begins no other.
  if (lines.length <= to && lines.at(-1) === '') lines.pop();
  let next = 0;
  const cellOf = (raw: string): Cell => {
    const content = raw.trim();
    const blank = raw.length === content.length ? 0 : raw.search(/\S|$/);
    const cell = new PlacedCell(content, next + blank, placeAt);
    next += raw.length + 1;
    return cell;
  };
  return lines.slice(0, to).map((line) => line.split(',').map(cellOf));
}
