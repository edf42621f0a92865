import { PDFArray, PDFRef, type PDFContext, type PDFName, type PDFObject } from 'pdf-lib';
import { endOfWord, isAt, numberAt, text } from './content.ts';
import { numberOf, refTo } from './interned.ts';
import { name } from './tree.ts';

/** A run of text as the browser writes it: a NonStruct element with one MCID. Numbers of objects, but for the last. */
interface Run {
  readonly parent: number;
  readonly page: number;
  readonly mcid: number;
}

/** Runs by the number of their object; nothing for other objects. */
export type Runs = readonly (Run | undefined)[];

const element = '<</Type /StructElem\n/S /';
const anyElement = Buffer.from(element, 'latin1');
const beginning = Buffer.from(`${element}NonStruct\n/P `, 'latin1');
const [behindParent, behindPage, end] = [' 0 R\n/Pg ', ' 0 R\n/K ', '>>\nendobj'].map((one) =>
  Buffer.from(one, 'latin1'),
) as [Buffer, Buffer, Buffer];

/**
 * Finds the runs of text among the objects of a print, by the offsets behind their first lines. They say nothing (ISO
 * 32000-1, 14.8.4.2) and are two of five objects: they need not be read. Those under an element of a type of `except`
 * are left out.
 */
export function textRuns(bytes: Uint8Array, bodies: readonly number[], except: ReadonlySet<string>): Runs {
  const typeAt = (body: number): string => {
    const from = body + element.length;
    return text(bytes, from, endOfWord(bytes, from));
  };
  return bodies.map((body) => {
    const run = body > 0 ? runAt(bytes, body) : null;
    const parent = run ? (bodies[run.parent] ?? 0) : 0;
    const isElement = parent > 0 && isAt(bytes, parent, anyElement);
    return run && isElement && !except.has(typeAt(parent)) ? run : undefined;
  });
}

/** Reads `<</Type /StructElem /S /NonStruct /P 12 0 R /Pg 3 0 R /K 4>>`, as the browser breaks it into lines. */
function runAt(bytes: Uint8Array, body: number): Run | null {
  if (!isAt(bytes, body, beginning)) return null;
  const parent = body + beginning.length;
  const page = endOfNumber(bytes, parent) + behindParent.length;
  const mcid = endOfNumber(bytes, page) + behindPage.length;
  const last = endOfNumber(bytes, mcid);
  const isWhole =
    isAt(bytes, page - behindParent.length, behindParent) &&
    isAt(bytes, mcid - behindPage.length, behindPage) &&
    isAt(bytes, last, end);
  if (!isWhole) return null;
  return {
    parent: numberAt(bytes, parent, page - behindParent.length),
    page: numberAt(bytes, page, mcid - behindPage.length),
    mcid: numberAt(bytes, mcid, last),
  };
}

/** Where the digits end that begin at an offset. */
function endOfNumber(bytes: Uint8Array, from: number): number {
  let i = from;
  while ((bytes[i] ?? 0) >= 0x30 && (bytes[i] ?? 0) <= 0x39) i++;
  return i;
}

const keys = { K: name('K'), Pg: name('Pg') } as const;

/**
 * Puts what the runs among the children of the element `own` hold in their place, and gives their number. An MCID stands
 * on the page of its element, or names its own.
 */
export function takeRunsIn(
  context: PDFContext,
  entries: Map<PDFName, PDFObject>,
  own: number,
  runs: Runs,
): number {
  const kids = entries.get(keys.K);
  let taken = 0;
  const take = (kid: PDFObject): PDFObject => {
    const run = kid instanceof PDFRef ? runs[kid.objectNumber] : undefined;
    if (run?.parent !== own) return kid;
    taken++;
    const page = refTo(run.page);
    if (!entries.has(keys.Pg)) entries.set(keys.Pg, page);
    const mcid = numberOf(run.mcid);
    if (entries.get(keys.Pg) === page) return mcid;
    const content = context.obj({ Type: 'MCR', MCID: mcid });
    content.set(keys.Pg, page);
    return content;
  };
  if (kids instanceof PDFArray) for (let i = 0; i < kids.size(); i++) kids.set(i, take(kids.get(i)));
  else if (kids) {
    const kid = take(kids);
    if (taken > 0) entries.set(keys.K, context.obj([kid]));
  }
  return taken;
}
