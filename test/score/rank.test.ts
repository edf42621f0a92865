import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fraction, fromHundredths } from '../../pipeline/figure.ts';
import { rank } from '../../pipeline/score/rank.ts';

const places = (values: readonly number[]): number[] => {
  const ranked = rank(new Map(values.map((value, i) => [String(i), fromHundredths(value)])));
  return values.map((_, i) => ranked.get(String(i))?.place ?? 0);
};

describe('rank(values)', () => {
  test('gives 1 to the highest', () => {
    expect(places([640, 438, 700])).toEqual([2, 3, 1]);
  });
  test('gives tied values the same place and skips the next', () => {
    expect(places([700, 650, 650, 400])).toEqual([1, 2, 2, 4]);
    expect(places([5, 5, 5])).toEqual([1, 1, 1]);
    expect(places([5, 5, 4, 4, 3])).toEqual([1, 1, 3, 3, 5]);
  });
  test('counts the others that share a place', () => {
    const ranked = rank(new Map(['a', 'b', 'c'].map((id) => [id, fraction(1n)])));
    expect(ranked.get('b')).toEqual({ place: 1, ties: 2 });
  });
  test('tells apart values that print the same', () => {
    const ranked = rank(
      new Map([
        ['a', fraction(6333n, 1000n)],
        ['b', fraction(19n, 3n)],
      ]),
    );
    expect([ranked.get('a')?.place, ranked.get('b')?.place]).toEqual([2, 1]);
  });
  test('has nothing to say of nobody', () => {
    expect(rank(new Map())).toEqual(new Map());
  });
  test('is one more than the number of higher values, and ties are the equal ones', () => {
    // Few different values, so that ties are common.
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 100, max: 110 }), { maxLength: 60 }), (values) => {
        const ranked = rank(new Map(values.map((value, i) => [String(i), fromHundredths(value)])));
        for (const [i, value] of values.entries()) {
          const place = 1 + values.filter((other) => other > value).length;
          const ties = values.filter((other) => other === value).length - 1;
          expect(ranked.get(String(i))).toEqual({ place, ties });
        }
      }),
    );
  });
  test('does not depend on the order of the values', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 99 })), (ids) => {
        const entries = ids.map((id) => [String(id), fromHundredths(id % 7)] as const);
        const [forward, backward] = [rank(new Map(entries)), rank(new Map([...entries].reverse()))];
        for (const id of ids) expect(forward.get(String(id))).toEqual(backward.get(String(id)));
      }),
    );
  });
});
