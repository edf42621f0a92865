import { nearest, type Message } from '../../messages.ts';
import type { Hundredths, Index } from '../../model.ts';
import { componentsOf } from '../../components.ts';
import { columnOf, type Column } from '../columns.ts';
import { indicatorIds } from '../header.ts';
import { problemAt } from './problem.ts';
import type { Line } from './line.ts';
import { wordsOf } from './marks.ts';

/** A score or mean as the brief prints it beside its name. */
export interface Figure {
  readonly kind: 'score' | 'mean';
  readonly id: string;
  readonly value: Hundredths;
  readonly line: Line;
  readonly text: string;
}

type Named = Extract<Column, { kind: 'score' | 'mean' }>;

/** A figure and the end of its line or cell, or a gap before the next name. */
const figureInRow = /[-+−]?(?<!\d)\d{1,3}(?:[.,]\d{1,3})?(?=\s{2,}|\s?[\t|]|\s?$)/g;

/** Rows are short; a longer line is prose. */
const longestRow = 200;

interface Pair {
  readonly words: string;
  readonly gap: string;
  readonly figure: string;
}

/** A line as names, each with what parts it from its figure, and the figure; null when something else is left over. */
function pairsIn(text: string): readonly Pair[] | null {
  const pairs: Pair[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(figureInRow)) {
    const before = text.slice(end, index);
    const words = before.replace(/^[\s|]+/, '').replace(/[\s|:.…·]+$/, '');
    const gap = before.slice(before.lastIndexOf(words) + words.length);
    if (gap === '' || !/\p{L}/u.test(words) || /[\t|]/.test(words)) return null;
    pairs.push({ words, gap, figure: found });
    end = index + found.length;
  }
  return pairs.length > 0 && /^[\s|]*$/.test(text.slice(end)) ? pairs : null;
}

/**
 * The figures of a line that holds nothing but names, each with its figure behind it (or the one before it, as in "6.40
 * CRIMINALITY SCORE"); `null` for any other line. Faulty figures and unknown names of a table are messages.
 */
export function figuresIn(
  line: Line,
  index: Index,
  file: string,
  messages: Message[],
): readonly Figure[] | null {
  const text = wordsOf(line.text).trim();
  const [, before, name = ''] = /^(\d{1,3}[.,]\d{1,3})\s+(\D+)$/.exec(text) ?? [];
  const named = before === undefined ? null : namedBy(name, index);
  if (before !== undefined && named) return figureOf(named, before, line, index, file, messages);

  const pairs = text.length > longestRow ? null : pairsIn(text);
  if (!pairs) return null;
  const read = pairs.map(({ words, gap, figure }) => {
    const known = namedBy(words, index);
    // A row of a table shows itself by a gap, or by capitals; prose may also end in a number.
    const isRow = /\t|\||\s{2}|[.…·]{2}/.test(gap) || words === words.toUpperCase();
    return { words, figure, known, isRow: isRow && /[.,]/.test(figure) };
  });
  if (!read.every(({ known, isRow }) => known !== null || isRow)) return null;
  return read.flatMap(({ words, figure, known }) => {
    if (known) return figureOf(known, figure, line, index, file, messages);
    const near = nearest(words, namesOf(index));
    messages.push(
      problemAt(
        file,
        line,
        words,
        `Unexpected score of "${words}", expected an indicator or a mean of the index`,
        {
          hint: near ? `did you mean "${near}"?` : 'correct the name, or remove the line',
        },
      ),
    );
    return [];
  });
}

/** What a name stands for; `null` when it is no name of a score. */
export function namedBy(text: string, index: Index): Named | null {
  const column = columnOf(text, index);
  return column && 'id' in column ? column : null;
}

/** The figure that a line consists of, without a name; `null` for any other line. */
export function loneFigure(line: Line): string | null {
  return /^\d{1,2}[.,]\d{1,2}$/.exec(wordsOf(line.text).trim())?.[0] ?? null;
}

/** A figure by what it is; none, and a message, when it is not one of the scale. */
export function figureOf(
  { kind, id }: Named,
  text: string,
  line: Line,
  index: Index,
  file: string,
  messages: Message[],
): readonly Figure[] {
  const value = Math.round(Number(text.replace(',', '.').replace('−', '-')) * 100);
  const { max, min, step } = index.scale;
  const fault = /[.,]\d{3}/.test(text)
    ? 'at most two decimals'
    : !(value >= min && value <= max)
      ? `${min / 100} to ${max / 100}`
      : kind === 'score' && (value - min) % step !== 0
        ? `steps of ${step / 100}`
        : null;
  if (fault === null) return [{ kind, id, value, line, text: wordsOf(line.text).trim() }];
  const hint = 'correct the figure in the brief';
  messages.push(
    problemAt(file, line, text, `Unexpected figure ${text} of ${id}, expected ${fault}`, { hint }),
  );
  return [];
}

function namesOf(index: Index): string[] {
  return [...componentsOf(index).map(({ id }) => id), ...indicatorIds(index)].map((id) =>
    id.replace(/-/g, ' '),
  );
}
