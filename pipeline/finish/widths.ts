import { PDFArray, PDFDict, PDFNumber, type PDFContext } from 'pdf-lib';
import type { Widths } from './joined-text.ts';
import { arrayEntry, dictEntry, name, nameEntry, resolve } from './tree.ts';

/** Reads the widths of the fonts of a page's resources by their names there; each font once for a file. */
export function openWidths(
  context: PDFContext,
): (resources: PDFDict | null) => (font: string) => Widths | null {
  const known = new Map<PDFDict, Widths | null>();
  return (resources) => {
    const fonts = resources ? dictEntry(context, resources, 'Font') : null;
    return (key) => {
      const font = fonts ? dictEntry(context, fonts, key) : null;
      if (!font) return null;
      const widths = known.get(font) ?? widthsOf(context, font);
      known.set(font, widths);
      return widths;
    };
  };
}

/** The widths of a composite font whose codes are its glyphs (ISO 32000-1, 9.7.4.3); null for any other. */
function widthsOf(context: PDFContext, font: PDFDict): Widths | null {
  if (nameEntry(context, font, 'Encoding') !== 'Identity-H') return null;
  const list = arrayEntry(context, font, 'DescendantFonts');
  const descendant = resolve(context, list?.get(0));
  if (!(descendant instanceof PDFDict)) return null;
  const numberOf = (value: ReturnType<typeof resolve>): number =>
    value instanceof PDFNumber ? value.asNumber() : 0;
  const common = resolve(context, descendant.get(name('DW')));
  const usual = common ? numberOf(common) : 1000;
  const widths: number[] = [];
  const entries = (arrayEntry(context, descendant, 'W')?.asArray() ?? []).map((one) => resolve(context, one));
  for (let i = 0; i < entries.length;) {
    const first = numberOf(entries[i]);
    const second = entries[i + 1];
    if (second instanceof PDFArray) {
      second.asArray().forEach((one, k) => (widths[first + k] = numberOf(resolve(context, one))));
      i += 2;
    } else {
      for (let glyph = first; glyph <= numberOf(second); glyph++) widths[glyph] = numberOf(entries[i + 2]);
      i += 3;
    }
  }
  return (glyph) => widths[glyph] ?? usual;
}
