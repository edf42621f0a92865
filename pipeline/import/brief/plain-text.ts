import { putRight, withoutMarks } from './characters.ts';
import { lineOf, type Line, type Reading, type Repair } from './line.ts';

/** Physical lines of a text with their numbers; a form feed begins a page, also within a line. */
export function linesIn(text: string): readonly Line[] {
  return withoutMarks(text.replace(/^\ufeff/, ''))
    .split(/\r\n|\r|\n/)
    .flatMap((line, i) =>
      line.split('\f').map((part, page) => lineOf(i + 1, part, { startsPage: page > 0 })),
    );
}

/** The cells of a row `| a | b |`, parted by tabs; other lines as they are. A row of rules is blank. */
export function withoutPipes(text: string): string {
  const row = text.trim();
  if (!/^\|.*\|$/.test(row)) return text;
  const cells = row
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
  return cells.every((cell) => /^:?-*:?$/.test(cell)) ? '' : cells.join('\t');
}

const endMark = /[.!?…]['"’”)\]]*$/;

/** Reads what `pdftotext` makes of a brief: hard-wrapped lines, pages parted by form feeds. */
export function readPlainText(text: string): Reading {
  const repairs: Repair[] = [];
  const lines = linesIn(text).map((line) => {
    const right = putRight(withoutPipes(line.text), line.number, repairs).trim();
    const [, bullet, number, rest] = /^(?:([•‣▪–*-])|(\d{1,2})[.)])\s+(.*)$/.exec(right) ?? [];
    if (rest === undefined) return { ...line, text: right };
    return { ...line, text: rest, item: bullet === undefined ? `${number ?? '1'}. ` : '- ' };
  });
  return { lines: lines.flatMap((line, i) => endsParagraph(line, i, lines)), repairs, leftOut: [] };
}

/**
 * `pdftotext` leaves no blank line between paragraphs that are only indented or a little apart. A line that ends a
 * sentence and leaves much of the measure empty ends its paragraph, and so does one that is too long to be wrapped.
 */
function endsParagraph(line: Line, i: number, lines: readonly Line[]): readonly Line[] {
  const next = lines[i + 1]?.text ?? '';
  if (next === '' || !endMark.test(line.text) || !/^[\p{Lu}\p{N}"“‘'(]/u.test(next)) return [line];
  const measure = Math.max(...lines.slice(Math.max(0, i - 4), i + 5).map((one) => one.text.length));
  const isLast = line.text.length < 0.6 * measure || line.text.length > 200;
  return isLast ? [line, lineOf(line.number, '')] : [line];
}
