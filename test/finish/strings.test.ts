import fc from 'fast-check';
import { PDFString } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { openOutput } from '../../pipeline/finish/output.ts';
import { openGlyphs } from '../../pipeline/finish/strings.ts';

const reader = openGlyphs();

/** The codes of the string at the start of some bytes, and how many bytes it has; null for what is none. */
function read(text: string): { readonly codes: readonly number[]; readonly end: number } | null {
  const end = reader.read(Buffer.from(text, 'latin1'), 0);
  return end < 0 ? null : { codes: [...reader.codes().subarray(0, reader.count())], end };
}

describe('a string of glyphs', () => {
  test.each([
    ['<00010a0B>', [1, 0x0a0b]],
    ['<00 01\n0A0b>', [1, 0x0a0b]],
    ['<>', []],
    ['()', []],
    ['(\0\x01ab)', [1, 0x6162]],
    ['(a(b)cd)', [0x6128, 0x6229, 0x6364]],
    ['(\\(\\)\\\\a)', [0x2829, 0x5c61]],
    ['(\\n\\r\\t\\b\\f\\x)', [0x0a0d, 0x0908, 0x0c78]],
    ['(\\0\\12\\101\\1012)', null],
    ['(\\0\\12\\101\\101)', [0x000a, 0x4141]],
    ['(a\\\nb)', [0x6162]],
    ['(a\\\r\nb)', [0x6162]],
    ['(a\rb\r\n)', [0x610a, 0x620a]],
  ])('%j', (text, codes) => {
    expect(read(text)?.codes ?? null).toEqual(codes);
    if (codes) expect(read(`${text} Tj`)?.end).toBe(text.length);
  });

  test.each(['<0001', '<00>', '<000>', '<00zz>', '(a)', '(abc)', '(ab', '(ab\\)', '[', '/F1'])(
    '%j is none',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  test('many are read, and what was read before is gone', () => {
    expect(read(`<${'0102'.repeat(5000)}>`)?.codes).toEqual(Array.from({ length: 5000 }, () => 0x0102));
    expect(read('<0003>')?.codes).toEqual([3]);
    expect(reader.length((glyph) => glyph * 100)).toBe(300);
  });
});

describe('what is written', () => {
  const written = (codes: readonly number[]): string => {
    const out = openOutput(1);
    out.text('(');
    out.codes(Uint16Array.from(codes), codes.length);
    out.text(')');
    return Buffer.from(out.bytes()).toString('latin1');
  };
  test('is read again as it was, by us and by the library', () => {
    const code = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0x2829, 0x0d0a, 0x5c5c, 0x0d28),
    );
    fc.assert(
      fc.property(fc.array(code, { maxLength: 40 }), (codes) => {
        const text = written(codes);
        expect(read(text)).toEqual({ codes, end: text.length });
        const bytes = Buffer.from(PDFString.of(text.slice(1, -1)).asBytes());
        expect(bytes.toString('hex')).toBe(codes.map((one) => one.toString(16).padStart(4, '0')).join(''));
      }),
    );
  });
});
