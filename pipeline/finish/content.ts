/**
 * Content streams (ISO 32000-1, 7.8): read on bytes, each stream once. An operator is packed into a number, its
 * letters from low to high: `BT` is 0x5442.
 */
export function operator(name: string): number {
  let code = 0;
  for (let i = name.length - 1; i >= 0; i--) code = code * 256 + name.charCodeAt(i);
  return code;
}

/** Called for every operator with the start of its first operand, its own start and its end, as offsets. */
export type Visit = (op: number, operands: number, start: number, end: number) => void;

const isSpace = new Uint8Array(256);
for (const c of [0, 9, 10, 12, 13, 32]) isSpace[c] = 1;
const isDelimiter = new Uint8Array(256);
for (const c of '()<>[]{}/%') isDelimiter[c.charCodeAt(0)] = 1;

/** Walks through the operators of a content stream. Inline images are not expected: Skia writes none. */
export function visitOperators(bytes: Uint8Array, visit: Visit): void {
  const n = bytes.length;
  let i = 0;
  let operands = -1;
  while (i < n) {
    const c = bytes[i] ?? 0;
    if (isSpace[c]) {
      i++;
      continue;
    }
    if (c === 0x25) {
      while (i < n && bytes[i] !== 10 && bytes[i] !== 13) i++;
      continue;
    }
    if (operands < 0) operands = i;
    if (c === 0x28) i = endOfString(bytes, i);
    else if (c === 0x3c && bytes[i + 1] !== 0x3c) {
      while (i < n && bytes[i] !== 0x3e) i++;
      i++;
    } else if (c === 0x3c || (c === 0x3e && bytes[i + 1] === 0x3e)) i += 2;
    else if (c === 0x2f) i = endOfWord(bytes, i + 1);
    else if (isDelimiter[c]) i++;
    else {
      const start = i;
      i = endOfWord(bytes, i);
      // Numbers start with a digit, sign or point; true, false and null do not occur outside dictionaries.
      if ((c >= 0x30 && c <= 0x39) || c === 0x2b || c === 0x2d || c === 0x2e) continue;
      if (c === 0x74 || (c === 0x66 && i - start > 2) || (c === 0x6e && i - start > 1)) continue;
      let op = 0;
      for (let k = i - 1; k >= start; k--) op = op * 256 + (bytes[k] ?? 0);
      visit(op, operands, start, i);
      operands = -1;
    }
  }
}

function endOfWord(bytes: Uint8Array, from: number): number {
  let i = from;
  while (i < bytes.length && !isSpace[bytes[i] ?? 0] && !isDelimiter[bytes[i] ?? 0]) i++;
  return i;
}

function endOfString(bytes: Uint8Array, from: number): number {
  let depth = 0;
  for (let i = from; i < bytes.length; i++) {
    const c = bytes[i];
    if (c === 0x5c) i++;
    else if (c === 0x28) depth++;
    else if (c === 0x29 && --depth === 0) return i + 1;
  }
  return bytes.length;
}

/** The numbers between two offsets. */
export function numbersIn(bytes: Uint8Array, from: number, to: number): number[] {
  return text(bytes, from, to)
    .split(/[\s[\]]+/)
    .filter((word) => word !== '')
    .map(Number);
}

/** Bytes as Latin-1 text. */
export function text(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}

/** The number after /MCID in the properties of a marked-content operator, or -1. */
export function mcidIn(bytes: Uint8Array, from: number, to: number): number {
  const properties = text(bytes, from, to);
  const at = properties.indexOf('/MCID');
  return at < 0 ? -1 : Number.parseInt(properties.slice(at + 5), 10);
}
