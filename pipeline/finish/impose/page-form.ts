import {
  PDFDict,
  PDFRawStream,
  type PDFDocument,
  type PDFObjectCopier,
  type PDFPage,
  type PDFRef,
} from 'pdf-lib';
import { pack } from '../pack.ts';
import { contentIn } from '../streams.ts';
import { dictEntry, name, resolve } from '../tree.ts';
import { appearancesOf } from './appearances.ts';
import { inherited, seenOf } from './page-box.ts';
import { withoutMarks } from './page-content.ts';
import { smallestText } from './smallest-text.ts';

/** A page as a picture to be placed: its lower left corner is at 0, upright, `width` by `height` points. */
export interface PageForm {
  readonly ref: PDFRef;
  readonly width: number;
  readonly height: number;
  /** The smallest text on it in points; null for none. */
  readonly smallest: number | null;
}

/**
 * Puts a page into another document as a Form XObject (ISO 32000-1, 8.10), turned to the right by quarter turns. What
 * a reader prints of fields and notes stays; structure, links and outline do not: a sheet of several pages has no
 * order of reading.
 */
export function formOf(page: PDFPage, to: PDFDocument, copier: PDFObjectCopier, turn: number): PageForm {
  const { context } = page.doc;
  const { box, matrix, width, height } = seenOf(page, turn);
  const resources = resolve(context, inherited(page, 'Resources'));
  const own = resources instanceof PDFDict ? resources : null;
  const content = withoutMarks(contentIn(context, page.node.get(name('Contents'))));
  const appearances = appearancesOf(page);
  const register = (
    bytes: Uint8Array,
    used: PDFDict,
    entries: Readonly<Record<string, number[]>>,
  ): PDFRef => {
    const packed = pack(bytes);
    const dict = to.context.obj({ Type: 'XObject', Subtype: 'Form', BBox: [...box], ...entries });
    dict.set(name('Resources'), used);
    dict.set(name('Filter'), name('FlateDecode'));
    dict.set(name('Length'), to.context.obj(packed.length));
    const group = dictEntry(context, page.node, 'Group');
    if (group) dict.set(name('Group'), copier.copy(group));
    return to.context.register(PDFRawStream.of(dict, packed));
  };
  const scale = Math.hypot(matrix[0], matrix[1]);
  const size = smallestText(content, own, context);
  const common = { width, height, smallest: size === null ? null : size * scale };
  const used = own ? copier.copy(own) : to.context.obj({});
  if (appearances.length === 0) return { ref: register(content, used, { Matrix: [...matrix] }), ...common };

  // The page and what lies on it, as one picture.
  const pictures = to.context.obj({ Page: register(content, used, {}) });
  const lines = appearances.map((one, i) => {
    pictures.set(name(`Note${i}`), copier.copy(one.ref));
    return `q ${one.matrix.map((value) => value.toFixed(4)).join(' ')} cm /Note${i} Do Q`;
  });
  const whole = Buffer.from(['/Page Do', ...lines].join('\n'));
  return { ref: register(whole, to.context.obj({ XObject: pictures }), { Matrix: [...matrix] }), ...common };
}
