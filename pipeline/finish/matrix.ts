import { endOfWord, numberAt, skipSpace } from './content.ts';

/** A transformation as its six numbers a b c d e f (ISO 32000-1, 8.3.3). */
export type Matrix = readonly [number, number, number, number, number, number];
export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** The transformation `a`, then `b` (ISO 32000-1, 8.3.4). */
export function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ];
}

/** The operands of `cm` or `Tm`, between two offsets of a content stream; what is lacking is that of no transformation. */
export function matrixIn(content: Uint8Array, from: number, to: number): Matrix {
  let at = from;
  const next = (usual: number): number => {
    const start = skipSpace(content, at);
    if (start >= to) return usual;
    at = Math.min(endOfWord(content, start), to);
    return numberAt(content, start, at);
  };
  return [next(1), next(0), next(0), next(1), next(0), next(0)];
}
