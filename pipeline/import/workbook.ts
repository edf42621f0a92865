import { saidBy } from '../failures.ts';
import { error, type Checked } from '../messages.ts';
import { entriesOf } from './archive.ts';
import { inReaderThread } from './reader-thread.ts';

/** A cell of a workbook: `row` counts from 1. Dates and truth values come as text. */
export interface WorkbookCell {
  readonly ref: string;
  readonly column: string;
  readonly row: number;
  readonly kind: 'number' | 'text' | 'error';
  readonly value: string | number;
}

export interface WorkbookSheet {
  readonly name: string;
  readonly hiddenRows: readonly number[];
  readonly cells: readonly WorkbookCell[];
}

/** The most cells that a sheet may have. */
export const mostCells = 200_000;

/**
 * Reads a workbook (.xlsx) in a thread of its own that is ended when it takes too much memory or time. What would
 * unpack to more than 50 MB is refused before the reader sees it.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  path: string,
): Promise<Checked<readonly WorkbookSheet[]>> {
  const refuse = (reason: string, hint: string): Checked<readonly WorkbookSheet[]> => ({
    value: [],
    messages: [
      error('import:workbook', `Unexpected ${reason}, expected a workbook of tables`, { path, hint }),
    ],
  });
  const entries = entriesOf(bytes, 'workbook', '.xlsx');
  if ('reason' in entries) return refuse(entries.reason, entries.hint);
  try {
    const sheets = await inReaderThread<readonly RawSheet[]>(
      new URL('./workbook-worker.mjs', import.meta.url),
      { bytes, mostCells },
    );
    return { value: sheets.map(located), messages: [] };
  } catch (cause) {
    return refuse(
      `workbook that cannot be read${saidBy(cause)}`,
      'open it, save it under another name, and import that',
    );
  }
}

type RawSheet = Omit<WorkbookSheet, 'cells'> & {
  readonly cells: readonly Omit<WorkbookCell, 'column' | 'row'>[];
};

function located({ cells, ...sheet }: RawSheet): WorkbookSheet {
  return {
    ...sheet,
    cells: cells.map((cell) => {
      const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(cell.ref) ?? [];
      return { ...cell, column, row: Number(row) };
    }),
  };
}
