import { createHash } from 'node:crypto';
import { charactersOf } from './characters.ts';
import { keep, recall } from './kept.ts';
import type { SourceFile } from './model.ts';
import type { World } from './world.ts';

/** A face of the two families. Static TrueType only: Chromium turns CFF and variable fonts into nameless Type 3. */
export interface Face {
  readonly family: string;
  readonly weight: number;
  readonly style: 'normal' | 'italic';
  readonly asset: string;
}

/** The faces that the style sheets may use. Both families are by Adobe, under the SIL Open Font License 1.1. */
export const faces: readonly Face[] = [
  face('Source Serif 4', 400, 'normal', 'source-serif/TTF/SourceSerif4-Regular.ttf'),
  face('Source Serif 4', 400, 'italic', 'source-serif/TTF/SourceSerif4-It.ttf'),
  face('Source Serif 4', 600, 'normal', 'source-serif/TTF/SourceSerif4-Semibold.ttf'),
  face('Source Serif 4 Display', 600, 'normal', 'source-serif/TTF/SourceSerif4Display-Semibold.ttf'),
  face('Source Sans 3', 400, 'normal', 'source-sans/TTF/SourceSans3-Regular.ttf'),
  face('Source Sans 3', 600, 'normal', 'source-sans/TTF/SourceSans3-Semibold.ttf'),
];

function face(family: string, weight: number, style: Face['style'], asset: string): Face {
  return { family, weight, style, asset };
}

/** The @font-face rules of prints and of web pages, which one file must hold. */
export interface Fonts {
  /** All characters that the fonts have. */
  readonly printStyle: string;
  /** For a print whose text `isUsual`, which most are: a third as large. */
  readonly usualStyle: string;
  readonly webStyle: string;
}

/**
 * Units of an em in prints, where the fonts have 1,000: a glyph at a size in quarters of a pixel then advances by a whole
 * number of 4,096ths, which no arithmetic rounds. The browser writes text whose places follow from its widths as one
 * string, and every other glyph by itself, which makes a print twice as large. `sizesOnEm` makes up for it.
 */
const printEm = 1024;
const fontEm = 1000;
/** Pixels of CSS in a point. */
const pixels = 96 / 72;

/**
 * Sizes of type in points, as prints need them: in pixels of the em of their fonts, to the nearest quarter. That is at
 * most 0.1 points from what the tokens say.
 */
export function sizesOnEm(tokens: string): string {
  return tokens.replace(
    /^(\s*--(?:size|running-font|slug-font|letter-label)[\w-]*:[^;]*?)([\d.]+)pt/gm,
    (_, before: string, points: string) => {
      const size = Number(points) * pixels * (printEm / fontEm);
      return `${before}${Math.round(size * 4) / 4}px`;
    },
  );
}

/** Basic Latin, Latin-1, Latin Extended-A, Romanian, punctuation, euro, arrows, minus. */
const usualRanges: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x218, 0x21b],
  [0x2010, 0x2027],
  [0x2030, 0x203a],
  [0x20ac, 0x20ac],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
];

const usualText = usualRanges
  .flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)),
  )
  .join('');

