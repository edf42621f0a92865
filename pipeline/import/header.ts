import { indicatorsOf } from '../components.ts';
import { nearest, type Message } from '../messages.ts';
import type { Index } from '../model.ts';
import { columnOf, type Column } from './columns.ts';
import { plainName } from './names.ts';
import { problem, type Place } from './place.ts';
import type { WorkbookCell } from './workbook.ts';

/** The cells of a row by the letter of their column, with the number of the row. */
export type SheetRow = readonly [number, ReadonlyMap<string, WorkbookCell>];

/** What each column of the row of names holds, by its letter; names that nobody knows and doubled ones are messages. */
export function readHeader(
  cells: ReadonlyMap<string, WorkbookCell>,
  index: Index,
  place: Place,
  messages: Message[],
  notes: string[],
): ReadonlyMap<string, Column> {
  const columns = new Map<string, Column>();
  const known = [...indicatorIds(index), 'country', 'continent', 'region'];
  for (const [letter, cell] of cells) {
    const text = String(cell.value).trim();
    if (text === '') continue;
    const column = columnOf(text, index);
    if (!column) {
      const near = nearest(text.toLowerCase().replace(/ /g, '-'), known);
      messages.push(
        problem(
          place,
          cell.ref,
          `Unexpected column "${text}", expected an indicator or a mean of the index`,
          near ? `did you mean ${near}?` : 'remove the column, or add the indicator to data/index.yaml',
        ),
      );
      if (near) columns.set(letter, { kind: 'misspelt', meant: near });
      continue;
    }
    const id = 'id' in column ? column.id : column.kind;
    const twin = [...columns].find(([, one]) => ('id' in one ? one.id : one.kind) === id);
    if (twin && column.kind !== 'derived')
      messages.push(
        problem(
          place,
          cell.ref,
          `Unexpected second column of ${id}, the first is ${twin[0]}`,
          'keep one of the two',
        ),
      );
    else columns.set(letter, column);
    if ('id' in column && plainName(text) !== plainName(column.id))
      notes.push(`${place.sheet}: column "${text}" is ${column.id}`);
  }
  return settled(columns);
}

/**
 * A name stands for the country where there is no code; and where a table holds what follows from its scores (our own
 * export does), its means are not taken for published ones.
 */
function settled(columns: ReadonlyMap<string, Column>): ReadonlyMap<string, Column> {
  const kinds = new Set([...columns.values()].map(({ kind }) => kind));
  return new Map(
    [...columns].map(([letter, column]): [string, Column] => {
      if (column.kind === 'name') return [letter, { kind: kinds.has('country') ? 'derived' : 'country' }];
      return [letter, column.kind === 'mean' && kinds.has('derived') ? { kind: 'derived' } : column];
    }),
  );
}

/** The columns but those of scores that hold nothing: an export has them for indicators that an edition lacks. */
export function withoutEmpty(
  columns: ReadonlyMap<string, Column>,
  body: readonly SheetRow[],
  expected: readonly string[] | null,
): ReadonlyMap<string, Column> {
  const isEmpty = (letter: string): boolean =>
    body.every(([, cells]) => String(cells.get(letter)?.value ?? '').trim() === '');
  return new Map(
    [...columns].filter(
      ([letter, column]) =>
        column.kind !== 'score' || expected?.includes(column.id) === true || !isEmpty(letter),
    ),
  );
}

/** Ids of all indicators, in the order of the index. */
export function indicatorIds({ components }: Index): string[] {
  return components.flatMap(indicatorsOf).map(({ id }) => id);
}
