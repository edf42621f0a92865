import { getDocument } from '../../support/pdfjs.ts';

/** What stands on one half of one side of a sheet, as a reader of the printed sheet sees it. */
export interface Half {
  /** The texts on it; [] for a blank one. */
  readonly texts: readonly string[];
  /** Whether all of them stand upright. */
  readonly isUpright: boolean;
  /** Where the first text begins, in points from the fold, to the right. */
  readonly fromFold: number;
}
type Side = Readonly<Record<'left' | 'right', Half>>;
interface Item {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly isUpright: boolean;
}

/** The halves of every side of a PDF, read by pdf.js. */
async function sidesOf(bytes: Uint8Array, edge: 'long' | 'short'): Promise<Side[]> {
  const document = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const sides: Side[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { width } = page.getViewport({ scale: 1 });
    // A printer that turns the sheet over its long edge puts the back on it upside down.
    const isTurned = edge === 'long' && number % 2 === 0;
    const items = (await page.getTextContent()).items.flatMap((item): Item[] => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [a = 0, , , , x = 0] = item.transform as number[];
      const sign = isTurned ? -1 : 1;
      const start = isTurned ? width - x : x;
      const end = start + sign * Math.sign(a) * item.width;
      return [{ text: item.str, x: start, end, isUpright: a * sign > 0 }];
    });
    const half = (isLeft: boolean): Half => {
      const own = items.filter(({ x, end }) => (x + end) / 2 < width / 2 === isLeft);
      return {
        texts: own.map(({ text }) => text),
        isUpright: own.every((item) => item.isUpright),
        fromFold: (own[0]?.x ?? width / 2) - width / 2,
      };
    };
    sides.push({ left: half(true), right: half(false) });
  }
  await document.destroy();
  return sides;
}

/**
 * Folds the printed sheets as a binder does, and reads the pages in order: sheets come as front and back, are nested
 * in signatures of `sheets` each, folded in the middle and bound at the left or at the right.
 */
export async function foldAndRead(
  bytes: Uint8Array,
  { edge, isRightToLeft, sheets }: { edge: 'long' | 'short'; isRightToLeft: boolean; sheets: number },
): Promise<Half[]> {
  const sides = await sidesOf(bytes, edge);
  const pages: Half[] = [];
  // A book bound at the right opens on the left half of its outer sheet.
  const [first, second] = isRightToLeft ? (['left', 'right'] as const) : (['right', 'left'] as const);
  for (let from = 0; from < sides.length; from += sheets * 2) {
    const signature = sides.slice(from, from + sheets * 2);
    const halves: Half[] = [];
    // Through the leaves of the outer halves to the middle: the back of a half lies behind it, on the other side.
    for (let i = 0; i < signature.length; i += 2) {
      const [front, back] = [signature[i], signature[i + 1]];
      if (front && back) halves.push(front[first], back[second]);
    }
    // And out again.
    for (let i = signature.length - 2; i >= 0; i -= 2) {
      const [front, back] = [signature[i], signature[i + 1]];
      if (front && back) halves.push(back[first], front[second]);
    }
    pages.push(...halves);
  }
  return pages;
}
