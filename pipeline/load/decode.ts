import { error, type Checked } from '../messages.ts';
import type { SourceFile } from '../model.ts';

const hint = 'save the file as UTF-8 (in a spreadsheet: "CSV UTF-8")';

/**
 * The text of a source file in one normal form: no byte order mark, line ends as LF, Unicode composed (NFC), so that
 * files that differ only in these print the same. Columns of all later messages refer to this text.
 * `value` is null when the bytes are not UTF-8 or hold what no text holds (NUL, U+FFFD).
 */
export function decode(path: string, bytes: Uint8Array): Checked<SourceFile | null> {
  const [first, second] = bytes;
  const marks = `${first} ${second}`;
  if (marks === '255 254' || marks === '254 255') {
    const place = { line: 1, column: 1 };
    const reason = 'Unexpected UTF-16 text, expected UTF-8';
    return { value: null, messages: [error('load:encoding', reason, { path, place, hint })] };
  }
  const text = new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n').normalize('NFC');

  // The decoder puts U+FFFD where bytes are not UTF-8; a U+FFFD of the file itself marks a letter lost earlier.
  const faults = [...text.matchAll(/[\uFFFD\0]/g)];
  const [fault] = faults;
  if (!fault) return { value: { path, text }, messages: [] };
  const before = text.slice(0, fault.index).split('\n');
  const place = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  const actual = fault[0] === '\0' ? 'U+0000' : isUtf8(bytes) ? 'U+FFFD (a letter lost earlier)' : 'byte';
  const count = faults.length > 1 ? ` (first of ${faults.length} places)` : '';
  const reason = `Unexpected ${actual}, expected UTF-8 text${count}`;
  return { value: null, messages: [error('load:encoding', reason, { path, place, actual, hint })] };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
