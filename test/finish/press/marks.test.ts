import { describe, expect, test } from 'vitest';
import { bleed, marksAround, slug, wordsAway } from '../../../pipeline/finish/press/marks.ts';

const mm = 72 / 25.4;
const trim = { left: 0, bottom: 0, right: 210 * mm, top: 297 * mm };
const marks = marksAround(trim);

/** Every point that the marks pass through, in millimetres from the lower left corner of the trim. */
const points = [...marks.matchAll(/(-?[\d.]+) (-?[\d.]+) (?=[mlc]\b)/g)].map(([, x = '', y = '']) => ({
  x: Number(x) / mm,
  y: Number(y) / mm,
}));
const patches = [...marks.matchAll(/([\d. ]+) k (-?[\d.]+) (-?[\d.]+) ([\d.]+) ([\d.]+) re f/g)];

describe('the marks of a press file', () => {
  test('stand outside of the bleed and inside the slug', () => {
    expect(points.length).toBeGreaterThan(40);
    const corners = patches.flatMap(([, , x = '', y = '', wide = '', high = '']) => [
      { x: Number(x) / mm, y: Number(y) / mm },
      { x: (Number(x) + Number(wide)) / mm, y: (Number(y) + Number(high)) / mm },
    ]);
    for (const { x, y } of [...points, ...corners]) {
      const away = Math.max(-x, x - 210, -y, y - 297);
      expect(away).toBeGreaterThanOrEqual(bleed - 0.001);
      expect(away).toBeLessThanOrEqual(bleed + slug + 0.001);
    }
  });

  test('leave the upper edge to the words, however many', () => {
    const highest = Math.max(...points.map(({ y }) => y - 297));
    expect(wordsAway).toBeGreaterThan(highest);
    // Five points of letters above their base line.
    expect(wordsAway + (0.75 * 5) / mm).toBeLessThan(bleed + slug);
  });

  test('show each cut by two marks in its line', () => {
    const at = (value: number, of: (point: { x: number; y: number }) => number): number =>
      points.filter((point) => Math.abs(of(point) - value) < 0.01).length;
    expect([at(0, ({ x }) => x), at(210, ({ x }) => x)]).toEqual([4, 4]);
    expect([at(0, ({ y }) => y), at(297, ({ y }) => y)]).toEqual([4, 4]);
  });

  test('are a quarter of a point thin, in the colour of all separations', () => {
    expect(marks).toMatch(/^q\n0\.25 w \/Registration CS 1 SCN\n/);
    expect(marks).not.toMatch(/rg|RG/);
  });

  test('have patches of each ink, of its half, and of two inks on each other', () => {
    const inks = patches.map(([, build = '']) => build.trim());
    for (const one of [
      '1 0 0 0',
      '0 1 0 0',
      '0 0 1 0',
      '0 0 0 1',
      '0.5 0 0 0',
      '0 0 0 0.5',
      '1 1 0 0',
      '1 0 1 0',
      '0 1 1 0',
    ])
      expect(inks).toContain(one);
    for (const build of inks)
      expect(build.split(' ').reduce((sum, one) => sum + Number(one), 0)).toBeLessThanOrEqual(3);
  });
});
