import { PDFRawStream, type PDFContext, type PDFDict } from 'pdf-lib';
import { unpack } from '../streams.ts';
import { readToUnicode } from '../to-unicode.ts';
import { dictEntry, name, resolve } from '../tree.ts';
import type { Beyond } from './inks.ts';
import { registration } from './marks.ts';
import { namesInInks } from './separations.ts';

/**
 * The line in the slug: what stood beyond the edge of the page, set on the base line `height`, in the colour of all
 * separations; the names of the inks that end it are each in their own.
 */
export function slugLine(
  context: PDFContext,
  resources: PDFDict,
  beyond: readonly Beyond[],
  height: number,
): readonly string[] {
  const fonts = dictEntry(context, resources, 'Font');
  const spaceOf = (font: string): number | null => {
    const entry = fonts && dictEntry(context, fonts, font);
    const map = entry && resolve(context, entry.get(name('ToUnicode')));
    if (!(map instanceof PDFRawStream)) return null;
    const glyphs = [...readToUnicode(Buffer.from(unpack(map)).toString('latin1'))];
    return glyphs.find(([, character]) => character === 0x20)?.[0] ?? null;
  };
  const pieces = namesInInks(
    beyond.map(({ text }) => text),
    spaceOf,
  );
  return beyond.map(({ height: own, matrix }, i) => {
    const rise = Math.round((height - own) * 1000) / 1000;
    return `q 1 0 0 1 0 ${rise} cm ${matrix.join(' ')} cm /${registration} cs 1 scn ${pieces[i] ?? ''} Q`;
  });
}
