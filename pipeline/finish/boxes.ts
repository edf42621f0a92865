import type { PDFPage } from 'pdf-lib';
import { error, type Message } from '../messages.ts';

/** Points in a millimetre. */
export const pointsPerMillimetre = 72 / 25.4;

/** The browser rounds a page to whole CSS pixels, of 0.26 mm each. */
const rounding = 0.3;

/**
 * The message for pages that the browser has printed in another size than `width` by `height` millimetres, as it does
 * where it does not understand the size that the style sheet asks for; none for pages that are right.
 */
export function strangeSize(
  pages: readonly PDFPage[],
  { width, height }: { readonly width: number; readonly height: number },
  path: string,
): readonly Message[] {
  const strange = pages
    .map((page) => [page.getWidth(), page.getHeight()].map((points) => points / pointsPerMillimetre))
    .find(([w = 0, h = 0]) => Math.abs(w - width) > rounding || Math.abs(h - height) > rounding);
  if (!strange) return [];
  const size = strange.map(Math.round).join(' x ');
  const reason = `Unexpected page of ${size} mm, expected ${width} x ${height} mm`;
  const hint = 'look at @page in templates/styles/page.css and at the lengths of the page in tokens.css';
  return [error('finish:page-size', reason, { path, hint })];
}

/**
 * Sets all boxes to the exact sheet. The browser rounds its page to whole CSS pixels; the top left corner stays where
 * it is and the difference, under a fifth of a millimetre, is taken from right and bottom.
 */
export function setBoxes(page: PDFPage, trim: { readonly width: number; readonly height: number }): void {
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const top = page.getHeight();
  const [width, height] = [round(trim.width * pointsPerMillimetre), round(trim.height * pointsPerMillimetre)];
  const bottom = round(top - height);
  page.setMediaBox(0, bottom, width, height);
  page.setCropBox(0, bottom, width, height);
  page.setBleedBox(0, bottom, width, height);
  page.setTrimBox(0, bottom, width, height);
}
