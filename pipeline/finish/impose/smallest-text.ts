import { operator, text, visitOperators } from '../content.ts';
import { identity, matrixIn, multiply, type Matrix } from '../matrix.ts';

const op = {
  q: operator('q'),
  Q: operator('Q'),
  cm: operator('cm'),
  BT: operator('BT'),
  Tf: operator('Tf'),
  Tm: operator('Tm'),
} as const;
const showing: ReadonlySet<number> = new Set(['Tj', 'TJ', "'", '"'].map(operator));

/** The height of the smallest text that a content stream shows, in its own units; null where it shows none. */
export function smallestText(content: Uint8Array): number | null {
  const saved: Matrix[] = [];
  let space = identity;
  let line = identity;
  let size = 0;
  let smallest = Infinity;
  visitOperators(content, (code, operands, start) => {
    if (code === op.q) saved.push(space);
    else if (code === op.Q) space = saved.pop() ?? identity;
    else if (code === op.cm) space = multiply(matrixIn(content, operands, start), space);
    else if (code === op.BT) line = identity;
    else if (code === op.Tm) line = matrixIn(content, operands, start);
    else if (code === op.Tf) size = Number(text(content, operands, start).trim().split(/\s+/)[1]);
    else if (showing.has(code)) {
      const [, , c, d] = multiply(line, space);
      const height = Math.abs(size) * Math.hypot(c, d);
      if (height > 0) smallest = Math.min(smallest, height);
    }
    return undefined;
  });
  return smallest === Infinity ? null : smallest;
}
