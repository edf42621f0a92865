import type { PDFPage } from 'pdf-lib';

/** Points in a millimetre. */
export const pointsPerMillimetre = 72 / 25.4;

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
