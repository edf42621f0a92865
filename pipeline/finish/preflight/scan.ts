import { PDFRawStream, type PDFContext, type PDFObject } from 'pdf-lib';
import {
  endOfString,
  fontIn,
  isArtifact,
  mcidIn,
  numbersIn,
  operator,
  visitOperators,
  type Visit,
} from '../content.ts';
import { contentIn } from '../streams.ts';
import { openGlyphs } from '../strings.ts';
import { resolve } from '../tree.ts';

/** What one pass over a page's content tells. */
export interface PageScan {
  readonly mcids: ReadonlySet<number>;
  /** Painting operators that are neither tagged nor artifact. */
  readonly unmarked: number;
  /** Tagged content inside an artifact, and artifacts inside tagged content. */
  readonly crossed: number;
  /** Codes of two bytes that are shown, by the name of the font resource: glyphs, when the font is composite. */
  readonly glyphs: ReadonlyMap<string, ReadonlySet<number>>;
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
  const glyphs = new Map<string, Codes>();
  const deviceColours = new Set<string>();
  const saved: (readonly [number, number])[] = [];
  let [scale, shift]: readonly [number, number] = [1, 0];
  let [unmarked, crossed] = [0, 0];
  let [low, high] = [Infinity, -Infinity];
  let unopened = 0;
  let shown = openCodes();

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
      shown = glyphs.get(font) ?? openCodes();
      glyphs.set(font, shown);
    } else if (code === op.Tm && marks.at(-1) === 'tagged') {
      const y = (numbersIn(content, operands, start)[5] ?? 0) * scale + shift;
      [low, high] = [Math.min(low, y), Math.max(high, y)];
    }
    const colour = colours.get(code);
    if (colour !== undefined) deviceColours.add(colour);
    if (!painting.has(code)) return;
    if (open.artifact + open.tagged === 0) unmarked++;
    if (code === op.Tj || code === op.TJ) readGlyphs(content, operands, start, shown);
  });

  return {
    mcids,
    unmarked,
    crossed,
    glyphs: new Map([...glyphs].map(([font, codes]) => [font, codes.all])),
    extent: low <= high ? [low, high] : null,
    unbalanced: unopened > 0 || marks.length > 0,
    deviceColours,
  };
}

function markOf(content: Uint8Array, from: number, to: number): Mark {
  if (isArtifact(content, from)) return 'artifact';
  return mcidIn(content, from, to) >= 0 ? 'tagged' : 'other';
}

/** Codes that were met: most have been met before, which a look at an array tells sooner than a set. */
interface Codes {
  readonly all: Set<number>;
  isMet: Uint8Array;
}

function openCodes(): Codes {
  return { all: new Set(), isMet: new Uint8Array(1024) };
}

const reader = openGlyphs();

/** Adds the codes of the strings that are shown; those of a font of single bytes are not meant by it. */
function readGlyphs(content: Uint8Array, from: number, to: number, into: Codes): void {
  for (let i = from; i < to; i++) {
    if (content[i] !== 0x3c && content[i] !== 0x28) continue;
    const end = reader.read(content, i);
    const [codes, count] = [reader.codes(), reader.count()];
    for (let k = 0; k < count; k++) {
      const code = codes[k] ?? 0;
      if (into.isMet[code] === 1) continue;
      if (code >= into.isMet.length) into.isMet = grown(into.isMet);
      into.isMet[code] = 1;
      into.all.add(code);
    }
    if (end >= 0 || content[i] === 0x28) i = (end < 0 ? endOfString(content, i) : end) - 1;
  }
}

/** With room for every code of two bytes. */
function grown(bytes: Uint8Array): Uint8Array {
  const larger = new Uint8Array(1 << 16);
  larger.set(bytes);
  return larger;
}
