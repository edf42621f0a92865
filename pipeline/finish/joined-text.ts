import { endOfWord, glyphAt, numberAt, operator, text, visitOperators } from './content.ts';

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

/**
 * Joins the glyphs of a line into one string. Chromium moves to each glyph by itself: 26 bytes where 4 do, which is
 * four fifths of a page. A glyph that does not follow from the widths of those before it is put into its place, so
 * that no error adds up. Content with other operators of text, or fonts without widths, is returned as it is.
 */
export function joinText(content: Uint8Array, widthsOf: (font: string) => Widths | null): Uint8Array {
  const source = text(content, 0, content.length);
  let joined = '';
  /** What stands before this offset is in `joined`. */
  let done = 0;
  let isStrange = false as boolean;
  let widths: Widths | null = null;
  let size = 0;
  // Places along the line, from the last Tm: where the line begins, in the source and here, and the next glyph.
  let [line, ownLine, pen, ownPen] = [0, 0, 0, 0];
  let run = '';
  let isArray = false;

  const close = (): void => {
    if (run !== '') joined += isArray ? `\n[<${run}>]TJ` : `\n<${run}>Tj`;
    [run, isArray] = ['', false];
  };
  const show = (glyph: string, advance: number): void => {
    const gap = ((pen - ownPen) / size) * 1000;
    if (Math.abs(gap) > tolerance) {
      if (run === '') {
        const step = Math.round((pen - ownLine) * 1e4) / 1e4;
        joined += `\n${step} 0 Td`;
        ownLine += step;
        ownPen = ownLine;
      } else {
        const move = Math.round(gap);
        run += `>${-move}<`;
        ownPen += (move / 1000) * size;
        isArray = true;
      }
    }
    run += glyph;
    pen += advance;
    ownPen += advance;
  };

  visitOperators(content, (code, operands, start, end) => {
    if (code === op.Tj) {
      const isOne = content[operands] === 0x3c && content[operands + 5] === 0x3e;
      const glyph = isOne ? glyphAt(content, operands + 1) : -1;
      if (widths && glyph >= 0) show(source.slice(operands + 1, operands + 5), (widths(glyph) / 1000) * size);
      else isStrange = true;
      done = end;
      return;
    }
    if (code === op.Td) {
      line += numberAt(content, operands, endOfWord(content, operands));
      pen = line;
      // Down or up the page: not along the line.
      if (source.slice(start - 3, start) !== ' 0 ') isStrange = true;
      done = end;
      return;
    }
    if (others.has(code)) isStrange = true;
    close();
    if (code === op.BT || code === op.Tm) [line, ownLine, pen, ownPen] = [0, 0, 0, 0];
    if (code === op.BT) widths = null;
    else if (code === op.Tf) {
      const [font = '', points = ''] = source.slice(operands + 1, start).split(/\s+/);
      [widths, size] = [widthsOf(font), Number(points)];
    }
    joined += source.slice(done, end);
    done = end;
  });
  close();
  return isStrange ? content : Buffer.from(joined + source.slice(done), 'latin1');
}
