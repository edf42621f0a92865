import { isUtf8 } from 'node:buffer';
import { error, type Checked } from '../messages.ts';
import type { SourceFile } from '../model.ts';

const hint = 'save the file as UTF-8 (in a spreadsheet: "CSV UTF-8")';

/**
 * The text of a source file in one normal form: no byte order mark, line ends as LF, Unicode composed (NFC), so that
 * files that differ only in these print the same. Columns of all later messages refer to this text.
 * `value` is null when the bytes are not UTF-8 or hold what no text holds (NUL, U+FFFD), or two versions of it.
 */
export function decode(path: string, bytes: Uint8Array): Checked<SourceFile | null> {
  const [first, second] = bytes;
  const marks = `${first} ${second}`;
  if (marks === '255 254' || marks === '254 255') {
    const place = { line: 1, column: 1 };
    const reason = 'Unexpected UTF-16 text, expected UTF-8';
    return { value: null, messages: [error('load:encoding', reason, { path, place, hint })] };
  }
  // Decodes what is not UTF-8 as U+FFFD, and takes a tenth of the time of a TextDecoder.
  const decoded = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const text = decoded
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC');

  // The decoder puts U+FFFD where bytes are not UTF-8; a U+FFFD of the file itself marks a letter lost earlier.
  const faults = [...text.matchAll(/[\uFFFD\0]/g)];
  const [fault] = faults;
  if (!fault) {
    const [conflict] = text.matchAll(/^(<{7}|>{7})( .*)?$/gm);
    if (!conflict) return { value: { path, text }, messages: [] };
    const place = placeIn(text, conflict.index);
    const reason = `Unexpected mark of a merge "${conflict[1] ?? ''}", expected one of the two versions`;
    const choose = 'keep one version, and remove the lines <<<<<<<, ======= and >>>>>>>';
    return { value: null, messages: [error('load:conflict', reason, { path, place, hint: choose })] };
  }
  const place = placeIn(text, fault.index);
  const actual = fault[0] === '\0' ? 'U+0000' : isUtf8(bytes) ? 'U+FFFD (a letter lost earlier)' : 'byte';
  const count = faults.length > 1 ? ` (first of ${faults.length} places)` : '';
  const reason = `Unexpected ${actual}, expected UTF-8 text${count}`;
  return { value: null, messages: [error('load:encoding', reason, { path, place, actual, hint })] };
}

function placeIn(text: string, index: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
