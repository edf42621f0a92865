import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../pipeline/validate/csv.ts';

const path = 'data/table.csv';

/** Cells as `text@line:column`. */
function cells(text: string): string[][] | null {
  const { value } = readCsv({ path, text });
  return (
    value?.map((row) => row.map((cell) => `${cell.text}@${cell.place.line}:${cell.place.column}`)) ?? null
  );
}

describe('readCsv(file)', () => {
  test('knows where every cell begins, after letters of any width', () => {
    expect(cells('a,b\u00e9,c\n1,\u{1f600},3\n')).toEqual([
      ['a@1:1', 'b\u00e9@1:3', 'c@1:6'],
      ['1@2:1', '\u{1f600}@2:3', '3@2:6'],
    ]);
  });
  test('leaves out spaces around a cell, quotes and rows without text', () => {
    expect(cells(' a , "b" \n\n  \n,\n"c, d",e')).toEqual([
      ['a@1:2', 'b@1:6'],
      ['c, d@5:1', 'e@5:8'],
    ]);
  });
  test('reads a doubled quote as one', () => {
    expect(cells('"say ""a""",b\n')).toEqual([['say "a"@1:1', 'b@1:13']]);
  });
  test('has no rows in an empty file', () => {
    expect(cells('')).toEqual([]);
  });
  test.each([
    ['at the start', '"a,b\n1,2\n', '1:1'],
    ['in a row below', 'a,b\n1,2\n3,"4\n5,6\n', '3:3'],
    ['in the first cell of a row', 'a,b\n"1,2\n3,4\n', '2:1'],
    ['after an empty cell', 'a,b\n,"1\n', '2:2'],
    ['inside a cell', 'a,b\n1"2,3\n', '2:2'],
  ])('says where a quote opened that is not closed: %s', (_, text, expected) => {
    const { value, messages } = readCsv({ path, text });
    expect(value).toBeNull();
    expect(messages.map(({ line, column }) => `${line ?? ''}:${column ?? ''}`)).toEqual([expected]);
  });
  test('finds every cell of any table where it was written', () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 6 })
      .map((text) => text.replace(/[\s\0"]/gu, 'x') || 'x');
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(table, (rows) => {
        const quoted = rows.map((row) => row.map((text) => (text.includes(',') ? `"${text}"` : text)));
        const text = quoted.map((row) => row.join(',')).join('\n');
        const lines = text.split('\n');
        const { value } = readCsv({ path, text });
        expect(value?.map((row) => row.map((one) => one.text))).toEqual(rows);
        for (const { text: content, place } of value?.flat() ?? []) {
          const there = lines[place.line - 1]?.slice(place.column - 1).replace(/^"/, '');
          expect(there?.startsWith(content)).toBe(true);
        }
      }),
    );
  });
  test('reads a table without quotes as the parser does', () => {
    const piece = fc.constantFrom(
      'a',
      '1.50',
      ',',
      '\n',
      ' ',
      '\t',
      '\u00a0',
      '\u2003',
      '\r',
      '\f',
      '\ufeff',
      'é',
      '\n,',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const expected = parse(text, { trim: true, relax_column_count: true, record_delimiter: '\n' });
        const read = readCsv({ path, text }).value?.map((row) => row.map((cell) => cell.text));
        expect(read).toEqual(expected.filter((row) => row.some((cell) => cell !== '')));
      }),
      { numRuns: 500 },
    );
  });
});
