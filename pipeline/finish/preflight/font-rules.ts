import { PDFArray, PDFName, PDFRawStream, type PDFDict } from 'pdf-lib';
import { unpack } from '../streams.ts';
import { readToUnicode } from '../to-unicode.ts';
import { asDict, dictEntry, name, resolve, type Finding, type Inspected } from './inspected.ts';

/** PostScript names of the families that a brief may hold, without the subset tag. */
export const allowedFonts: readonly string[] = ['SourceSerif4', 'SourceSans3'];

/** Fonts: embedded, composite TrueType, with a way back to text, and of the families that were chosen (ISO 14289-1, 7.21; ISO 19005-3, 6.2.11). */
export function checkFonts(file: Inspected, allowed: readonly string[]): Finding[] {
  const { context, pages } = file;
  const findings: Finding[] = [];
  const shown = new Map<PDFDict, { readonly glyphs: Set<number>; readonly page: number }>();
  for (const { dict, number, scan } of pages) {
    const resources = dictEntry(context, dict, 'Resources');
    const fonts = resources ? dictEntry(context, resources, 'Font') : null;
    for (const [key, glyphs] of scan.glyphs) {
      const font = asDict(resolve(context, fonts?.get(name(key))));
      if (!font) {
        findings.push({
          rule: 'preflight:missing-font',
          reason: `Unexpected font ${key} that the page does not define`,
          page: number,
        });
        continue;
      }
      const entry = shown.get(font) ?? { glyphs: new Set<number>(), page: number };
      for (const glyph of glyphs) entry.glyphs.add(glyph);
      shown.set(font, entry);
    }
  }
  for (const [font, { glyphs, page }] of shown) {
    findings.push(...checkFont(file, font, glyphs, allowed).map((finding) => ({ ...finding, page })));
  }
  return findings;
}

function checkFont(
  { context }: Inspected,
  font: PDFDict,
  codes: ReadonlySet<number>,
  allowed: readonly string[],
): Finding[] {
  const text = (dict: PDFDict | null, key: string): string => {
    const value = resolve(context, dict?.get(name(key)));
    return value instanceof PDFName ? value.decodeText() : '';
  };
  // Codes of two bytes were read: a simple font has none.
  const glyphs = text(font, 'Subtype') === 'Type0' ? codes : new Set<number>();
  const base = text(font, 'BaseFont').replace(/^[A-Z]{6}\+/, '');
  const findings: Finding[] = [];
  if (text(font, 'Subtype') === 'Type3') {
    return [
      { rule: 'preflight:type3', reason: 'Unexpected Type 3 font, expected TrueType: use static TTF files' },
    ];
  }
  if (!allowed.some((family) => base.startsWith(family))) {
    findings.push({
      rule: 'preflight:font-not-allowed',
      reason: `Unexpected font ${base || 'without name'}, expected ${allowed.join(' or ')}`,
    });
  }
  const list = resolve(context, font.get(name('DescendantFonts')));
  const descendant = asDict(resolve(context, list instanceof PDFArray ? list.get(0) : undefined)) ?? font;
  const descriptor = dictEntry(context, descendant, 'FontDescriptor');
  if (!['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(name(key)))) {
    findings.push({ rule: 'ua1:7.21.4.1-1', reason: `Unexpected font ${base} that is not embedded` });
  }
  if (text(descendant, 'Subtype') === 'CIDFontType2' && !descendant.has(name('CIDToGIDMap'))) {
    findings.push({
      rule: 'ua1:7.21.3.2-1',
      reason: `Unexpected font ${base} without CIDToGIDMap, expected Identity`,
    });
  }
  if (glyphs.has(0)) {
    findings.push({
      rule: 'ua1:7.21.8-1',
      reason: `Unexpected empty box in ${base}: a character that the font lacks`,
    });
  }
  const stream = resolve(context, font.get(name('ToUnicode')));
  if (!(stream instanceof PDFRawStream)) {
    findings.push({
      rule: 'ua1:7.21.7-1',
      reason: `Unexpected font ${base} without ToUnicode, expected a way back to text`,
    });
    return findings;
  }
  const map = readToUnicode(Buffer.from(unpack(stream)).toString('latin1'));
  const unmapped = [...glyphs].filter((glyph) => glyph !== 0 && !map.has(glyph));
  if (unmapped.length > 0) {
    findings.push({
      rule: 'ua1:7.21.7-1',
      reason: `Unexpected glyphs ${unmapped.slice(0, 5).join(', ')} of ${base} without a character`,
    });
  }
  if ([...map].some(([glyph, text16]) => glyphs.has(glyph) && [0, 0xfeff, 0xfffe].includes(text16))) {
    findings.push({
      rule: 'ua1:7.21.7-2',
      reason: `Unexpected character 0, FEFF or FFFE in ToUnicode of ${base}`,
    });
  }
  return findings;
}
