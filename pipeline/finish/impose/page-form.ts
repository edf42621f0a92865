import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRawStream,
  type PDFDocument,
  type PDFObjectCopier,
  type PDFPage,
  type PDFRef,
} from 'pdf-lib';
import { operator, visitOperators } from '../content.ts';
import type { Matrix } from '../matrix.ts';
import { pack } from '../save.ts';
import { contentIn } from '../streams.ts';
import { name, resolve } from '../tree.ts';
import { smallestText } from './smallest-text.ts';

/** A page as a picture to be placed: its lower left corner is at 0, upright, `width` by `height` points. */
export interface PageForm {
  readonly ref: PDFRef;
  readonly width: number;
  readonly height: number;
  /** The smallest text on it in points; null for none. Text inside other forms is not looked at. */
  readonly smallest: number | null;
}

type Box = readonly [number, number, number, number];

/**
 * Puts a page into another document as a Form XObject (ISO 32000-1, 8.10). Structure, links and outline stay behind: a
 * sheet of several pages has no order of reading. What is seen is the trim box, else the crop box.
 */
export function formOf(page: PDFPage, to: PDFDocument, copier: PDFObjectCopier): PageForm {
  const { context } = page.doc;
  const resources = resolve(context, inherited(page, 'Resources'));
  const content = plain(contentIn(context, page.node.get(name('Contents'))));
  const box = boxOf(page);
  const { matrix, width, height } = upright(box, turnOf(page));
  const packed = pack(content);
  const dict = to.context.obj({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [...box],
    Matrix: [...matrix],
    Filter: 'FlateDecode',
    Length: packed.length,
  });
  dict.set(name('Resources'), resources instanceof PDFDict ? copier.copy(resources) : to.context.obj({}));
  const group = resolve(context, page.node.get(name('Group')));
  if (group instanceof PDFDict) dict.set(name('Group'), copier.copy(group));
  const ref = to.context.register(PDFRawStream.of(dict, packed));
  return { ref, width, height, smallest: smallestText(content) };
}

/** An entry of the page or of the pages above it. */
function inherited(page: PDFPage, key: string): ReturnType<PDFDict['get']> {
  return page.node.getInheritableAttribute(PDFName.of(key));
}

function boxOf(page: PDFPage): Box {
  const { context } = page.doc;
  for (const key of ['TrimBox', 'CropBox', 'MediaBox']) {
    const value = resolve(context, inherited(page, key));
    const numbers =
      value instanceof PDFArray
        ? value.asArray().flatMap((one) => {
            const number = resolve(context, one);
            return number instanceof PDFNumber ? [number.asNumber()] : [];
          })
        : [];
    const [a, b, c, d] = numbers;
    if (a === undefined || b === undefined || c === undefined || d === undefined) continue;
    const box: Box = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
    if (box[2] - box[0] > 1 && box[3] - box[1] > 1) return box;
  }
  throw new Error('a page without a size');
}

/** Quarter turns to the right, 0 to 3. */
function turnOf(page: PDFPage): number {
  const value = resolve(page.doc.context, inherited(page, 'Rotate'));
  const degrees = value instanceof PDFNumber ? value.asNumber() : 0;
  return ((Math.round(degrees / 90) % 4) + 4) % 4;
}

function upright(
  [left, bottom, right, top]: Box,
  turn: number,
): { readonly matrix: Matrix; readonly width: number; readonly height: number } {
  const [width, height] = [right - left, top - bottom];
  if (turn === 1) return { matrix: [0, -1, 1, 0, -bottom, right], width: height, height: width };
  if (turn === 2) return { matrix: [-1, 0, 0, -1, right, top], width, height };
  if (turn === 3) return { matrix: [0, 1, -1, 0, top, -left], width: height, height: width };
  return { matrix: [1, 0, 0, 1, -left, -bottom], width, height };
}

const op = { BDC: operator('BDC'), BMC: operator('BMC'), EMC: operator('EMC') } as const;

/** Content without its marks: they would point to a structure that is not there. */
function plain(content: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let done = 0;
  visitOperators(content, (code, operands, _start, end) => {
    if (code !== op.BDC && code !== op.BMC && code !== op.EMC) return undefined;
    parts.push(content.subarray(done, operands));
    done = end;
    return undefined;
  });
  parts.push(content.subarray(done));
  return Buffer.concat(parts);
}
