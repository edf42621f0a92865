import { withSingleSpaces } from './characters.ts';
import { endMark } from './blocks.ts';
import type { Line, Repair } from './line.ts';
import { shown, wordsOf } from './marks.ts';
import { joinHalves, lostHyphens, type Words } from './words.ts';

/** A paragraph of the narrative, or an item of a list. */
export interface Paragraph {
  readonly line: Line;
  readonly text: string;
  readonly item: string;
}

/** The lines of a paragraph as one text. */
export function paragraphOf(lines: readonly Line[], words: Words, repairs: Repair[]): Paragraph | null {
  const [first] = lines;
  if (!first) return null;
  const text = lines.reduce((before, line) => joined(before, line.text, line.number, words, repairs), '');
  const whole = withSingleSpaces(
    withoutBrokenWords(text, first.number, words, repairs),
    first.number,
    repairs,
  );
  return { line: first, text: withHyphens(whole, first.number, words, repairs), item: first.item };
}

/** The end of a text, which is all that a pattern for its end needs to look at. */
function endOf(text: string): string {
  return text.slice(-80);
}

/** Two pieces of a text; a hyphen at the end of the first broke a word. */
function joined(before: string, after: string, line: number, words: Words, repairs: Repair[]): string {
  if (before === '') return after;
  const last = endOf(before);
  const soft = before.endsWith('\u00ad');
  if (!soft && !/[\p{L}\p{N}][-‐]$/u.test(last)) return `${before} ${after}`;
  const text = soft ? before.slice(0, -1) + after : joinHalves(before.slice(0, -1), after, words);
  const [head, tail] = [/\S*$/.exec(last)?.[0] ?? '', /^\S*/.exec(after)?.[0] ?? ''];
  const start = before.length - head.length;
  const length = text.length - after.length + tail.length - start;
  const repaired = shown(text.slice(start, start + length));
  repairs.push({
    line,
    what: 'word broken by a line end',
    before: shown(`${head} ${tail}`),
    after: repaired,
  });
  return text;
}

/** Words that a line end of the source has broken, with the line end already gone: "organ- ized". */
function withoutBrokenWords(text: string, line: number, words: Words, repairs: Repair[]): string {
  return text.replace(/([\p{L}\p{N}-]*\p{Ll})[-‐] (\p{Ll}+)/gu, (before, head: string, tail: string) => {
    const after = joinHalves(head, tail, words);
    if (after !== before) repairs.push({ line, what: 'broken word', before, after });
    return after;
  });
}

function withHyphens(text: string, line: number, words: Words, repairs: Repair[]): string {
  const lost = lostHyphens(words);
  return text.replace(/\p{L}{6,}/gu, (before) => {
    const open = lost.get(before.toLowerCase());
    if (open === undefined) return before;
    const at = open.indexOf('-');
    const after = `${before.slice(0, at)}-${before.slice(at)}`;
    repairs.push({ line, what: 'lost hyphen', before, after });
    return after;
  });
}

/** True for a text that stops before its sentence does. */
export function isCut(text: string): boolean {
  return !endMark.test(endOf(wordsOf(text)));
}

/** Rejoins the paragraphs of a section that a page, or what stood between two pages, has cut. */
export function withoutCuts(
  paragraphs: readonly Paragraph[],
  words: Words,
  repairs: Repair[],
): readonly Paragraph[] {
  const whole: Paragraph[] = [];
  for (const one of paragraphs) {
    const last = whole.at(-1);
    // An item needs no full stop: it goes on only in small letters.
    const goesOn =
      last && one.item === '' && isCut(last.text) && (last.item === '' || /^\p{Ll}/u.test(one.text));
    if (!goesOn) {
      whole.push(one);
      continue;
    }
    const { number } = one.line;
    const isBroken = /[-‐\u00ad]$/.test(endOf(last.text));
    const text = joined(last.text, one.text, number, words, repairs);
    if (!isBroken) {
      const [before, after] = [
        /(?:\S+\s+){0,2}\S+$/.exec(endOf(last.text))?.[0] ?? '',
        /^(?:\S+\s*){0,3}/.exec(one.text)?.[0] ?? '',
      ];
      repairs.push({
        line: number,
        what: 'cut sentence',
        before: shown(`${before} ¶ ${after}`),
        after: shown(`${before} ${after}`),
      });
    }
    whole.splice(-1, 1, { ...last, text });
  }
  return whole;
}
