import { error, type Checked } from '../../messages.ts';
import { readDocx } from './docx.ts';
import type { Reading } from './line.ts';
import { readMarkdown } from './markdown.ts';
import { readPlainText } from './plain-text.ts';

/** The most bytes of a brief as text; real ones have under 100 kB. */
const mostBytes = 2_000_000;

/** Reads the lines of a brief; the end of its name says in which format it is. */
export async function readBrief(bytes: Uint8Array, file: string): Promise<Checked<Reading>> {
  if (/\.docx$/i.test(file)) return readDocx(bytes, file);
  const refuse = (reason: string, hint: string): Checked<Reading> => ({
    value: { lines: [], repairs: [], leftOut: [] },
    messages: [error('import:document', reason, { path: file, hint })],
  });
  if (bytes.length > mostBytes) {
    return refuse(
      `Unexpected text of ${Math.round(bytes.length / 1e6)} MB, expected at most ${mostBytes / 1e6} MB`,
      'give the file of one brief',
    );
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { value: /\.txt$/i.test(file) ? readPlainText(text) : readMarkdown(text), messages: [] };
  } catch {
    return refuse('Unexpected bytes that are no UTF-8, expected text', 'save the file as UTF-8');
  }
}
