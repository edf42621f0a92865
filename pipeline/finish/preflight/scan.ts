import { PDFRawStream, type PDFContext, type PDFObject } from 'pdf-lib';
import { fontIn, isArtifact, mcidIn, numbersIn, operator, visitOperators, type Visit } from '../content.ts';
import { contentIn } from '../streams.ts';
import { resolve } from '../tree.ts';

/** What one pass over a page's content tells. */
export interface PageScan {
  readonly mcids: ReadonlySet<number>;
  /** Painting operators that are neither tagged nor artifact. */
  readonly unmarked: number;
  /** Tagged content inside an artifact, and artifacts inside tagged content. */
  readonly crossed: number;
  /** Glyph ids shown, by the name of the font resource. */
  readonly glyphs: ReadonlyMap<string, ReadonlySet<number>>;
  /** Fonts whose strings are not pairs of bytes. */
  readonly strings: number;
  /** Text baselines of tagged content, lowest and highest, in points from the bottom; null for none. */
  readonly extent: readonly [number, number] | null;
  /** Marked content that is opened and never closed, or closed without being open. */
  readonly unbalanced: boolean;
  readonly deviceColours: ReadonlySet<string>;
}

const op = {
  BDC: operator('BDC'),
  BMC: operator('BMC'),
  EMC: operator('EMC'),
  Tf: operator('Tf'),
  Tj: operator('Tj'),
  TJ: operator('TJ'),
  Tm: operator('Tm'),
  cm: operator('cm'),
  q: operator('q'),
  Q: operator('Q'),
  Do: operator('Do'),
  sh: operator('sh'),
} as const;
const painting: ReadonlySet<number> = new Set(
  ['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'Tj', 'TJ', 'Do', 'sh'].map(operator),
);
const colours: ReadonlyMap<number, string> = new Map([
  ...['rg', 'RG'].map((one) => [operator(one), 'DeviceRGB'] as const),
  ...['k', 'K'].map((one) => [operator(one), 'DeviceCMYK'] as const),
  ...['g', 'G'].map((one) => [operator(one), 'DeviceGray'] as const),
]);

type Mark = 'artifact' | 'tagged' | 'other';

/** What is known of content streams that were read while they were written. */
const known = new WeakMap<PDFRawStream, PageScan>();

export function rememberScan(stream: PDFRawStream, scan: PageScan): void {
  known.set(stream, scan);
}

/** What the content of a page tells, given as one stream or several. */
export function scanOf(context: PDFContext, contents: PDFObject | undefined): PageScan {
  const stream = resolve(context, contents);
  const scan = stream instanceof PDFRawStream ? known.get(stream) : undefined;
  return scan ?? scanPage(contentIn(context, contents));
}

/**
 * Reads a content stream once for all rules, and for whoever looks at its operators `beside` them. Only vertical scale
 * and shift of the text position are followed.
 */
export function scanPage(content: Uint8Array, beside?: Visit): PageScan {
  const marks: Mark[] = [];
  /** How many of each are open: looking through all of them at each operator would never end for a file made for that. */
  const open = { artifact: 0, tagged: 0, other: 0 };
  const mcids = new Set<number>();
  const glyphs = new Map<string, Set<number>>();
  const deviceColours = new Set<string>();
  const saved: (readonly [number, number])[] = [];
  let [scale, shift]: readonly [number, number] = [1, 0];
  let [unmarked, crossed, strings] = [0, 0, 0];
  let [low, high] = [Infinity, -Infinity];
  let unopened = 0;
  let shown = new Set<number>();

  visitOperators(content, (code, operands, start, end) => {
    beside?.(code, operands, start, end);
    if (code === op.BDC || code === op.BMC) {
      const mark = markOf(content, operands, start);
      if (mark === 'tagged') mcids.add(mcidIn(content, operands, start));
      if ((mark === 'artifact' && open.tagged > 0) || (mark === 'tagged' && open.artifact > 0)) crossed++;
      marks.push(mark);
      open[mark]++;
    } else if (code === op.EMC) {
      const mark = marks.pop();
      if (mark === undefined) unopened++;
      else open[mark]--;
    } else if (code === op.q) saved.push([scale, shift]);
    else if (code === op.Q) [scale, shift] = saved.pop() ?? [1, 0];
    else if (code === op.cm) {
      const [, , , d = 1, , f = 0] = numbersIn(content, operands, start);
      [scale, shift] = [d * scale, f * scale + shift];
    } else if (code === op.Tf) {
      const [font] = fontIn(content, operands, start);
      shown = glyphs.get(font) ?? new Set();
      glyphs.set(font, shown);
    } else if (code === op.Tm && marks.at(-1) === 'tagged') {
      const y = (numbersIn(content, operands, start)[5] ?? 0) * scale + shift;
      [low, high] = [Math.min(low, y), Math.max(high, y)];
    }
    const colour = colours.get(code);
    if (colour !== undefined) deviceColours.add(colour);
    if (!painting.has(code)) return;
    if (open.artifact + open.tagged === 0) unmarked++;
    if (code === op.Tj || code === op.TJ) strings += readGlyphs(content, operands, start, shown);
  });

  return {
    mcids,
    unmarked,
    crossed,
    glyphs,
    strings,
    extent: low <= high ? [low, high] : null,
    unbalanced: unopened > 0 || marks.length > 0,
    deviceColours,
  };
}

function markOf(content: Uint8Array, from: number, to: number): Mark {
  if (isArtifact(content, from)) return 'artifact';
  return mcidIn(content, from, to) >= 0 ? 'tagged' : 'other';
}

/** The value of a hexadecimal digit by its byte; -1 for other bytes. */
const hexadecimal = new Int8Array(256).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  hexadecimal[digit.charCodeAt(0)] = value;
  hexadecimal[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Adds the two-byte codes of hexadecimal strings; returns how many strings are of another kind. */
function readGlyphs(content: Uint8Array, from: number, to: number, into: Set<number>): number {
  let others = 0;
  for (let i = from; i < to; i++) {
    const c = content[i];
    if (c === 0x28) others++;
    if (c !== 0x3c) continue;
    let [code, digits] = [0, 0];
    for (i++; i < to && content[i] !== 0x3e; i++) {
      const digit = hexadecimal[content[i] ?? 0] ?? -1;
      if (digit < 0) continue;
      code = code * 16 + digit;
      if (++digits % 4 === 0) {
        into.add(code);
        code = 0;
      }
    }
  }
  return others;
}
