import { fontIn, isArtifact, numbersIn, operator, text, type Visit } from './content.ts';
import type { Widths } from './joined-text.ts';
import { identity, matrixIn, multiply, type Matrix } from './matrix.ts';
import { openGlyphs } from './strings.ts';

/** A string on a page, in points from the lower left corner. */
interface Run {
  readonly left: number;
  readonly right: number;
  /** Its base line. */
  readonly base: number;
  readonly size: number;
  /** Points a unit of text space. */
  readonly scale: number;
  /** It belongs to a running head or foot. */
  readonly isPagination: boolean;
}

const op = {
  q: operator('q'),
  Q: operator('Q'),
  cm: operator('cm'),
  BT: operator('BT'),
  Tf: operator('Tf'),
  Tm: operator('Tm'),
  Td: operator('Td'),
  Tj: operator('Tj'),
  TJ: operator('TJ'),
  BMC: operator('BMC'),
  BDC: operator('BDC'),
  EMC: operator('EMC'),
} as const;

/** How far texts may reach into each other or over an edge, in points: side bearings and rounding. */
const grace = 1;
/** Base lines nearer than this share of the smaller size are one line, or two that run into each other. */
const near = 0.7;

/**
 * Follows where text stands while somebody walks through the content of a page. `isClear` then tells whether every text
 * stands within the running heads and feet, and clear of every other. A page without running heads tells nothing, so
 * that it is not held to be clear. Turned text, as in charts, is passed over.
 */
export function openRoom(
  content: Uint8Array,
  widthsOf: (font: string) => Widths | null,
): { readonly visit: Visit; readonly isClear: () => boolean } {
  const { visit, runs } = openRuns(content, widthsOf);
  return { visit, isClear: () => areClear(runs()) };
}

function areClear(runs: readonly Run[] | null): boolean {
  const frame = runs?.filter(({ isPagination }) => isPagination) ?? [];
  if (!runs || frame.length < 2) return false;
  const [left, right] = [
    Math.min(...frame.map((run) => run.left)),
    Math.max(...frame.map((run) => run.right)),
  ];
  const bases = frame.map(({ base }) => base);
  const [foot, head] = [Math.min(...bases), Math.max(...bases)];
  const body = runs.filter(({ isPagination }) => !isPagination).sort((a, b) => a.base - b.base);
  const isInside = body.every(
    (run) => run.left > left - grace && run.right < right + grace && run.base > foot && run.base < head,
  );
  return isInside && isFullSize(body, frame) && body.every((run, i) => !touchesNext(run, i, body));
}

/** The browser shrinks what is wider than its page, but not the running heads; what a chart scales has a neighbour that is not. */
function isFullSize(body: readonly Run[], frame: readonly Run[]): boolean {
  const [full = 0] = frame.map(({ scale }) => scale);
  return body.length === 0 || body.some(({ scale }) => Math.abs(scale - full) < full / 1000);
}

function touchesNext(run: Run, at: number, runs: readonly Run[]): boolean {
  for (let i = at + 1; i < runs.length; i++) {
    const other = runs[i];
    // The largest type of a page is told apart from the smallest by its own size.
    if (!other || other.base - run.base > near * run.size) return false;
    const isNear = other.base - run.base < near * Math.min(run.size, other.size);
    if (isNear && Math.min(run.right, other.right) - Math.max(run.left, other.left) > grace) return true;
  }
  return false;
}

/** Collects the strings of a page; null where an operator or a font is not understood. */
function openRuns(
  content: Uint8Array,
  widthsOf: (font: string) => Widths | null,
): { readonly visit: Visit; readonly runs: () => readonly Run[] | null } {
  const runs: Run[] = [];
  const states: Matrix[] = [];
  const marks: boolean[] = [];
  let space = identity;
  let line = identity;
  /** How far the strings since the last move have come along their line. */
  let pen = 0;
  let widths: Widths | null = null;
  let size = 0;
  let isLost = false as boolean;
  const visit: Visit = (code, operands, start) => {
    if (code === op.q) states.push(space);
    else if (code === op.Q) space = states.pop() ?? identity;
    else if (code === op.cm) space = multiply(matrixIn(content, operands, start), space);
    else if (code === op.BT || code === op.Tm) {
      line = code === op.BT ? identity : matrixIn(content, operands, start);
      pen = 0;
    } else if (code === op.Td) {
      pen = 0;
      const [x = 0, y = 0] = numbersIn(content, operands, start);
      line = multiply([1, 0, 0, 1, x, y], line);
    } else if (code === op.Tf) {
      const [font, points] = fontIn(content, operands, start);
      [widths, size] = [widthsOf(font), points];
    } else if (code === op.BMC) marks.push(false);
    else if (code === op.BDC)
      marks.push(isArtifact(content, operands) && text(content, operands, start).includes('/Pagination'));
    else if (code === op.EMC) marks.pop();
    else if (code === op.Tj || code === op.TJ) {
      const length = widths ? lengthOf(content, operands, start, widths, size) : null;
      if (length === null) isLost = true;
      else {
        const [a, b, c, d, e, f] = multiply(line, space);
        const isTurned = Math.abs(b) + Math.abs(c) > 1e-6;
        const ends = [e + a * pen, e + a * (pen + length)];
        pen += length;
        if (!isTurned && length > 0)
          runs.push({
            left: Math.min(...ends),
            right: Math.max(...ends),
            base: f,
            size: Math.abs(d) * size,
            scale: Math.abs(d),
            isPagination: marks.includes(true),
          });
      }
    }
    return undefined;
  };
  return { visit, runs: () => (isLost ? null : runs) };
}

const reader = openGlyphs();

/** Length of a shown string or array in units of text space, from glyphs of two bytes and adjustments; null for others. */
function lengthOf(
  content: Uint8Array,
  from: number,
  to: number,
  widths: Widths,
  size: number,
): number | null {
  let thousandths = 0;
  for (let i = from; i < to; i++) {
    const c = content[i];
    if (c === 0x3c || c === 0x28) {
      const end = reader.read(content, i);
      if (end < 0) return null;
      thousandths += reader.length(widths);
      i = end - 1;
    } else if (c !== 0x5b && c !== 0x5d && c !== 0x20 && c !== 0x0a) {
      let end = i;
      while (end < to && !isEnd(content[end])) end++;
      const [moved = NaN] = numbersIn(content, i, end);
      if (Number.isNaN(moved)) return null;
      thousandths -= moved;
      i = end - 1;
    }
  }
  return (thousandths / 1000) * size;
}

/** True for what ends a number in an array of strings: `<`, `(`, `]`, white space. */
function isEnd(byte: number | undefined): boolean {
  return byte === 0x3c || byte === 0x28 || byte === 0x5d || byte === 0x20 || byte === 0x0a;
}
