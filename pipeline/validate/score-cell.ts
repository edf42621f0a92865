import { formatHundredths } from '../figure.ts';
import { error, type Checked, type Message } from '../messages.ts';
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
  const { text, place } = cell;
  const { min, max, step } = scale;
  const range = `${formatHundredths(min)} to ${formatHundredths(max)} in steps of ${formatHundredths(step)}`;
  const fail = (what: string, expected: string, hint: string): Checked<null> => {
    const reason = `Unexpected ${what} for ${column}, expected ${expected}`;
    const message: Message = error('validate:score', reason, {
      path,
      place,
      actual: text,
      expected: [expected],
      hint,
    });
    return { value: null, messages: [message] };
  };

  const value = hundredthsOf(text);
  if (value === null && !/^-?\d+\.\d+$/.test(text)) {
    return fail(text === '' ? 'empty cell' : `score "${text}"`, `a score from ${range}`, scoreHint(text));
  }
  const points = value ?? Number(text) * 100;
  if (points < min || points > max) {
    return fail(`score ${text}`, `a score from ${range}`, 'correct the score: it is off the scale');
  }
  const below = min + Math.floor((points - min) / step) * step;
  if (value === below) return { value, messages: [] };
  const nearest = (points === below ? [below] : [below, below + step]).map(formatHundredths);
  return fail(`score ${text}`, `a score from ${range}`, `write ${nearest.join(' or ')}`);
}
