import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { plainPairs } from '../../pipeline/validate/yaml-plain.ts';

/** What the parser makes of a text: its value, and where each key and value begins. */
function parsed(text: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { stringKeys: true, lineCounter: lines, prettyErrors: false });
  if (!isMap(document.contents) || document.errors.length + document.warnings.length > 0) return null;
  const placeOf = (node: unknown): unknown => {
    const { line, col } = lines.linePos(isScalar(node) ? (node.range?.[0] ?? -1) : -1);
    return { line, column: col };
  };
  const places = document.contents.items.map(({ key, value }) => [
    isScalar(key) ? key.value : key,
    { key: placeOf(key), value: placeOf(value) },
  ]);
  return { value: document.toJS() as unknown, places };
}

function plain(text: string): unknown {
  const pairs = plainPairs(text);
  return pairs && { value: pairs.value, places: [...pairs.places] };
}

test('front matter is read without the parser', () => {
  expect(plain('\ncountry: PER\nedition: "2025"\n')).toEqual({
    value: { country: 'PER', edition: '2025' },
    places: [
      ['country', { key: { line: 2, column: 1 }, value: { line: 2, column: 10 } }],
      ['edition', { key: { line: 3, column: 1 }, value: { line: 3, column: 10 } }],
    ],
  });
});

test.each([
  '',
  '\n',
  'a:',
  'a: 1',
  'a: true',
  'a: No',
  'a: ~',
  "a: 'b'",
  'a: b c',
  'a: b # c',
  'a: b\na: c',
  ' a: b',
  'y: b',
  'a: b:',
  '- a',
  'a: "b',
  'a: |',
  '2023: b',
  `${'k'.repeat(1100)}: b`,
])('what may be something else is left to the parser: %j', (text) => {
  expect(plain(text)).toBeNull();
});

test('what is read without the parser is what the parser reads', () => {
  const piece = fc.constantFrom(
    ...[
      'country',
      'a',
      'PER',
      'e',
      'null',
      'True',
      'off',
      'x1',
      '2025',
      '1.5',
      '0x1F',
      'inf',
      '.nan',
      '12e3',
    ],
    ...[': ', ': ', ': ', ':', '\n', '\n', '"', '"', ' ', '#', '-', '.', '_', '~', "'", '\t', '\u00a0', 'é'],
  );
  const key = fc.constantFrom('country', 'edition', 'a', 'b1', 'x_y', 'no');
  const value = fc.oneof(
    piece,
    fc.tuple(piece, piece).map((parts) => parts.join('')),
  );
  const quoted = value.map((inside) => `"${inside}"`);
  const pair = fc.tuple(key, fc.oneof(value, quoted)).map((parts) => `${parts.join(': ')}\n`);
  const text = fc.array(fc.oneof({ weight: 9, arbitrary: pair }, { weight: 1, arbitrary: piece }), {
    maxLength: 4,
  });
  let seen = 0;
  fc.assert(
    fc.property(text, (pieces) => {
      const whole = pieces.join('');
      const read = plain(whole);
      if (read === null) return;
      seen++;
      expect(read).toEqual(parsed(whole));
    }),
    { numRuns: 5000 },
  );
  expect(seen).toBeGreaterThan(100);
});
