import { PDFArray, PDFName, PDFNumber, type PDFContext, type PDFObject, type PDFPage } from 'pdf-lib';
import type { Matrix } from '../matrix.ts';
import { name, resolve } from '../tree.ts';

/** Left, bottom, right, top. */
export type Box = readonly [number, number, number, number];

/** What of a page is seen, and how it is brought upright with its lower left corner at 0; `width`, `height` in points. */
export interface Seen {
  readonly box: Box;
  readonly matrix: Matrix;
  readonly width: number;
  readonly height: number;
}

/**
 * The trim box of a page, else its crop box or media box, as a reader turns it (/Rotate) and enlarges it (/UserUnit).
 * `turn` are quarter turns to the right on top of that. @throws Error for a page without a size.
 */
export function seenOf(page: PDFPage, turn = 0): Seen {
  const { context } = page.doc;
  const box = boxOf(page);
  const turned = Math.round((numberOf(context, inherited(page, 'Rotate')) ?? 0) / 90) + turn;
  const unit = numberOf(context, page.node.get(name('UserUnit'))) ?? 1;
  const { matrix, width, height } = upright(box, ((turned % 4) + 4) % 4);
  const [a, b, c, d, e, f] = matrix.map((value) => value * unit);
  return {
    box,
    matrix: [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0],
    width: width * unit,
    height: height * unit,
  };
}

/** An entry of the page or of the pages above it. */
export function inherited(page: PDFPage, key: string): PDFObject | undefined {
  return page.node.getInheritableAttribute(PDFName.of(key));
}

/** The numbers of an array; [] for what is none. */
export function numbersOf(context: PDFContext, object: PDFObject | undefined): number[] {
  const value = resolve(context, object);
  return value instanceof PDFArray ? value.asArray().flatMap((one) => numberOf(context, one) ?? []) : [];
}

/** A rectangle with its corners in order; null for what is none. */
export function boxIn(context: PDFContext, object: PDFObject | undefined): Box | null {
  const [a, b, c, d] = numbersOf(context, object);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

function numberOf(context: PDFContext, object: PDFObject | undefined): number | null {
  const value = resolve(context, object);
  return value instanceof PDFNumber ? value.asNumber() : null;
}

/** What of a box lies beyond the media box is not there (ISO 32000-1, 14.11.2.1). */
function boxOf(page: PDFPage): Box {
  const media = boxIn(page.doc.context, inherited(page, 'MediaBox'));
  for (const key of ['TrimBox', 'CropBox', 'MediaBox']) {
    const own = boxIn(page.doc.context, inherited(page, key));
    const box = own && media ? common(own, media) : own;
    if (box && box[2] - box[0] > 1 && box[3] - box[1] > 1) return box;
  }
  throw new Error('a page without a size');
}

function common(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

function upright([left, bottom, right, top]: Box, turn: number): Omit<Seen, 'box'> {
  const [width, height] = [right - left, top - bottom];
  if (turn === 1) return { matrix: [0, -1, 1, 0, -bottom, right], width: height, height: width };
  if (turn === 2) return { matrix: [-1, 0, 0, -1, right, top], width, height };
  if (turn === 3) return { matrix: [0, 1, -1, 0, top, -left], width: height, height: width };
  return { matrix: [1, 0, 0, 1, -left, -bottom], width, height };
}
