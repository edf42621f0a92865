import { PDFArray, PDFDict, PDFName, PDFRawStream, type PDFObject, type PDFRef } from 'pdf-lib';
import { numbersIn, operator, text, visitOperators } from '../content.ts';
import { endOfPicture } from '../impose/page-content.ts';
import { contentIn } from '../streams.ts';
import { name, resolve, type Finding, type Inspected } from './inspected.ts';

/** More ink than this does not dry in time, in percent of all four. */
export const inkLimit = 300;

/** No RGB and not too much ink: in pages, forms and patterns, and in whatever names a colour space. */
export function checkInks(file: Inspected): Finding[] {
  const { context, pages } = file;
  const findings = pages.flatMap(({ dict, number, ref }) =>
    contentFindings(contentIn(context, dict.get(name('Contents'))), ref, number),
  );
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFRawStream ? object.dict : object;
    if (namesRgb(dict) || (object instanceof PDFRawStream && isProfileOfRgb(file, object)))
      findings.push(rgbAt(ref, pages.find((page) => page.ref === ref)?.number));
    if (!(object instanceof PDFRawStream) || !(dict instanceof PDFDict)) continue;
    if (dict.get(name('Subtype')) === name('Form') || dict.has(name('PatternType')))
      findings.push(...contentFindings(contentIn(context, object), ref));
  }
  return findings;
}

const rgbAt = (object: PDFRef, page?: number): Finding => ({
  rule: 'x4:rgb',
  reason: 'Unexpected RGB, expected the inks of the press',
  page,
  object,
});

const op = {
  rg: operator('rg'),
  RG: operator('RG'),
  k: operator('k'),
  K: operator('K'),
  ID: operator('ID'),
} as const;
const spaces: ReadonlySet<number> = new Set([operator('cs'), operator('CS')]);

/** One finding a page or form for RGB, one for each build with too much ink. */
function contentFindings(content: Uint8Array, object: PDFRef, page?: number): Finding[] {
  const rgb: number[] = [];
  const heavy = new Map<string, number>();
  visitOperators(content, (code, operands, start, end) => {
    const isPicture = code === op.ID;
    const named = isPicture || spaces.has(code) ? text(content, operands, start) : '';
    const isRgbSpace = (isPicture ? /\/(Device|Cal)?RGB(?!\w)/ : /\/DeviceRGB(?!\w)/).test(named);
    if (code === op.rg || code === op.RG || isRgbSpace) rgb.push(start);
    else if (code === op.k || code === op.K) {
      const percents = numbersIn(content, operands, start).map((part) => part * 100);
      const sum = Math.round(percents.reduce((all, one) => all + one, 0));
      if (sum > inkLimit) heavy.set(percents.map(Math.round).join(' '), sum);
    }
    return isPicture ? endOfPicture(content, end) : undefined;
  });
  const tooMuch = [...heavy].map(([build, sum]) => ({
    rule: 'x4:ink-limit' as const,
    reason: `Unexpected ${sum} percent of ink (${build}), expected at most ${inkLimit}`,
    page,
    object,
  }));
  return rgb.length > 0 ? [rgbAt(object, page), ...tooMuch] : tooMuch;
}

/** Colour spaces that are named in groups, pictures, shadings and resources. */
function namesRgb(object: PDFObject): boolean {
  if (object instanceof PDFName) return object === name('DeviceRGB') || object === name('CalRGB');
  if (object instanceof PDFArray) return object.asArray().some(namesRgb);
  return object instanceof PDFDict && object.values().some(namesRgb);
}

/** A stream with N 3 that is no data of another kind. */
function isProfileOfRgb({ context }: Inspected, stream: PDFRawStream): boolean {
  const isData = ['Type', 'Subtype', 'FunctionType', 'ShadingType'].some((key) => stream.dict.has(name(key)));
  return !isData && String(resolve(context, stream.dict.get(name('N')))) === '3';
}
