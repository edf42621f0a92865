import { formatHundredths } from '../figure.ts';
import { error, type Checked } from '../messages.ts';
import type { Hundredths, Scale } from '../model.ts';
import type { Cell } from './csv.ts';
import { hundredthsOf } from './hundredths.ts';
import { scoreHint } from './number-cell.ts';

/** Reads a score: a number with a decimal point that lies on the scale, at one of its steps. */
export function readScore(
  path: string,
  column: string,
  cell: Cell,
  scale: Scale,
): Checked<Hundredths | null> {
  const { text } = cell;
  const value = hundredthsOf(text);
  const { min, max, step } = scale;
  if (value !== null && value >= min && value <= max && (value - min) % step === 0) {
    return { value, messages: [] };
  }
  const what = text === '' ? 'empty cell' : isNumber(text) ? `score ${text}` : `score "${text}"`;
  const expected = `a score from ${formatHundredths(min)} to ${formatHundredths(max)} in steps of ${formatHundredths(step)}`;
  const details = { path, place: cell.place, actual: text, expected: [expected], hint: hintFor(text, scale) };
  const reason = `Unexpected ${what} for ${column}, expected ${expected}`;
  return { value: null, messages: [error('validate:score', reason, details)] };
}

/** Also a number finer than hundredths, as spreadsheets write what they computed. */
function isNumber(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text);
}

function hintFor(text: string, { min, max, step }: Scale): string {
  if (!isNumber(text)) return scoreHint(text);
  const points = Number(text) * 100;
  if (points < min || points > max) return 'correct the score: it is off the scale';
  const below = min + Math.floor((points - min) / step) * step;
  const nearest = points === below ? [below] : [below, below + step];
  return `write ${nearest.map(formatHundredths).join(' or ')}`;
}
