import { Worker } from 'node:worker_threads';
import { error, type Checked } from '../messages.ts';

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

/** What a workbook may cost: unpacked bytes, cells of a sheet, memory of the reader in MB, milliseconds. */
export const workbookLimits = { unpacked: 50_000_000, cells: 200_000, memory: 300, time: 20_000 } as const;

/**
 * Reads a workbook (.xlsx) in a thread of its own that is ended when it takes too much memory or time. What would
 * unpack to more than 50 MB is refused before anything is unpacked.
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
  const entries = entriesOf(bytes);
  if (!entries) return refuse('file that is no .xlsx', 'save it as "Excel workbook (.xlsx)"');
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  if (unpacked > workbookLimits.unpacked) {
    return refuse(
      `workbook of ${Math.round(unpacked / 1e6)} MB unpacked`,
      `at most ${workbookLimits.unpacked / 1e6} MB are read: remove pictures and empty formatted rows`,
    );
  }
  const unsafe = entries.find(({ name }) => name.startsWith('/') || name.split('/').includes('..'));
  if (unsafe) return refuse(`entry ${unsafe.name} that leaves the archive`, 'save the workbook anew');
  const names = entries.map(({ name }) => name);
  if (new Set(names).size < names.length)
    return refuse('archive with two entries of one name', 'save the workbook anew');
  try {
    return { value: (await inWorker(bytes)).map(located), messages: [] };
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    return refuse(
      `workbook that cannot be read (${reason})`,
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

async function inWorker(bytes: Uint8Array): Promise<readonly RawSheet[]> {
  const worker = new Worker(new URL('./workbook-worker.mjs', import.meta.url), {
    workerData: { bytes, mostCells: workbookLimits.cells },
    resourceLimits: { maxOldGenerationSizeMb: workbookLimits.memory },
    execArgv: [],
  });
  let watchdog: NodeJS.Timeout | undefined;
  try {
    return await new Promise<readonly RawSheet[]>((resolve, reject) => {
      watchdog = setTimeout(
        () => reject(new Error(`not read within ${workbookLimits.time / 1000} s`)),
        workbookLimits.time,
      );
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the reader ended early')));
    });
  } finally {
    clearTimeout(watchdog);
    await worker.terminate();
  }
}

interface Entry {
  readonly name: string;
  readonly size: number;
}

/** Names and unpacked sizes from the central directory of a ZIP archive (APPNOTE 4.3.12); null when it has none. */
function entriesOf(bytes: Uint8Array): readonly Entry[] | null {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + 22 > zip.length) return null;
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return null;
    const length = zip.readUInt16LE(at + 28);
    entries.push({ name: zip.toString('utf8', at + 46, at + 46 + length), size: zip.readUInt32LE(at + 24) });
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