const unusual = new RegExp(
  `[^\\n${usualRanges.map((range) => range.map((code) => `\\u${code.toString(16).padStart(4, '0')}`).join('-')).join('')}]`,
);
/** A character that is written by its name or number: in HTML but for those that every text has, and in CSS. */
const written = /&(?!(?:amp|lt|gt|quot|apos|nbsp|shy|#39|#x(?:22|26|27|3C|3D|60));)#?\w|\\[0-9a-fA-F]/;

/** True for a text, HTML or CSS, that `usualStyle` prints; in doubt it does not. */
export function isUsual(text: string): boolean {
  return !unusual.test(text) && !written.test(text);
}

/** Figures of one height and width, kerning, accents, ligatures. */
const features = ['lnum', 'tnum', 'kern', 'mark', 'mkmk', 'ccmp', 'locl', 'liga'];

/**
 * Features that bring as many glyphs again, by the words that ask for them in a style sheet (CSS Fonts 4, chapter 6). A
 * browser takes in a whole font before it prints its first page: a third of the time of a build of one document.
 */
const featuresFor: readonly (readonly [RegExp, readonly string[]])[] = [
  [/-caps\b|\bunicase\b/, ['smcp', 'c2sc', 'pcap', 'c2pc', 'unic', 'titl']],
  [/\boldstyle-nums\b/, ['onum']],
  [/\bproportional-nums\b/, ['pnum']],
  [/\b(diagonal|stacked)-fractions\b/, ['frac', 'afrc']],
  [/\bordinal\b/, ['ordn']],
  [/\bslashed-zero\b/, ['zero']],
  [/\bfont-variant[^;}]*\b(sub|super)\b/, ['subs', 'sups']],
  [/\b(discretionary|historical)-(ligatures|forms)\b/, ['dlig', 'hlig', 'hist']],
  [/\bcontextual\b/, ['calt']],
];

/** The features that style sheets ask for, and those that every text has, sorted. */
export function featuresOf(styles: string): readonly string[] {
  const named = [...styles.matchAll(/\bfont-feature-settings\s*:([^;}]*)/g)].flatMap(([, list = '']) =>
    Array.from(list.matchAll(/["'](\w{4})["']/g), ([, tag = '']) => tag),
  );
  const asked = featuresFor.flatMap(([words, tags]) => (words.test(styles) ? tags : []));
  return [...new Set([...features, ...asked, ...named])].sort();
}

/**
 * Loads every face, with the features that style sheets ask for. Subsets are made once and kept in the cache
 * under the hash of what they are made from and with. `texts`: all that will be printed, where it is known: the large
 * fonts are left out when nobody needs them.
 */
export async function loadFonts(
  world: World,
  styles: readonly SourceFile[] = [],
  texts?: readonly SourceFile[],
): Promise<Fonts> {
  const keepFeatures = featuresOf(styles.map(({ text }) => text).join('\n'));
  const maker = await world.asset('subset-font/package.json');
  const isAll = !texts?.every(({ text }) => isUsual(text));
  const styleOf = async (targetFormat: Recipe['targetFormat'], text?: string): Promise<string> => {
    const rules = faces.map(async (one) => {
      const font = await subset(world, maker, await world.asset(one.asset), {
        targetFormat,
        keepFeatures,
        text,
      });
      return rule(one, targetFormat === 'woff2' ? font : onPrintEm(font), targetFormat);
    });
    return (await Promise.all(rules)).join('\n');
  };
  const [webStyle, usualStyle] = [await styleOf('woff2', usualText), await styleOf('truetype', usualText)];
  return { webStyle, usualStyle, printStyle: isAll ? await styleOf('truetype') : usualStyle };
}

function rule({ family, weight, style }: Face, font: Uint8Array, format: Recipe['targetFormat']): string {
  const data = Buffer.from(font.buffer, font.byteOffset, font.byteLength).toString('base64');
  const source = `url(data:font/${format === 'woff2' ? 'woff2' : 'ttf'};base64,${data})`;
  return `@font-face{font-family:'${family}';font-weight:${weight};font-style:${style};src:${source}}`;
}

/** The same font with another number of units in its em (OpenType, table head); its sizes say nothing else of it. */
function onPrintEm(font: Uint8Array): Uint8Array {
  const copy = Buffer.from(font);
  const tables = copy.readUInt16BE(4);
  for (let record = 12; record < 12 + tables * 16; record += 16) {
    if (copy.toString('latin1', record, record + 4) !== 'head') continue;
    const at = copy.readUInt32BE(record + 8) + 18;
    const units = copy.readUInt16BE(at);
    if (units !== fontEm) throw new Error(`a font with an em of ${units} units, expected ${fontEm}`);
    copy.writeUInt16BE(printEm, at);
  }
  return copy;
}

interface Recipe {
  readonly targetFormat: 'truetype' | 'woff2';
  readonly keepFeatures: readonly string[];
  /** Default: all characters of the font. */
  readonly text?: string | undefined;
}

/** A font with some of its features and characters. */
async function subset(
  world: World,
  maker: Uint8Array,
  font: Uint8Array,
  { keepFeatures, targetFormat, text }: Recipe,
): Promise<Uint8Array> {
  const recipe = JSON.stringify([text, keepFeatures, targetFormat]);
  const key = createHash('sha256').update(maker).update(font).update(recipe).digest('hex').slice(0, 24);
  const path = `fonts/${key}.kept`;
  const kept = await recall(world, path);
  if (kept) return kept;
  const { default: subsetFont } = await import('subset-font');
  const characters = text ?? Array.from(charactersOf(font), (code) => String.fromCodePoint(code)).join('');
  const made = await subsetFont(Buffer.from(font), characters, { targetFormat, keepFeatures });
  await keep(world, path, made);
  return made;
}

/** Tells whether every reading face has a glyph for a code point: one that has none would print as an empty box. */
export async function loadCoverage(world: World): Promise<(codePoint: number) => boolean> {
  const sets = await Promise.all(
    faces
      .filter(({ weight }) => weight === 400)
      .map(async ({ asset }) => charactersOf(await world.asset(asset))),
  );
  return (codePoint) => sets.every((set) => set.has(codePoint));
}
