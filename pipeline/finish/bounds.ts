import { inflateSync } from 'node:zlib';
import { PDFPageTree, type PDFDocument, type PDFObject } from 'pdf-lib';

/** What a file from anywhere may cost. No file that people print comes near. */
const most = { objects: 300_000, packedObjects: 20_000_000, pages: 10_000, waste: 100_000 } as const;

/** Where a stream begins, and how far before it its dictionary is looked for. */
const [keyword, reach] = ['stream', 4000] as const;

/**
 * Why a PDF must not be given to the library, which believes what a file says of itself: a table of a thousand million
 * entries that it announces is made, and what is packed is unpacked without end. Null when all is well.
 */
export function excessOf(bytes: Uint8Array): string | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let [packed, objects] = [0, 0];
  let waste = 0;
  for (let at = file.indexOf('obj'); at >= 0;) {
    const next = file.indexOf('obj', at + 3);
    if (file[at - 1] === 0x64) waste += wasteIn(file.subarray(at + 3, next < 0 ? file.length : next));
    else objects++;
    at = next;
  }
  if (objects > most.objects) return `${objects} objects`;
  if (waste > most.waste) return `${waste} bytes between objects that belong to none`;
  for (let at = file.indexOf(keyword); at >= 0; at = file.indexOf(keyword, at + keyword.length)) {
    if (file[at - 1] === 0x64) continue;
    const dictionary = dictionaryBefore(file, at);
    if (!/\/(ObjStm|XRef)(?![A-Za-z])/.test(dictionary)) continue;
    if ((dictionary.match(/\/\w+Decode(?!\w)/g) ?? []).length > 1) return 'chain of filters on objects';
    const from = file.subarray(afterLine(file, at + keyword.length));
    const content = dictionary.includes('/FlateDecode') ? unpacked(from) : from;
    packed += content?.length ?? Infinity;
    if (packed > most.packedObjects) return `${most.packedObjects / 1e6} MB of packed objects and more`;
    const isTable = /\/XRef/.test(dictionary);
    const count = isTable ? entriesIn(dictionary) : numberOf(dictionary, 'N');
    if (count === null) return 'table of objects that does not say how many there are';
    objects += count;
    if (!isTable && content && objects <= most.objects && standsTwice(content, count))
      return 'object that stands for several';
  }
  return objects > most.objects ? `${objects} objects` : null;
}

/** Bytes behind an object that belong neither to one nor to a table or trailer: the library tries each of them in turn. */
function wasteIn(gap: Buffer): number {
  let waste = 0;
  for (let from = 0; gap.length - from > 1000;) {
    const starts = ['xref', 'trailer'].map((word) => gap.indexOf(word, from)).filter((at) => at >= 0);
    const start = Math.min(gap.length, ...starts);
    waste += gap.subarray(from, start).filter((byte) => byte > 32).length;
    const end = gap.indexOf('%%EOF', start);
    from = end < 0 ? gap.length : end + 5;
  }
  return waste;
}

/** The dictionary of the stream whose keyword stands at `at`, its names written out. */
function dictionaryBefore(file: Buffer, at: number): string {
  const text = file.toString('latin1', Math.max(0, at - reach), at);
  return text
    .slice(text.lastIndexOf(' obj') + 1)
    .replace(/#([\dA-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** A number that is written out; null for one that is not there or stands elsewhere. */
function numberOf(dictionary: string, key: string): number | null {
  const [, digits, isElsewhere] = new RegExp(`/${key}\\s+(\\d+)(\\s+\\d+\\s+R)?`).exec(dictionary) ?? [];
  return digits === undefined || isElsewhere !== undefined ? null : Number(digits);
}

/** How many entries a table of objects announces (ISO 32000-1, 7.5.8.2). */
function entriesIn(dictionary: string): number | null {
  const index = /\/Index\s*(\[[\s\d]*\])?/.exec(dictionary);
  if (!index) return numberOf(dictionary, 'Size');
  const numbers = index[1]?.match(/\d+/g)?.map(Number);
  return numbers?.filter((_, i) => i % 2 === 1).reduce((sum, one) => sum + one, 0) ?? null;
}

function afterLine(file: Buffer, at: number): number {
  const isReturn = file[at] === 13;
  return at + (isReturn ? 1 : 0) + (file[at + (isReturn ? 1 : 0)] === 10 ? 1 : 0);
}

/** What a stream unpacks to; nothing for one that is damaged, null for too much. */
function unpacked(from: Buffer): Buffer | null {
  try {
    return inflateSync(from, { maxOutputLength: most.packedObjects });
  } catch (cause) {
    const isTooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLarge ? null : Buffer.alloc(0);
  }
}

/** True where two of `count` packed objects begin at one place (7.5.7): each would be read and kept as one more. */
function standsTwice(content: Buffer, count: number): boolean {
  const numbers = content.toString('latin1', 0, Math.min(content.length, count * 24)).match(/^[\d\s]*/)?.[0];
  const offsets = (numbers?.match(/\d+/g) ?? []).slice(0, 2 * count).filter((_, i) => i % 2 === 1);
  return new Set(offsets).size < offsets.length;
}

/**
 * Why the pages of a document must not be counted: a node that stands twice in their tree (ISO 32000-1, 7.7.3), where
 * walking through it would never end or double with each level, or too many of them. Null when all is well.
 */
export function faultOfPages({ catalog, context }: PDFDocument): string | null {
  const seen = new Set<PDFObject>();
  let pages = 0;
  const visit = (node: PDFObject | undefined): string | null => {
    if (!(node instanceof PDFPageTree)) return ++pages > most.pages ? `${most.pages} pages and more` : null;
    if (seen.has(node)) return 'tree of pages that leads back to itself';
    seen.add(node);
    for (const kid of node.Kids().asArray()) {
      const fault = visit(context.lookup(kid));
      if (fault !== null) return fault;
    }
    return null;
  };
  return visit(catalog.Pages());
}
