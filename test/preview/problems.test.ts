import { describe, expect, test } from 'vitest';
import { error } from '../../pipeline/messages.ts';
import type { Sources } from '../../pipeline/model.ts';
import { problemOf } from '../../pipeline/preview/problems.ts';

const path = 'data/scores/2023.csv';
const empty = {
  editions: [],
  scores: [],
  published: [],
  narratives: [],
  labels: [],
  templates: [],
  styles: [],
};
const sourcesOf = (text: string): Sources => ({
  ...empty,
  index: null,
  countries: null,
  scores: [{ path, text }],
});
const at = (line: number, column: number) =>
  error('validate:score', 'Unexpected x', { path, place: { line, column }, hint: 'write a number' });

describe('problemOf(message, sources)', () => {
  test('gives place, rule, reason and advice, and the line with two neighbours each side', () => {
    const problem = problemOf(at(3, 5), sourcesOf('one\ntwo\nthe third\nfour\nfive\nsix\n'));
    expect(problem).toMatchObject({
      place: `${path}:3:5`,
      rule: 'validate:score',
      reason: 'Unexpected x',
      hint: 'write a number',
      line: 3,
      before: 4,
    });
    expect(problem.excerpt.map(({ number, text }) => `${number} ${text}`)).toEqual([
      '1 one',
      '2 two',
      '3 the third',
      '4 four',
      '5 five',
    ]);
  });
  test('shows of a long line what stands around the place', () => {
    const line = `${'a'.repeat(200)}X${'b'.repeat(200)}`;
    const { before, excerpt } = problemOf(at(1, 201), sourcesOf(line));
    const text = excerpt[0]?.text ?? '';
    expect(text[before]).toBe('X');
    expect(text).toMatch(/^…a+Xb+…$/);
    expect(text.length).toBeLessThan(130);
  });
  test('puts the caret under the character behind a tab', () => {
    const { before, excerpt } = problemOf(at(1, 3), sourcesOf('a\tX'));
    expect(excerpt[0]?.text[before]).toBe('X');
  });
  test('ends with the last line of the file', () => {
    expect(problemOf(at(1, 1), sourcesOf('one\n')).excerpt).toEqual([{ number: 1, text: 'one' }]);
  });
  test('has no excerpt of a line or a file that is not there', () => {
    expect(problemOf(at(9, 1), sourcesOf('one')).excerpt).toEqual([]);
    expect(problemOf(error('load:link', 'Unexpected x', { path: 'data/x' }), sourcesOf('')).excerpt).toEqual(
      [],
    );
  });
});
