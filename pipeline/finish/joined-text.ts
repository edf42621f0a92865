import { endOfWord, fontIn, isAt, numberAt, operator, text, visitOperators } from './content.ts';
import { openOutput } from './output.ts';
import { openGlyphs } from './strings.ts';

/** Widths of glyphs in thousandths of the font size, for a font whose strings are pairs of bytes. */
export type Widths = (glyph: number) => number;

const op = {
  BT: operator('BT'),
  Tf: operator('Tf'),
  Tm: operator('Tm'),
  Td: operator('Td'),
  Tj: operator('Tj'),
} as const;
/** Other operators that show text, or move it by more than the widths of its glyphs (ISO 32000-1, 9.3 and 9.4). */
const others: ReadonlySet<number> = new Set(
  ['TJ', "'", '"', 'TD', 'T*', 'TL', 'Tc', 'Tw', 'Tz', 'Ts'].map(operator),
);

/** How far a glyph may stand from where the browser put it, in thousandths of the font size: 4 micrometres at 11 points. */
const tolerance = 1;

/** What stands between the move to a glyph and the glyph, and behind it, where the browser goes on along a line. */
const [moved, shown] = [Buffer.from(' 0 Td '), Buffer.from(' Tj\n')];
const glyphs = openGlyphs();

/**
 * Joins the glyphs of a line into one string. Chromium moves to what does not follow to the last bit from the widths
 * before it, by 26 bytes where 4 do; kerning alone splits a line into a dozen. What does not follow from the widths of
 * those before it is put into its place, so that no error adds up. Strings stand in parentheses, half as long as in
 * hexadecimal digits. Content with other operators of text, or fonts without widths, is returned as it is.
 */
export function joinText(content: Uint8Array, widthsOf: (font: string) => Widths | null): Uint8Array {
  const out = openOutput(content.length);
  /** What stands before the first offset is written; up to the second it is to be kept as it is. */
  let [done, kept] = [0, 0];
  let isStrange = false as boolean;
  let widths: Widths | null = null;
  let size = 0;
  // Places along the line, from the last Tm: where the line begins, in the source and here, and the next glyph.
  let [line, ownLine, pen, ownPen] = [0, 0, 0, 0];
  let isOpen = false as boolean;

  const close = (): void => {
    if (isOpen) out.text(')]TJ');
    isOpen = false;
  };
  /** Shows the glyphs that were just read: they follow from each other's widths. */
  const show = (widths: Widths): void => {
    const gap = ((pen - ownPen) / size) * 1000;
    const isOff = Math.abs(gap) > tolerance;
    if (!isOpen) {
      out.copy(content, done, kept);
      if (isOff) {
        const step = Math.round((pen - ownLine) * 1e4) / 1e4;
        out.text(`\n${step} 0 Td`);
        ownLine += step;
        ownPen = ownLine;
      }
      out.text('\n[(');
      isOpen = true;
    } else if (isOff) {
      const move = Math.round(gap);
      out.text(')');
      out.integer(-move);
      out.text('(');
      ownPen += (move / 1000) * size;
    }
    out.codes(glyphs.codes(), glyphs.count());
    const advance = (glyphs.length(widths) / 1000) * size;
    pen += advance;
    ownPen += advance;
  };

  const isShown = (operands: number): boolean => glyphs.read(content, operands) >= 0 && glyphs.count() > 0;

  visitOperators(content, (code, operands, start, end) => {
    if (code === op.Tj) {
      if (!widths || !(size > 0) || !isShown(operands)) {
        isStrange = true;
        return content.length;
      }
      show(widths);
      // The strings behind it, which are most of a page, are read here: operator by operator takes twice the time.
      let i = end;
      for (let word = i + 1; content[i] === 10; word = i + 1) {
        const behind = endOfWord(content, word);
        const step = numberAt(content, word, behind);
        if (Number.isNaN(step) || !isAt(content, behind, moved)) break;
        const until = glyphs.read(content, behind + moved.length);
        if (until < 0 || glyphs.count() === 0 || !isAt(content, until, shown)) break;
        line += step;
        pen = line;
        show(widths);
        i = until + shown.length - 1;
      }
      done = kept = i;
      return i;
    }
    if (code === op.Td) {
      line += numberAt(content, operands, endOfWord(content, operands));
      pen = line;
      // Down or up the page: not along the line.
      if (text(content, start - 3, start) !== ' 0 ' || Number.isNaN(line)) isStrange = true;
      if (!isOpen) out.copy(content, done, kept);
      done = kept = end;
      return;
    }
    if (others.has(code)) isStrange = true;
    close();
    kept = end;
    if (code === op.BT || code === op.Tm) [line, ownLine, pen, ownPen] = [0, 0, 0, 0];
    if (code === op.BT) widths = null;
    else if (code === op.Tf) {
      const [font, points] = fontIn(content, operands, start);
      [widths, size] = [widthsOf(font), points];
    }
    return;
  });
  close();
  out.copy(content, done, content.length);
  return isStrange ? content : out.bytes();
}
