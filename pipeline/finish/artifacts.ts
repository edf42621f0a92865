import { mcidIn, operator, visitOperators } from './content.ts';
import { edited, type Edit } from './edits.ts';
import { identity, matrixIn, multiply, type Matrix } from './matrix.ts';

const op = {
  q: operator('q'),
  Q: operator('Q'),
  cm: operator('cm'),
  Tm: operator('Tm'),
  BT: operator('BT'),
  ET: operator('ET'),
  BDC: operator('BDC'),
  BMC: operator('BMC'),
  EMC: operator('EMC'),
  m: operator('m'),
  re: operator('re'),
  n: operator('n'),
  Do: operator('Do'),
  sh: operator('sh'),
} as const;
const painting: ReadonlySet<number> = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*'].map(operator));

/**
 * Marks everything that no structure element holds as an artifact, as PDF/UA-1 (7.1) asks: Chromium leaves margin
 * boxes, backgrounds, borders and hidden graphics bare. Text outside the structure is a running head or foot.
 * Content whose MCID is in `dropped` becomes an artifact too. `height` is the page's height in points.
 */
export function markArtifacts(content: Uint8Array, dropped: ReadonlySet<number>, height: number): Uint8Array {
  const edits: Edit[] = [];
  const wrap = (from: number, to: number, opening: string): void => {
    edits.push({ at: from, until: from, text: opening }, { at: to, until: to, text: '\nEMC' });
  };
  let depth = 0;
  let path = -1;
  let textStart = -1;
  let textY: number | null = null;
  let ctm = identity;
  const saved: Matrix[] = [];

  visitOperators(content, (code, operands, start, end) => {
    if (code === op.BDC || code === op.BMC) {
      if (depth === 0 && dropped.size > 0 && dropped.has(mcidIn(content, operands, start))) {
        edits.push({ at: operands, until: end, text: '/Artifact BMC' });
      }
      depth++;
    } else if (code === op.EMC) depth--;
    else if (code === op.q) saved.push(ctm);
    else if (code === op.Q) ctm = saved.pop() ?? identity;
    else if (code === op.cm) ctm = multiply(matrixIn(content, operands, start), ctm);
    else if (depth > 0) return;
    else if (code === op.BT) [textStart, textY] = [operands, null];
    else if (code === op.ET) {
      const kind = (textY ?? 0) > height / 2 ? 'Header' : 'Footer';
      wrap(textStart, end, `/Artifact <</Type /Pagination /Subtype /${kind}>> BDC\n`);
      textStart = -1;
    } else if (textStart >= 0) {
      if (code === op.Tm) textY ??= multiply(matrixIn(content, operands, start), ctm)[5];
    } else if (code === op.m || code === op.re) {
      if (path < 0) path = operands;
    } else if (code === op.n) path = -1;
    else if (painting.has(code)) {
      wrap(path < 0 ? operands : path, end, '/Artifact BMC\n');
      path = -1;
    } else if (code === op.Do || code === op.sh) wrap(operands, end, '/Artifact BMC\n');
  });

  return edited(content, edits);
}
