import { PDFDict, PDFNumber, PDFRawStream, PDFRef, type PDFContext, type PDFPage } from 'pdf-lib';
import type { Matrix } from '../matrix.ts';
import { arrayEntry, dictEntry, name, nameEntry, resolve } from '../tree.ts';
import { boxIn, numbersOf, type Box } from './page-box.ts';

/** What an annotation shows on paper, a filled field or a stamp, and how it is placed on its page. */
export interface Appearance {
  readonly ref: PDFRef;
  readonly matrix: Matrix;
}

const [hidden, printed] = [2, 4];

/** The appearances that a reader prints (ISO 32000-1, 12.5.3 and 12.5.5), lowest first. */
export function appearancesOf(page: PDFPage): readonly Appearance[] {
  const { context } = page.doc;
  const annotations = arrayEntry(context, page.node, 'Annots')?.asArray() ?? [];
  return annotations.flatMap((entry) => {
    const annotation = resolve(context, entry);
    return annotation instanceof PDFDict ? (appearanceOf(context, annotation) ?? []) : [];
  });
}

function appearanceOf(context: PDFContext, annotation: PDFDict): Appearance | null {
  const flags = resolve(context, annotation.get(name('F')));
  const bits = flags instanceof PDFNumber ? flags.asNumber() : 0;
  if ((bits & hidden) !== 0 || (bits & printed) === 0) return null;
  if (nameEntry(context, annotation, 'Subtype') === 'Popup') return null;
  const rectangle = boxIn(context, annotation.get(name('Rect')));
  const states = dictEntry(context, annotation, 'AP');
  const normal = states?.get(name('N'));
  const state = resolve(context, normal);
  const ref = state instanceof PDFDict ? state.get(name(nameEntry(context, annotation, 'AS'))) : normal;
  const stream = resolve(context, ref);
  if (!rectangle || !(ref instanceof PDFRef) || !(stream instanceof PDFRawStream)) return null;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(context, stream.dict.get(name('Matrix')));
  const own = boxIn(context, stream.dict.get(name('BBox')));
  const matrix = own && fitting(around(own, [a, b, c, d, e, f]), rectangle);
  return matrix && { ref, matrix };
}

/** The upright box around a box that is transformed. */
function around([left, bottom, right, top]: Box, [a, b, c, d, e, f]: Matrix): Box {
  const corners = [
    [left, bottom],
    [right, bottom],
    [left, top],
    [right, top],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** What brings one box into the place of another; null for a box without area. */
function fitting(from: Box, to: Box): Matrix | null {
  const [width, height] = [from[2] - from[0], from[3] - from[1]];
  if (width <= 0 || height <= 0) return null;
  const [x, y] = [(to[2] - to[0]) / width, (to[3] - to[1]) / height];
  return [x, 0, 0, y, to[0] - from[0] * x, to[1] - from[1] * y];
}
