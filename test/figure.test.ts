import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compare,
  formatChange,
  formatCount,
  formatFigure,
  formatHundredths,
  fraction,
  fromHundredths,
  mean,
  share,
  subtract,
  toHundredths,
} from '../pipeline/figure.ts';

/** Scores as they are entered: 1.00 to 10.00 in steps of 0.50, in hundredths. */
const score = fc.integer({ min: 2, max: 20 }).map((halves) => halves * 50);
const anyFraction = fc
  .record({ numerator: fc.bigInt(-(10n ** 12n), 10n ** 12n), denominator: fc.bigInt(1n, 10n ** 6n) })
  .map(({ numerator, denominator }) => fraction(numerator, denominator));

describe('fraction(numerator, denominator)', () => {
  test('is in lowest terms with a positive denominator', () => {
    expect(fraction(650n, 100n)).toEqual({ numerator: 13n, denominator: 2n });
    expect(fraction(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n });
    expect(fraction(0n, 7n)).toEqual({ numerator: 0n, denominator: 1n });
  });
  test('has no denominator of 0', () => {
    expect(() => fraction(1n, 0n)).toThrow(RangeError);
  });
});

describe('formatFigure(value)', () => {
  test('rounds a half up, where floating point rounds it down', () => {
    expect((147 / 40).toFixed(2)).toBe('3.67');
    expect(formatFigure(fraction(147n, 40n))).toBe('3.68');
    expect(formatFigure(fraction(1005n, 1000n))).toBe('1.01');
  });
  test('prints two decimals of any number', () => {
    expect(formatFigure(fraction(7n))).toBe('7.00');
    expect(formatFigure(fraction(0n))).toBe('0.00');
    expect(formatFigure(fraction(1n, 3n))).toBe('0.33');
    expect(formatFigure(fraction(-1n, 8n))).toBe('-0.13');
  });
  test('agrees with long division on digits for every fraction', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 9n), fc.bigInt(1n, 10n ** 5n), (numerator, denominator) => {
        // Schoolbook: thousandths by division, then the rest decides between down and up.
        const whole = (numerator * 100n) / denominator;
        const rest = numerator * 100n - whole * denominator;
        const hundredths = rest * 2n >= denominator ? whole + 1n : whole;
        const digits = hundredths.toString().padStart(3, '0');
        expect(formatFigure(fraction(numerator, denominator))).toBe(
          `${digits.slice(0, -2)}.${digits.slice(-2)}`,
        );
      }),
    );
  });
});

describe('toHundredths(value)', () => {
  test('is never further than half a hundredth away', () => {
    fc.assert(
      fc.property(anyFraction, (value) => {
        const error = subtract(value, fraction(BigInt(toHundredths(value)), 100n));
        expect(compare(error, fraction(1n, 200n))).toBeLessThanOrEqual(0);
        expect(compare(error, fraction(-1n, 200n))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  test('treats a number and its negative alike', () => {
    fc.assert(
      fc.property(anyFraction, (value) => {
        const mirrored = fraction(-value.numerator, value.denominator);
        expect(toHundredths(mirrored) + toHundredths(value)).toBe(0);
      }),
    );
  });
  test('gives back hundredths as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (value) => {
        expect(toHundredths(fromHundredths(value))).toBe(value);
      }),
    );
  });
});

describe('mean(values)', () => {
  test('is the sum of integers over their number', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 40 }), (scores) => {
        const sum = scores.reduce((total, one) => total + one, 0);
        const value = mean(scores.map(fromHundredths));
        expect(value).toEqual(fraction(BigInt(sum), BigInt(scores.length) * 100n));
      }),
    );
  });
  test('does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(anyFraction, { minLength: 1, maxLength: 10 }), (values) => {
        expect(mean([...values].reverse())).toEqual(mean(values));
      }),
    );
  });
  test('of means differs from the mean of rounded means where rounding moves it', () => {
    const [a, b] = [fraction(2n, 3n), fraction(2n, 3n)];
    const rounded = mean([fraction(67n, 100n), fraction(67n, 100n)]);
    expect(compare(mean([a, b]), rounded)).not.toBe(0);
  });
  test('needs a value', () => {
    expect(() => mean([])).toThrow(RangeError);
  });
});

describe('compare(a, b)', () => {
  test('orders fractions as their cross products are ordered', () => {
    fc.assert(
      fc.property(anyFraction, anyFraction, (a, b) => {
        const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator];
        expect(Math.sign(compare(a, b))).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });
});

describe('formatChange(value)', () => {
  test('has a sign, a true minus, and none for no change', () => {
    expect(formatChange(fraction(1n, 2n))).toBe('+0.50');
    expect(formatChange(fraction(-1n, 2n))).toBe('\u22120.50');
    expect(formatChange(fraction(1n, 1000n))).toBe('0.00');
    expect(formatChange(fraction(-1n, 1000n))).toBe('0.00');
  });
  test('rounds half away from zero', () => {
    expect(formatChange(fraction(5n, 1000n))).toBe('+0.01');
    expect(formatChange(fraction(-5n, 1000n))).toBe('\u22120.01');
  });
});

describe('formatCount(value)', () => {
  test('prints a place or a count', () => {
    expect(formatCount(0)).toBe('0');
    expect(formatCount(193)).toBe('193');
  });
  test.each([-1, 1.5, NaN, Infinity, 2 ** 53])('refuses %s', (value) => {
    expect(() => formatCount(value)).toThrow(RangeError);
  });
});

describe('formatHundredths(value)', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [650, '6.50'],
    [1000, '10.00'],
    [-25, '-0.25'],
  ])('prints %s as %s', (value, text) => {
    expect(formatHundredths(value)).toBe(text);
  });
});

describe('share(value, min, max)', () => {
  test('runs from 0 to 1 over the scale', () => {
    expect(share(fraction(1n), 100, 1000)).toBe(0);
    expect(share(fraction(11n, 2n), 100, 1000)).toBe(0.5);
    expect(share(fraction(10n), 100, 1000)).toBe(1);
  });
});
