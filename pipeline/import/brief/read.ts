import { error, type Checked, type Message } from '../../messages.ts';
import { readDocx } from './docx.ts';
import type { Reading } from './line.ts';
import { readMarkdown } from './markdown.ts';
import { readPlainText } from './plain-text.ts';

/** The most characters and lines of a brief, and characters of a line; real ones have 40,000, 800 and 2,500. */
const most = { text: 500_000, lines: 5_000, line: 10_000 } as const;

/** Reads the lines of a brief; the end of its name says in which format it is. */
export async function readBrief(bytes: Uint8Array, file: string): Promise<Checked<Reading>> {
  if (/\.docx$/i.test(file)) return readDocx(bytes, file, (text) => tooLong(text, file));
  const refuse = (message: Message): Checked<Reading> => ({
    value: { lines: [], repairs: [], leftOut: [] },
    messages: [message],
  });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const message = tooLong(text, file);
    if (message) return refuse(message);
    return { value: /\.txt$/i.test(file) ? readPlainText(text) : readMarkdown(text), messages: [] };
  } catch {
    const reason = 'Unexpected bytes that are no UTF-8, expected text';
    return refuse(error('import:document', reason, { path: file, hint: 'save the file as UTF-8' }));
  }
}

/** What is wrong with a text that no brief can have; null for others. It keeps every pattern within its bounds. */
function tooLong(text: string, path: string): Message | null {
  const refuse = (what: string, limit: string, hint: string, line?: number): Message =>
    error('import:document', `Unexpected ${what}, expected at most ${limit}`, {
      path,
      ...(line === undefined ? {} : { place: { line, column: 1 } }),
      hint,
    });
  const whole = 'give the file of one brief';
  if (text.length > most.text) return refuse(`text of ${text.length} characters`, `${most.text}`, whole);
  const lines = text.split(/\r\n|[\r\n\f]|<\/(?:p|h\d|li|tr)>/);
  if (lines.length > most.lines) return refuse(`text of ${lines.length} lines`, `${most.lines}`, whole);
  const long = lines.findIndex(({ length }) => length > most.line);
  if (long < 0) return null;
  const size = lines[long]?.length ?? 0;
  return refuse(`line of ${size} characters`, `${most.line}`, 'part it into paragraphs', long + 1);
}
