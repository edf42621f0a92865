import { describe, expect, test } from 'vitest';
import { durationText, paceText } from '../../pipeline/cli/pace.ts';

describe('paceText', () => {
  test('tells documents a second and the time left', () => {
    expect(paceText({ made: 53, left: 140, milliseconds: 10_000 })).toBe('5.3 documents a second, 27 s left');
    expect(paceText({ made: 10, left: 250, milliseconds: 20_000 })).toBe(
      '0.5 documents a second, 8 min 20 s left',
    );
  });
  test('tells nothing from one document or in the first second', () => {
    expect(paceText({ made: 1, left: 9, milliseconds: 5000 })).toBe('');
    expect(paceText({ made: 5, left: 9, milliseconds: 900 })).toBe('');
  });
  test('tells the end', () => {
    expect(paceText({ made: 10, left: 0, milliseconds: 5000 })).toBe('2.0 documents a second, 0 s left');
    expect([59, 60, 125].map(durationText)).toEqual(['59 s', '1 min 0 s', '2 min 5 s']);
  });
});
