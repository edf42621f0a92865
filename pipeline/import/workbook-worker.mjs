// Runs in a worker thread with limits on its memory: a workbook is content that nobody has checked.
import { parentPort, workerData } from 'node:worker_threads';
import { read } from '@e965/xlsx';

/** Names of error values by their codes (ECMA-376, 18.18.11; [MS-XLS] 2.5.10). */
const errors = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

const { bytes, mostCells } = workerData;
const workbook = read(bytes, {
  type: 'array',
  cellFormula: false,
  cellHTML: false,
  cellText: false,
  cellStyles: true,
});
const sheets = workbook.SheetNames.map((name) => {
  const sheet = workbook.Sheets[name] ?? {};
  const refs = Object.keys(sheet).filter((key) => /^[A-Z]+\d+$/.test(key));
  if (refs.length > mostCells)
    throw new Error(`${name} has ${refs.length} cells, expected at most ${mostCells}`);
  const hiddenRows = (sheet['!rows'] ?? []).flatMap((row, i) => (row?.hidden ? [i + 1] : []));
  const cells = refs.map((ref) => {
    const { t, v } = sheet[ref];
    return t === 'e'
      ? { ref, kind: 'error', value: errors[v] ?? '#ERROR!' }
      : { ref, kind: t === 'n' ? 'number' : 'text', value: v ?? '' };
  });
  return { name, hiddenRows, cells };
});
parentPort?.postMessage(sheets);
