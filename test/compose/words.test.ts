import { beforeAll, describe, expect, test } from 'vitest';
import { fill, longDate, ordinal, word } from '../../pipeline/compose/words.ts';
import type { Labels } from '../../pipeline/model.ts';
import { peruView } from '../support/peru-view.ts';

let labels: Labels;
beforeAll(async () => {
  labels = (await peruView()).labels;
});

describe('words', () => {
  test.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [32, '32nd'],
    [111, '111th'],
    [112, '112th'],
    [119, '119th'],
    [193, '193rd'],
  ])('ordinal(%i) is %s', (place, text) => {
    expect(ordinal(labels, place)).toBe(text);
  });

  test('longDate gives day, month and year in the order of the language', () => {
    expect(longDate(labels, '2023-09-06')).toBe('6 September 2023');
  });

  test('fill fails for a placeholder without a value', () => {
    expect(() => fill('{place} of {count}', { place: '1st' })).toThrow('{count}');
  });

  test('fill takes a value as it is, also one that looks like a placeholder', () => {
    expect(fill('{a}', { a: '{b} $& $1' })).toBe('{b} $& $1');
  });

  test('word fills the label', () => {
    expect(word(labels, 'rankGroup', { place: '6th', count: '12', adjective: 'South American' })).toBe(
      '6th of 12 South American countries',
    );
  });
});
