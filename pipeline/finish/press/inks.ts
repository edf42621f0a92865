import { numbersIn, operator, text, visitOperators } from '../content.ts';
import { edited, type Edit } from '../edits.ts';
import { identity, matrixIn, multiply, type Matrix } from '../matrix.ts';

const op = {
  q: operator('q'),
  Q: operator('Q'),
  cm: operator('cm'),
  rg: operator('rg'),
  RG: operator('RG'),
  BT: operator('BT'),
  ET: operator('ET'),
  Tm: operator('Tm'),
  BDC: operator('BDC'),
  BMC: operator('BMC'),
  EMC: operator('EMC'),
} as const;
/** Shadings and patterns: their colours stand elsewhere and are not rewritten. */
const painted: ReadonlySet<number> = new Set(['sh', 'scn', 'SCN', 'sc', 'SC'].map(operator));

/** Black that prints over what lies below it, and the other way round: names of ExtGState resources. */
export const overprint = { on: 'OverprintOn', off: 'OverprintOff' } as const;

export interface Beyond {
  readonly matrix: Matrix;
  readonly height: number;
  readonly text: string;
}

/** Content in the inks of the press. */
export interface Inked {
  readonly content: Uint8Array;
  /** Text from beyond the edge, each with the transformation that holds for it and the height of its base line. */
  readonly beyond: readonly Beyond[];
  /** Colours without a build, and what else cannot be printed. */
  readonly strange: readonly string[];
}

/**
 * Rewrites content from RGB to CMYK: each colour to its build, equal parts to black alone; text in full black prints
 * over what lies below it. Marks are taken out, and so is text whose base line lies above `edge` points.
 */
export function inContent(
  content: Uint8Array,
  inks: Readonly<Record<string, readonly number[]>>,
  edge: number,
): Inked {
  const edits: Edit[] = [];
  const beyond: Beyond[] = [];
  const strange = new Set<string>();
  const saved: { readonly space: Matrix; readonly isBlack: boolean }[] = [];
  let space = identity;
  // Content begins in black (ISO 32000-1, 8.4.1).
  let isBlack = true;
  let block = -1;
  let blockEdits = 0;
  let height: number | null = null;

  visitOperators(content, (code, operands, start, end) => {
    if (code === op.q) saved.push({ space, isBlack });
    else if (code === op.Q) ({ space, isBlack } = saved.pop() ?? { space: identity, isBlack: true });
    else if (code === op.cm) space = multiply(matrixIn(content, operands, start), space);
    else if (code === op.rg || code === op.RG) {
      const rgb = hexOf(numbersIn(content, operands, start));
      const build = inks[rgb] ?? blackOf(rgb);
      if (!build) strange.add(`colour #${rgb}`);
      if (code === op.rg) isBlack = build?.join(' ') === '0 0 0 100';
      const values = (build ?? [0, 0, 0, 100]).map((percent) => String(percent / 100)).join(' ');
      edits.push({ at: operands, until: end, text: `${values} ${code === op.rg ? 'k' : 'K'}` });
    } else if (painted.has(code)) strange.add('shading or pattern');
    else if (code === op.BDC || code === op.BMC || code === op.EMC)
      edits.push({ at: operands, until: end, text: '' });
    else if (code === op.BT) [block, blockEdits, height] = [operands, edits.length, null];
    else if (code === op.Tm) height ??= multiply(matrixIn(content, operands, start), space)[5];
    else if (code === op.ET && block >= 0) {
      if (height !== null && height > edge) {
        const from = block;
        const own = edits.splice(blockEdits, edits.length, { at: from, until: end, text: '' });
        const shifted = own.map((edit) => ({ ...edit, at: edit.at - from, until: edit.until - from }));
        const line = edited(content.subarray(from, end), shifted);
        beyond.push({ matrix: space, height, text: text(line, 0, line.length) });
      } else if (isBlack) {
        edits.splice(blockEdits, 0, { at: block, until: block, text: `/${overprint.on} gs ` });
        edits.push({ at: end, until: end, text: ` /${overprint.off} gs` });
      }
      block = -1;
    }
    return undefined;
  });
  return { content: edited(content, edits), beyond, strange: [...strange] };
}

/** A colour of three parts from 0 to 1 as six digits. */
function hexOf([r = 0, g = 0, b = 0]: readonly number[]): string {
  const digits = [r, g, b].map((part) =>
    Math.round(part * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  return digits.join('');
}

/** Percent of the four inks for equal parts of red, green and blue: black alone; null for other colours. */
function blackOf(rgb: string): readonly number[] | null {
  const part = rgb.slice(0, 2);
  return rgb === part.repeat(3) ? [0, 0, 0, Math.round((1 - Number.parseInt(part, 16) / 255) * 100)] : null;
}
