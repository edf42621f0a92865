import type { Fraction, Hundredths } from './model.ts';
import { onceFor } from './once.ts';

/**
 * Figures: exact numbers and the one way in which they become text. Every number on paper passes through
 * `formatFigure`, `formatChange` or `formatCount`.
 */

/** Greatest common divisor of two non-negative integers. */
function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** A fraction in lowest terms with a positive denominator. @throws RangeError for a denominator of 0. */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (denominator === 0n) throw new RangeError('a fraction needs a denominator other than 0');
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = gcd(numerator < 0n ? -numerator : numerator, denominator * sign) || 1n;
  return { numerator: (numerator * sign) / divisor, denominator: (denominator * sign) / divisor };
}

/** 650 hundredths are 13/2 points. Few scores differ: each is reduced once. */
export const fromHundredths = onceFor((value: Hundredths): Fraction => fraction(BigInt(value), 100n));

/** Exact plain mean. @throws RangeError for an empty list. */
export function mean(values: readonly Fraction[]): Fraction {
  // Scores of one index share few denominators: the numerators of each are added first, which costs no reduction.
  const sums = new Map<bigint, bigint>();
  for (const { numerator, denominator } of values) {
    sums.set(denominator, (sums.get(denominator) ?? 0n) + numerator);
  }
  let sum = fraction(0n);
  for (const [denominator, numerator] of sums) {
    sum = fraction(sum.numerator * denominator + numerator * sum.denominator, sum.denominator * denominator);
  }
  return fraction(sum.numerator, sum.denominator * BigInt(values.length));
}

/** Exact difference `a - b`. */
export function subtract(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

/** Negative when `a` is smaller, 0 when equal, positive when greater. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest count of hundredths; a half goes away from zero, which for scores is "half up". */
export function toHundredths({ numerator, denominator }: Fraction): Hundredths {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (size * 200n + denominator) / (denominator * 2n);
  return Number(numerator < 0n ? -rounded : rounded);
}

/** A score or mean as printed: two decimals, half up, a point. 147/40 is "3.68". */
export function formatFigure(value: Fraction): string {
  return formatHundredths(toHundredths(value));
}

/** A change as printed: rounded half away from zero, with its sign (U+2212 for minus), "0.00" for none. */
export function formatChange(value: Fraction): string {
  const hundredths = toHundredths(value);
  const sign = hundredths > 0 ? '+' : hundredths < 0 ? '\u2212' : '';
  return sign + formatHundredths(Math.abs(hundredths));
}

/** A count or a place as printed. @throws RangeError unless it is a non-negative integer. */
export function formatCount(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not a count`);
  return String(value);
}

/** Hundredths as text with two decimals. */
export function formatHundredths(value: Hundredths): string {
  const digits = String(Math.abs(value)).padStart(3, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * Position on a scale as a share from 0 (its lowest value) to 1 (its highest), for drawing only: the bars, the
 * marks and the pyramid place their lines by it.
 */
export function share(value: Fraction, min: Hundredths, max: Hundredths): number {
  const points = (Number(value.numerator) / Number(value.denominator)) * 100;
  return (points - min) / (max - min);
}
