import { numberAt, skipSpace, text } from './content.ts';

/** A file is written in another way than the browser's. */
export class UnusualError extends Error {
  override readonly name = 'UnusualError';
}

/** @throws UnusualError where there is none. */
export function indexOf(bytes: Uint8Array, word: string, from: number): number {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(word, Math.max(from, 0));
  if (at < 0) throw new UnusualError(word);
  return at;
}

/** Where each object stands, by its number; 0 for none (ISO 32000-1, 7.5.4). One table, lines of 20 bytes. */
export function offsetsIn(bytes: Uint8Array): readonly number[] {
  const end = text(bytes, Math.max(bytes.length - 64, 0), bytes.length);
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(end)?.[1]);
  const head = /^xref\n0 (\d+)\n/.exec(text(bytes, start || 0, Math.min(start + 64, bytes.length)));
  const count = Number(head?.[1]);
  if (!head || start + count * 20 > bytes.length) throw new UnusualError('cross-references');
  const first = start + head[0].length;
  return Array.from({ length: count }, (_, i) => {
    const line = first + i * 20;
    return bytes[line + 17] === 0x6e ? numberAt(bytes, line, line + 10) : 0;
  });
}

/** The offset behind the first line of an object. @throws UnusualError where another begins, or none. */
export function bodyAt(bytes: Uint8Array, offset: number, number: number): number {
  const line = `${number} 0 obj\n`;
  for (let i = 0; i < line.length; i++)
    if (bytes[offset + i] !== line.charCodeAt(i)) throw new UnusualError(line);
  return skipSpace(bytes, offset + line.length);
}
