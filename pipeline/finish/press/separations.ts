import { endOfWord, glyphAt, operator, text, visitOperators } from '../content.ts';
import { edited, type Edit } from '../edits.ts';

const op = { Tf: operator('Tf'), Tj: operator('Tj') } as const;

/** Of each ink alone, in the order in which a line names them. */
const inks = ['1 0 0 0 k', '0 1 0 0 k', '0 0 1 0 k', '0 0 0 1 k'] as const;

/** A glyph of a line: in which piece, where its four digits stand, and whether they are the first of their string. */
interface Glyph {
  readonly piece: number;
  readonly at: number;
  readonly isFirst: boolean;
  readonly isSpace: boolean;
}

/**
 * The pieces of a line with its last four words each in the ink that it names, so that every plate tells its own name
 * alone. `spaceOf` is the glyph of the space in a font. A line of fewer words is returned as it is.
 */
export function namesInInks(
  pieces: readonly string[],
  spaceOf: (font: string) => number | null,
): readonly string[] {
  const contents = pieces.map((piece) => Buffer.from(piece, 'latin1'));
  const glyphs = contents.flatMap((content, piece) => glyphsIn(content, piece, spaceOf));
  const starts = glyphs.filter(({ isSpace }, i) => !isSpace && (glyphs[i - 1]?.isSpace ?? true));
  const names = starts.slice(-inks.length);
  if (names.length < inks.length) return pieces;
  return contents.map((content, piece) => {
    const edits = names.flatMap((glyph, i): Edit[] => {
      if (glyph.piece !== piece) return [];
      const at = glyph.isFirst ? glyph.at - 1 : glyph.at;
      const ink = inks[i] ?? '';
      return [{ at, until: at, text: glyph.isFirst ? `${ink} ` : `> Tj ${ink} <` }];
    });
    // What follows in another piece begins in the colour of the whole line: it goes on in that of its word.
    const before = names.filter((glyph) => glyph.piece < piece).length;
    const ink = before > 0 ? `${inks[before - 1] ?? ''} ` : '';
    const line = edited(content, edits);
    return ink + text(line, 0, line.length);
  });
}

function glyphsIn(content: Uint8Array, piece: number, spaceOf: (font: string) => number | null): Glyph[] {
  const glyphs: Glyph[] = [];
  let space: number | null = null;
  visitOperators(content, (code, operands, start) => {
    if (code === op.Tf) space = spaceOf(text(content, operands + 1, endOfWord(content, operands + 1)));
    if (code !== op.Tj) return undefined;
    const first = operands + 1;
    for (let at = first; at + 4 <= start && glyphAt(content, at) >= 0; at += 4)
      glyphs.push({ piece, at, isFirst: at === first, isSpace: glyphAt(content, at) === space });
    return undefined;
  });
  return glyphs;
}
