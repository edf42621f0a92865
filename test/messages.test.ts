import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { error, formatMessage, nearest, rules, sortMessages, warning } from '../pipeline/messages.ts';

const path = 'data/scores/2023.csv';

describe('formatMessage(message)', () => {
  test('names file, line, column, kind, rule, reason and hint in one line', () => {
    const message = error('validate:score', 'Unexpected 11, expected 1 to 10', {
      path,
      place: { line: 2, column: 5 },
      hint: 'correct the score',
    });
    expect(formatMessage(message)).toBe(
      'data/scores/2023.csv:2:5  error  validate:score  Unexpected 11, expected 1 to 10  → correct the score',
    );
  });
  test('names the second place of a message that has two', () => {
    const cause = { path, place: { line: 2, column: 1 }, reason: 'the first' };
    const message = error('validate:duplicate', 'Unexpected second row of PER, expected one', {
      path,
      place: { line: 9, column: 1 },
      cause,
    });
    expect(formatMessage(message)).toContain('(see data/scores/2023.csv:2:1 the first)');
  });
  test('leaves out what is not there', () => {
    expect(formatMessage(warning('load:unknown-file', 'Unexpected file', { path: 'data/a.xlsx' }))).toBe(
      'data/a.xlsx  warning  load:unknown-file  Unexpected file',
    );
    expect(formatMessage(warning('load:unknown-file', 'Unexpected file', { path: '' }))).toBe(
      'country-briefs  warning  load:unknown-file  Unexpected file',
    );
  });
});

describe('error and warning', () => {
  test('differ in being fatal, and carry what was found and what was expected', () => {
    const details = { path, actual: '11', expected: ['1 to 10'] };
    const [bad, odd] = [error('validate:score', 'x', details), warning('validate:score', 'x', details)];
    expect([bad.fatal, odd.fatal]).toEqual([true, false]);
    expect(bad).toMatchObject({ source: 'validate', ruleId: 'score', actual: '11', expected: ['1 to 10'] });
  });
});

describe('sortMessages(messages)', () => {
  test('orders by file, line, column and rule, as numbers', () => {
    const at = (file: string, line: number, column: number): ReturnType<typeof error> =>
      error('validate:score', `${file}:${line}:${column}`, { path: file, place: { line, column } });
    const sorted = [at('a', 2, 9), at('a', 2, 10), at('a', 10, 1), at('b', 1, 1)];
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: 4 }), (shuffled) => {
        expect(sortMessages(shuffled)).toEqual(sorted);
      }),
    );
  });
});

describe('nearest(name, known)', () => {
  const known = ['criminality', 'criminal-markets', 'resilience', 'iso3'];
  test.each([
    ['criminalty', 'criminality'],
    ['resileince', 'resilience'],
    ['ISO3', 'iso3'],
    ['iso', 'iso3'],
  ])('%s is near %s', (name, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });
  test('is undefined for a name that is near none', () => {
    expect(nearest('population', known)).toBeUndefined();
    expect(nearest('', known)).toBeUndefined();
  });
  test('finds every name with one letter left out or changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.nat(), fc.constantFrom('', 'x'), (name, at, put) => {
        const i = at % name.length;
        const misspelt = name.slice(0, i) + put + name.slice(i + 1);
        expect(nearest(misspelt, known)).toBe(name);
      }),
    );
  });
});

describe('rules', () => {
  test('have an id of a stage and a name, and say what holds', () => {
    for (const [id, text] of Object.entries(rules)) {
      expect(id).toMatch(/^[a-z][a-z0-9]*:[a-z0-9.-]+$/);
      expect(text).not.toBe('');
    }
  });
});

describe('formatMessage(content that is made to act)', () => {
  test.each([
    ['a colour and a link of a terminal', '\u001b[31m\u001b]8;;x\u0007', '<U+001B>[31m<U+001B>]8;;x<U+0007>'],
    ['a line end', 'a\nb', 'a<U+000A>b'],
    ['words turned round', '\u202eabc\u202c', '<U+202E>abc<U+202C>'],
  ])('shows %s by its number', (_, text, shown) => {
    expect(
      formatMessage(error('validate:value', `Unexpected ${text}, expected words`, { path: 'a.yaml' })),
    ).toBe(`a.yaml  error  validate:value  Unexpected ${shown}, expected words`);
  });
  test('of a very long text shows beginning and end', () => {
    const { reason } = error('validate:value', `Unexpected ${'x'.repeat(1e6)}, expected words`, { path: '' });
    expect(reason.length).toBeLessThan(1000);
    expect(reason).toMatch(/^Unexpected x+ … x+, expected words$/);
  });
});
