import { formatHundredths } from '../figure.ts';
import { error, type Checked, type Message } from '../messages.ts';
import type {
  Component,
  Country,
  Hundredths,
  Index,
  PublishedRow,
  RankPlaces,
  SourceFile,
} from '../model.ts';
import { readCountryRows, type CountryRows } from './country-rows.ts';
import type { Cell } from './csv.ts';
import { hundredthsOf } from './hundredths.ts';
import { respelling } from './number-cell.ts';

const fields = ['world', 'continent', 'region'] as const;
type Field = (typeof fields)[number];

/** Reads published figures: a mean for every component, three ranks for every top component; any may be empty. */
export function readPublished(
  file: SourceFile,
  index: Index,
  countries: ReadonlyMap<string, Country> | null,
): Checked<CountryRows<PublishedRow> | null> {
  const { path } = file;
  const meanColumns = index.components.flatMap(idsOf);
  const rankColumns = index.components.flatMap(({ id }) => fields.map((field) => `${id}-rank-${field}`));
  return readCountryRows(file, [...meanColumns, ...rankColumns], countries, (iso3, cells, line) => {
    const messages: Message[] = [];
    const read = <T>(column: string, parse: Parse<T>): T | null => {
      const cell = cells.get(column);
      if (!cell || cell.text === '') return null;
      const { value, expected } = parse(cell.text);
      if (value === null) messages.push(wrongFigure(path, column, cell, expected));
      return value;
    };

    const means = new Map<string, Hundredths>();
    for (const id of meanColumns) {
      const value = read(id, (text) => parseMean(text, index));
      if (value !== null) means.set(id, value);
    }
    const ranks = new Map<string, RankPlaces>();
    const country = countries?.get(iso3) ?? null;
    for (const { id } of index.components) {
      const before = messages.length;
      const place = (field: Field): number | null => {
        const of = country && countries ? membersOf(country, field, countries) : Infinity;
        return read(`${id}-rank-${field}`, (text) => parseRank(text, of));
      };
      const [world, continent, region] = [place('world'), place('continent'), place('region')];
      if (world !== null && continent !== null && region !== null)
        ranks.set(id, { world, continent, region });
      else if ((world ?? continent ?? region) !== null && messages.length === before) {
        messages.push(someRanks(path, id, cells));
      }
    }
    return { value: { iso3, means, ranks, path, line }, messages };
  });
}

type Parse<T> = (text: string) => { readonly value: T | null; readonly expected: string };

function idsOf({ id, components }: Component): readonly string[] {
  return [id, ...components.flatMap(idsOf)];
}

function parseMean(text: string, { scale: { min, max } }: Index): ReturnType<Parse<Hundredths>> {
  const value = hundredthsOf(text);
  const expected = `a mean from ${formatHundredths(min)} to ${formatHundredths(max)} with two decimals`;
  return { value: value !== null && value >= min && value <= max ? value : null, expected };
}

function parseRank(text: string, of: number): ReturnType<Parse<number>> {
  const place = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
  const expected = of === Infinity ? 'a whole number from 1' : `a whole number from 1 to ${of}`;
  return { value: place !== null && place <= of ? place : null, expected };
}

/** How many countries are in the world, the continent or the region of `country`. */
function membersOf(country: Country, field: Field, countries: ReadonlyMap<string, Country>): number {
  if (field === 'world') return countries.size;
  let count = 0;
  for (const other of countries.values()) if (other[field] === country[field]) count++;
  return count;
}

function wrongFigure(path: string, column: string, { text, place }: Cell, expected: string): Message {
  const reason = `Unexpected "${text}" for ${column}, expected ${expected}`;
  const hint = respelling(text) ?? 'correct it, or leave the cell empty';
  return error('validate:figure', reason, { path, place, actual: text, expected: [expected], hint });
}

function someRanks(path: string, id: string, cells: ReadonlyMap<string, Cell>): Message {
  const empty = fields.map((field) => `${id}-rank-${field}`).find((column) => cells.get(column)?.text === '');
  const reason = `Unexpected empty cell for ${empty ?? id}, expected all three ranks or none`;
  const place = cells.get(empty ?? 'iso3')?.place;
  return error('validate:figure', reason, { path, place, hint: 'enter the rank that is missing' });
}
