import type { Message } from '../../messages.ts';
import type { Country, Index, Labels } from '../../model.ts';
import { figureOf, figuresIn, loneFigure, namedBy, type Figure } from './figures.ts';
import type { Line } from './line.ts';
import { wordsOf } from './marks.ts';
import { ranksIn, type FoundRank } from './ranks.ts';
import { lettersOf, type Known, type Titles } from './titles.ts';

/** Lines that belong together: what the titles know, a heading that they do not know, or text. */
export type Block = { readonly lines: readonly Line[] } & (
  { readonly kind: 'known'; readonly known: Known } | { readonly kind: 'heading' } | { readonly kind: 'text' }
);

export interface Blocks {
  readonly blocks: readonly Block[];
  readonly figures: readonly Figure[];
  readonly ranks: readonly FoundRank[];
  /** Lines of nothing but a figure, whose name is not beside them. */
  readonly lone: readonly Line[];
}

/** What lines are read against. */
export interface Context {
  readonly file: string;
  readonly index: Index;
  readonly country: Country;
  readonly labels: Labels;
  readonly titles: Titles;
}

/** A sentence ends here: an end mark, and what may close behind it. */
export const endMark = /[.!?…:][\s"'”’)\]]*$/;

/** Formal words may run over this many lines. */
const mostLines = 12;

/** Sorts the lines of a brief: figures and ranks go their own way, everything else becomes a block. */
export function blocksOf(lines: readonly Line[], context: Context, messages: Message[]): Blocks {
  const { country, file, index, labels } = context;
  const blocks: Block[] = [];
  const figures: Figure[] = [];
  const ranks: FoundRank[] = [];
  const lone: Line[] = [];
  const paired = pairsOf(lines, index);
  const tops = index.components.map(({ id }) => id);
  /** The top component whose score was read last: ranks stand below it. */
  let under: string | null = null;
  /** The text that the next line goes on with. */
  let open: Line[] | null = null;

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined || line.text === '') {
      open = null;
      continue;
    }
    const partner = paired.get(line);
    const named = partner === undefined ? null : namedBy(wordsOf(line.text), index);
    if (partner === null) continue;
    const found =
      partner && named
        ? figureOf(named, wordsOf(partner.text).trim(), partner, index, file, messages).map((one) => ({
            ...one,
            text: `${wordsOf(line.text)} ${one.text}`,
          }))
        : figuresIn(line, index, file, messages);
    if (found) {
      figures.push(...found);
      under = found.find(({ id }) => tops.includes(id))?.id ?? under;
      open = null;
      continue;
    }
    const places = ranksIn(line, under, country, labels, file, messages);
    if (places || loneFigure(line) !== null) {
      if (places) ranks.push(...places);
      else lone.push(line);
      open = null;
      continue;
    }
    const match = knownAt(lines, i, open, context.titles);
    if (match) {
      if (match.known.kind === 'section' && tops.includes(topOf(match.known, index)))
        under = topOf(match.known, index);
      blocks.push({ kind: 'known', known: match.known, lines: lines.slice(i, i + match.count) });
      i += match.count - 1;
      open = null;
    } else if (line.isHeading) {
      blocks.push({ kind: 'heading', lines: [line] });
      open = null;
    } else if (open && line.item === '') open.push(line);
    else {
      open = [line];
      blocks.push({ kind: 'text', lines: open });
    }
  }
  return { blocks, figures, ranks, lone };
}

/** Id of the top component that a section's title names; '' for other sections. */
function topOf(known: Known, index: Index): string {
  if (known.kind !== 'section') return '';
  return index.components.find(({ name }) => name === known.section.title)?.id ?? '';
}

/**
 * What is known of a line or of the lines that begin with it: titles may run over two lines, formal words over more. In
 * running text only a line that is no part of a sentence is a title.
 */
function knownAt(
  lines: readonly Line[],
  start: number,
  open: readonly Line[] | null,
  titles: Titles,
): { readonly known: Known; readonly count: number } | null {
  const first = lines[start];
  const before = wordsOf(open?.at(-1)?.text ?? '');
  const isApart = before === '' || endMark.test(before.slice(-80));
  const ends = endsOf(lines, start, titles);
  for (let count = ends.length; count > 0; count--) {
    const known = titles.find(ends[count - 1] ?? '');
    if (!known) continue;
    if (known.kind === 'notice') return { known, count };
    const text = lines
      .slice(start, start + count)
      .map((line) => wordsOf(line.text))
      .join(' ');
    const isTitle =
      first?.isHeading === true ||
      (/^[^\p{L}]*\p{Lu}/u.test(text) && !endMark.test(text) && (isApart || text === text.toUpperCase()));
    if (count <= 3 && isTitle) return { known, count };
  }
  return null;
}

/** The letters of the first line, of the first two, and so on: as far as lines and titles go. */
function endsOf(lines: readonly Line[], start: number, { longest }: Titles): readonly string[] {
  const ends: string[] = [];
  let letters = '';
  for (const { text } of lines.slice(start, start + mostLines)) {
    if (text === '' || text.length > 2 * longest) break;
    letters += lettersOf(wordsOf(text));
    if (letters.length > longest) break;
    ends.push(letters);
  }
  return ends;
}

/**
 * Names and figures that stand on lines of their own, as text of a PDF has them: as many figures follow as there are
 * names, or one follows its name. Each name leads to the line of its figure, each such line to null.
 */
function pairsOf(lines: readonly Line[], index: Index): ReadonlyMap<Line, Line | null> {
  const filled = lines.filter(({ text }) => text !== '');
  const pairs = new Map<Line, Line | null>();
  const isName = (line: Line): boolean => namedBy(wordsOf(line.text), index) !== null;
  for (let i = 0; i < filled.length;) {
    const names = runFrom(filled, i, isName);
    const numbers = runFrom(filled, i + names.length, (line) => loneFigure(line) !== null);
    const one = numbers.length === 1 ? names.slice(-1) : names;
    if (one.length === numbers.length) {
      for (const [n, name] of one.entries()) {
        const number = numbers[n];
        if (number) pairs.set(name, number).set(number, null);
      }
    }
    i += Math.max(1, names.length + numbers.length);
  }
  return pairs;
}

function runFrom(lines: readonly Line[], start: number, holds: (line: Line) => boolean): readonly Line[] {
  let end = start;
  for (let line = lines[end]; line && holds(line); line = lines[end]) end++;
  return lines.slice(start, end);
}
