import { describe, expect, test } from 'vitest';
import { namesInInks } from '../../../pipeline/finish/press/separations.ts';

/** Glyph 1 is the space of the font, but for one that has none. */
const coloured = (...pieces: readonly string[]): readonly string[] =>
  namesInInks(pieces, (font) => (font === 'F4' ? 1 : null));

describe('the names of the separations', () => {
  test('are the last four words of the line, each in its own ink', () => {
    expect(
      coloured('BT /F4 5 Tf <00050001000200010003> Tj 9 0 Td <000100040001> Tj 9 0 Td <0006> Tj ET'),
    ).toEqual([
      'BT /F4 5 Tf <00050001> Tj 1 0 0 0 k <00020001> Tj 0 1 0 0 k <0003> Tj 9 0 Td <0001> Tj 0 0 1 0 k <00040001> Tj 9 0 Td 0 0 0 1 k <0006> Tj ET',
    ]);
  });

  test('keep their inks where kerning moves in the middle of one, and where the browser begins anew', () => {
    expect(
      coloured('BT /F4 5 Tf <0005000100020001> Tj <0003> Tj ET', 'BT /F4 5 Tf <00030001000400010006> Tj ET'),
    ).toEqual([
      'BT /F4 5 Tf <00050001> Tj 1 0 0 0 k <00020001> Tj 0 1 0 0 k <0003> Tj ET',
      '0 1 0 0 k BT /F4 5 Tf <00030001> Tj 0 0 1 0 k <00040001> Tj 0 0 0 1 k <0006> Tj ET',
    ]);
  });

  test.each([
    ['a line of three words', 'BT /F4 5 Tf <00050001000200010003> Tj ET'],
    ['a font without a space', 'BT /F5 5 Tf <000500010002000100030001000400010006> Tj ET'],
    ['text that is no string of glyphs', 'BT /F4 5 Tf (a b c d e) Tj ET'],
  ])('stay as they are in %s', (_, line) => {
    expect(coloured(line)).toEqual([line]);
  });
});
