import { glyphAt, hexDigit } from './content.ts';

/** Reads the strings of a composite font, whose codes are pairs of bytes (ISO 32000-1, 9.7.6.2). */
export interface GlyphReader {
  /**
   * Reads the string that begins at an offset, in either notation (7.3.4), up to its end or to the first thing in it that
   * is no code of two bytes. Gives the offset behind it; -1 for half a code, an open end or what is no string.
   */
  readonly read: (content: Uint8Array, at: number) => number;
  /** The codes that were read last: as many as `count` says. */
  readonly codes: () => Uint16Array;
  readonly count: () => number;
  /** The sum of their widths, in thousandths of the font size as `widths` gives them. */
  readonly length: (widths: (glyph: number) => number) => number;
}

const [open, close, backslash] = [0x28, 0x29, 0x5c];
const [lineFeed, carriageReturn] = [0x0a, 0x0d];
/** What stands for a byte behind a backslash (table 3). */
const escapes: ReadonlyMap<number, number> = new Map(
  Object.entries({ n: 10, r: 13, t: 9, b: 8, f: 12 }).map(([letter, byte]) => [letter.charCodeAt(0), byte]),
);
const isSpace = (byte: number | undefined): boolean => byte !== undefined && byte <= 32;
const isOctal = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x37;

export function openGlyphs(): GlyphReader {
  let codes = new Uint16Array(1024);
  let count = 0;
  const add = (code: number): void => {
    if (count === codes.length) {
      const larger = new Uint16Array(count * 2);
      larger.set(codes);
      codes = larger;
    }
    codes[count++] = code;
  };

  const hexadecimal = (content: Uint8Array, from: number): number => {
    let i = from;
    for (let code = glyphAt(content, i); code >= 0; code = glyphAt(content, i)) {
      add(code);
      i += 4;
    }
    let [code, digits] = [0, 0];
    for (; i < content.length && content[i] !== 0x3e; i++) {
      const digit = hexDigit[content[i] ?? 0] ?? -1;
      if (digit < 0 && !isSpace(content[i])) return -1;
      if (digit < 0) continue;
      code = code * 16 + digit;
      if (++digits % 4 > 0) continue;
      add(code);
      code = 0;
    }
    return digits % 4 === 0 && i < content.length ? i + 1 : -1;
  };

  const literal = (content: Uint8Array, from: number): number => {
    let high = -1;
    let depth = 0;
    for (let i = from; i < content.length; i++) {
      let byte = content[i] ?? 0;
      if (byte === close && depth-- === 0) return high < 0 ? i + 1 : -1;
      if (byte === open) depth++;
      else if (byte === carriageReturn) {
        byte = lineFeed;
        if (content[i + 1] === lineFeed) i++;
      } else if (byte === backslash) {
        byte = content[++i] ?? 0;
        if (byte === carriageReturn || byte === lineFeed) {
          if (byte === carriageReturn && content[i + 1] === lineFeed) i++;
          continue;
        }
        if (isOctal(byte)) {
          byte -= 0x30;
          for (let k = 0; k < 2 && isOctal(content[i + 1]); k++) byte = byte * 8 + (content[++i] ?? 0) - 0x30;
          byte &= 255;
        } else byte = escapes.get(byte) ?? byte;
      }
      if (high < 0) high = byte;
      else {
        add(high * 256 + byte);
        high = -1;
      }
    }
    return -1;
  };

  return {
    read(content, at) {
      count = 0;
      if (content[at] === open) return literal(content, at + 1);
      return content[at] === 0x3c ? hexadecimal(content, at + 1) : -1;
    },
    codes: () => codes,
    count: () => count,
    length(widths) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += widths(codes[i] ?? 0);
      return sum;
    },
  };
}
