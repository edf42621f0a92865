import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatHundredths } from '../../pipeline/figure.ts';
import { hundredthsOf } from '../../pipeline/validate/hundredths.ts';

describe('hundredthsOf(text)', () => {
  test.each([
    ['7', 700],
    ['6.5', 650],
    ['6.50', 650],
    ['6.500', 650],
    ['0.05', 5],
    ['0', 0],
    ['-0', 0],
    ['-1.5', -150],
    ['10.00', 1000],
  ])('%s is %s', (text, expected) => {
    expect(hundredthsOf(text)).toBe(expected);
  });
  test.each([
    '',
    ' ',
    '6,5',
    '6.',
    '.5',
    '+7',
    '07',
    '1e1',
    '6.501',
    '7 ',
    '\uff17',
    'NaN',
    '0x10',
    '1_000',
    '--1',
  ])('%j is no number', (text) => {
    expect(hundredthsOf(text)).toBeNull();
  });
  test('reads what formatHundredths prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (value) => {
        expect(hundredthsOf(formatHundredths(value))).toBe(value);
      }),
    );
  });
  test('is exact where floating point is not', () => {
    expect(0.29 * 100).not.toBe(29);
    expect(hundredthsOf('0.29')).toBe(29);
  });
});
