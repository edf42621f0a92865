import type { LeftOut, Line } from './line.ts';
import { shown } from './marks.ts';

const pageNumber = /^(?:page\s+)?[-–—|\s]*\d{1,4}[-–—|\s]*(?:(?:of|\/)\s*\d{1,4})?$/i;

/** How many lines at the top and at the foot of a page may be running heads. */
const edge = 2;

/**
 * Takes page numbers and running heads away: lines at the edge of a page that come again at that of another, but for
 * their digits. Pages begin at form feeds; where there are none, at three blank lines. `isKnown` keeps what has a
 * meaning of its own, such as a heading.
 */
export function withoutRunningHeads(
  lines: readonly Line[],
  isKnown: (line: Line) => boolean,
  leftOut: LeftOut[],
): readonly Line[] {
  const edges = pagesOf(lines).flatMap((page) => {
    const filled = page.filter(({ text }) => text !== '');
    return [...new Set([...filled.slice(0, edge), ...filled.slice(-edge)])];
  });
  const count = new Map<string, number>();
  for (const line of edges) count.set(keyOf(line), (count.get(keyOf(line)) ?? 0) + 1);
  const reasons = new Map<Line, string>();
  for (const line of edges) {
    if (isKnown(line)) continue;
    if (pageNumber.test(line.text)) reasons.set(line, 'page number');
    else if (line.text.length <= 120 && (count.get(keyOf(line)) ?? 0) > 1) reasons.set(line, 'running head');
  }
  return lines.map((line) => {
    const reason = reasons.get(line);
    if (reason === undefined) return line;
    leftOut.push({ line: line.number, reason, text: shown(line.text) });
    return { ...line, text: '' };
  });
}

function keyOf({ text }: Line): string {
  return shown(text).toLowerCase().replace(/\d+/g, '#');
}

function pagesOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const hasPages = lines.some(({ startsPage }) => startsPage);
  const pages: Line[][] = [[]];
  let blank = 0;
  for (const line of lines) {
    if (hasPages ? line.startsPage : blank >= 3 && line.text !== '') pages.push([]);
    blank = line.text === '' ? blank + 1 : 0;
    pages.at(-1)?.push(line);
  }
  return pages;
}
