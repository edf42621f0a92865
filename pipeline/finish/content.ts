/**
 * Content streams (ISO 32000-1, 7.8): read on bytes, each stream once. An operator is packed into a number, its
 * letters from low to high: `BT` is 0x5442.
 */
export function operator(name: string): number {
  let code = 0;
  for (let i = name.length - 1; i >= 0; i--) code = code * 256 + name.charCodeAt(i);
  return code;
}

/**
 * Called for every operator with the start of its first operand, its own start and its end, as offsets. Who has read
 * on by itself returns the offset to go on from.
 */
export type Visit = (op: number, operands: number, start: number, end: number) => number | undefined;

const [regular, space, delimiter] = [0, 1, 2];
const kindOf = new Uint8Array(256).fill(regular);
for (const c of [0, 9, 10, 12, 13, 32]) kindOf[c] = space;
for (const c of '()<>[]{}/%') kindOf[c.charCodeAt(0)] = delimiter;

/** Walks through the operators of a content stream. Inline images are not expected: Skia writes none. */
export function visitOperators(bytes: Uint8Array, visit: Visit): void {
  const n = bytes.length;
  let i = 0;
  let operands = -1;
  while (i < n) {
    const c = bytes[i] ?? 0;
    const kind = kindOf[c];
    if (kind === space) {
      i++;
      continue;
    }
    if (c === 0x25) {
      while (i < n && bytes[i] !== 10 && bytes[i] !== 13) i++;
      continue;
    }
    if (operands < 0) operands = i;
    if (kind === regular) {
      const start = i;
      i = endOfWord(bytes, i + 1);
      // Numbers start with a digit, sign or point; true, false and null do not occur outside dictionaries.
      if ((c >= 0x30 && c <= 0x39) || c === 0x2b || c === 0x2d || c === 0x2e) continue;
      if (c === 0x74 || (c === 0x66 && i - start > 2) || (c === 0x6e && i - start > 1)) continue;
      let op = 0;
      for (let k = i - 1; k >= start; k--) op = op * 256 + (bytes[k] ?? 0);
      i = visit(op, operands, start, i) ?? i;
      operands = -1;
    } else if (c === 0x28) i = endOfString(bytes, i);
    else if (c === 0x3c && bytes[i + 1] !== 0x3c) {
      const end = bytes.indexOf(0x3e, i);
      i = end < 0 ? n : end + 1;
    } else if (c === 0x3c || (c === 0x3e && bytes[i + 1] === 0x3e)) i += 2;
    else if (c === 0x2f) i = endOfWord(bytes, i + 1);
    else i++;
  }
}

/** The offset of the first byte from `from` on that ends a name, number or operator. */
export function endOfWord(bytes: Uint8Array, from: number): number {
  let i = from;
  while (i < bytes.length && kindOf[bytes[i] ?? 0] === regular) i++;
  return i;
}

/** The offset behind the string in parentheses that starts at `from`; the end of the bytes where it is open. */
export function endOfString(bytes: Uint8Array, from: number): number {
  let depth = 0;
  for (let i = from; i < bytes.length; i++) {
    const c = bytes[i];
    if (c === 0x5c) i++;
    else if (c === 0x28) depth++;
    else if (c === 0x29 && --depth === 0) return i + 1;
  }
  return bytes.length;
}

/** The offset of the first byte from `from` on that is neither white space nor comment. */
export function skipSpace(bytes: Uint8Array, from: number): number {
  let i = from;
  for (; i < bytes.length; i++) {
    if (bytes[i] === 0x25) while (i < bytes.length && bytes[i] !== 10 && bytes[i] !== 13) i++;
    else if (kindOf[bytes[i] ?? 0] !== space) break;
  }
  return i;
}

/** The number between two offsets; NaN for anything else. Its value is that of `Number`: digits stay below 2^53. */
export function numberAt(bytes: Uint8Array, from: number, to: number): number {
  const first = bytes[from];
  let [digits, divisor] = [0, 0];
  for (let i = first === 0x2d || first === 0x2b ? from + 1 : from; i < to; i++) {
    const c = bytes[i] ?? 0;
    if (c === 0x2e && divisor === 0) divisor = 1;
    else if (c >= 0x30 && c <= 0x39 && digits < 1e15) {
      digits = digits * 10 + c - 0x30;
      divisor *= 10;
    } else return Number(text(bytes, from, to));
  }
  const value = divisor > 1 ? digits / divisor : digits;
  return first === 0x2d ? -value : value;
}

/** The numbers between two offsets. */
export function numbersIn(bytes: Uint8Array, from: number, to: number): number[] {
  const numbers: number[] = [];
  for (let i = from; i < to;) {
    if (kindOf[bytes[i] ?? 0] !== regular) {
      i++;
      continue;
    }
    const end = Math.min(endOfWord(bytes, i), to);
    numbers.push(numberAt(bytes, i, end));
    i = end;
  }
  return numbers;
}

/** The value of a hexadecimal digit by its byte; negative for other bytes. */
export const hexDigit = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) {
  hexDigit[i.toString(16).charCodeAt(0)] = i;
  hexDigit[i.toString(16).toUpperCase().charCodeAt(0)] = i;
}

/** The number that four hexadecimal digits stand for; negative where there are none. */
export function glyphAt(bytes: Uint8Array, from: number): number {
  let glyph = 0;
  for (let i = from; i < from + 4; i++) {
    const digit = hexDigit[bytes[i] ?? 0] ?? -1;
    if (digit < 0) return -1;
    glyph = glyph * 16 + digit;
  }
  return glyph;
}

/** Whether these bytes stand at an offset. */
export function isAt(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
  return true;
}

/** Bytes as Latin-1 text. */
export function text(bytes: Uint8Array, from: number, to: number): string {
  if (bytes instanceof Buffer) return bytes.toString('latin1', from, to);
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}

/** The operands of Tf: the name of a font without its slash, and the size. */
export function fontIn(bytes: Uint8Array, operands: number, start: number): readonly [string, number] {
  const end = endOfWord(bytes, operands + 1);
  const size = skipSpace(bytes, end);
  return [fontName(bytes, operands + 1, end), numberAt(bytes, size, Math.min(endOfWord(bytes, size), start))];
}

const fontNames: string[] = [];

/** The browser calls fonts F and a number: a text of it is made once, not thousands of times. */
function fontName(bytes: Uint8Array, from: number, to: number): string {
  let number = 0;
  if (bytes[from] === 0x46 && to - from < 5)
    for (let i = from + 1; i < to; i++) {
      const digit = (bytes[i] ?? 0) - 0x30;
      // F07 is not F7.
      if (digit < 0 || digit > 9 || number + digit === 0) return text(bytes, from, to);
      number = number * 10 + digit;
    }
  return number > 0 ? (fontNames[number] ??= text(bytes, from, to)) : text(bytes, from, to);
}

/** True when the tag of a marked-content operator is Artifact. */
export function isArtifact(bytes: Uint8Array, operands: number): boolean {
  return bytes[operands + 1] === 0x41 && text(bytes, operands, operands + 9) === '/Artifact';
}

const key = Buffer.from('/MCID');

/** The number after /MCID in the properties of a marked-content operator, or -1. */
export function mcidIn(bytes: Uint8Array, from: number, to: number): number {
  for (let i = from; i + key.length < to; i++) {
    let at = 0;
    while (at < key.length && bytes[i + at] === key[at]) at++;
    if (at < key.length) continue;
    const digits = skipSpace(bytes, i + at);
    const end = endOfWord(bytes, digits);
    return end > digits ? numberAt(bytes, digits, end) : -1;
  }
  return -1;
}
