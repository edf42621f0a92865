import { PDFDocument, StandardFonts } from 'pdf-lib';
import { getDocument } from '../../support/pdfjs.ts';
import { impose } from '../../../pipeline/finish/impose/impose.ts';
import { defaults, type ImposeOptions } from '../../../pipeline/finish/impose/options.ts';

/** Width and height of ISO A5 in points. */
export const a5 = [419.528, 595.276] as const;

/** A file of so many pages, each with its number in its middle. */
export async function numbered(
  count: number,
  size: readonly [number, number] = a5,
  text = 20,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.setTitle('Numbered');
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= count; page++)
    pdf.addPage([...size]).drawText(`page ${page}`, { x: size[0] / 2, y: size[1] / 2, size: text, font });
  return pdf.save();
}

/** The sheets of a file. @throws Error with the messages where there are none. */
export async function bytesOf(source: Uint8Array, options: Partial<ImposeOptions> = {}): Promise<Uint8Array> {
  const { bytes, messages } = await impose(source, { ...defaults, path: 'x.pdf', ...options });
  if (!bytes) throw new Error(messages.map(({ reason }) => reason).join());
  return bytes;
}

export interface Placed {
  readonly text: string;
  readonly at: readonly [number, number];
  /** Where the line runs to and how far a point of its font reaches, rounded to tenths. */
  readonly along: readonly [number, number];
}

/** The texts of a side as pdf.js reads them, and where they begin, rounded to whole points. */
export async function textsOf(bytes: Uint8Array, side = 1): Promise<readonly Placed[]> {
  const document = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(side)).getTextContent();
  await document.destroy();
  return items.flatMap((item): Placed[] => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
    const tenths = (value: number): number => Math.round(value * 10) / 10;
    return [{ text: item.str, at: [Math.round(x), Math.round(y)], along: [tenths(a), tenths(b)] }];
  });
}
