import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFigure, fraction, fromHundredths } from '../pipeline/figure.ts';
import type { Component } from '../pipeline/model.ts';
import { meansOf } from '../pipeline/means.ts';

function leaf(id: string, indicators: readonly string[]): Component {
  const group = (name: string): Component['groups'][number] => ({
    id: `${id}-${name}`,
    name,
    section: name,
    indicators: [{ id: name, name, definition: '' }],
  });
  return { id, name: id, components: [], groups: indicators.map(group) };
}

function branch(id: string, components: readonly Component[]): Component {
  return { id, name: id, components, groups: [] };
}

const scoresOf = (scores: Readonly<Record<string, number>>): Map<string, ReturnType<typeof fraction>> =>
  new Map(Object.entries(scores).map(([id, value]) => [id, fromHundredths(value)]));

describe('meansOf(components, scores)', () => {
  test('takes the plain mean of the indicators of all groups', () => {
    const means = meansOf([leaf('markets', ['a', 'b', 'c'])], scoresOf({ a: 700, b: 650, c: 450 }));
    expect(means.get('markets')).toEqual(fraction(6n));
  });
  test('takes the mean of components from their unrounded means, each with the same weight', () => {
    const tree = [branch('top', [leaf('many', ['a', 'b', 'c']), leaf('few', ['d'])])];
    const means = meansOf(tree, scoresOf({ a: 300, b: 300, c: 350, d: 500 }));
    // (19/6 + 5) / 2 = 49/12 = 4.0833; from the rounded 3.17 it would be 4.085, printed 4.09.
    expect(means.get('top')).toEqual(fraction(49n, 12n));
    expect(formatFigure(means.get('top') ?? fraction(0n))).toBe('4.08');
  });
  test('leaves out an indicator that the edition does not have: it is no 0', () => {
    const means = meansOf([leaf('markets', ['a', 'b'])], scoresOf({ a: 700 }));
    expect(means.get('markets')).toEqual(fraction(7n));
  });
  test('has no mean of a component without any score, and its parent none of it', () => {
    const tree = [branch('top', [leaf('one', ['a']), leaf('none', ['b'])])];
    const means = meansOf(tree, scoresOf({ a: 700 }));
    expect([...means.keys()]).toEqual(['one', 'top']);
    expect(means.get('top')).toEqual(fraction(7n));
  });
  test('goes as deep as the tree', () => {
    const tree = [branch('a', [branch('b', [branch('c', [leaf('d', ['x'])]), leaf('e', ['y'])])])];
    expect(meansOf(tree, scoresOf({ x: 100, y: 200 })).get('a')).toEqual(fraction(3n, 2n));
  });
  test('of a two-level tree is (sum of a / n + sum of b / m) / 2 in integers', () => {
    const halves = fc.array(fc.integer({ min: 2, max: 20 }), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(halves, halves, (a, b) => {
        const ids = (prefix: string, list: readonly number[]): string[] =>
          list.map((_, i) => `${prefix}${i}`);
        const tree = [branch('top', [leaf('a', ids('a', a)), leaf('b', ids('b', b))])];
        const scores = Object.fromEntries([
          ...a.map((half, i) => [`a${i}`, half * 50] as const),
          ...b.map((half, i) => [`b${i}`, half * 50] as const),
        ]);
        const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
        // In half points, over the common denominator 2 · n · m · 2.
        const numerator = sum(a) * b.length + sum(b) * a.length;
        const expected = fraction(BigInt(numerator), BigInt(4 * a.length * b.length));
        expect(meansOf(tree, scoresOf(scores)).get('top')).toEqual(expected);
      }),
    );
  });
});
