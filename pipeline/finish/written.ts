import { inflateSync } from 'node:zlib';
import { PDFArray, PDFRawStream, PDFStream, type PDFContext } from 'pdf-lib';
import { contentOfStream } from './streams.ts';

/**
 * What the bytes of a saved document lack of the document that was judged; null for nothing. Reads the bytes on its
 * own, by their last line, the cross-references and the offsets there: each object where it is looked for, each
 * stream as it is in memory, and every page's content the same when it is unpacked.
 */
export function lackOf(bytes: Uint8Array, context: PDFContext): string | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.toString('latin1', 0, 10).startsWith('%PDF-1.7\n%')) return 'header';
  const start = /\nstartxref\n(\d+)\n%%EOF\n?$/.exec(file.toString('latin1', file.length - 40))?.[1];
  const references = start === undefined ? null : streamAt(file, Number(start));
  if (!references) return 'cross-references where its end says';
  const { dict } = references;
  const { ID, Info, Root } = context.trailerInfo;
  const id = ID instanceof PDFArray ? ID.asArray().join('') : '';
  if (!dict.includes(`/ID[${id}]`) || id === '') return 'identifier';
  if (!dict.includes(`/Root ${String(Root)}`) || !dict.includes(`/Info ${String(Info)}`)) return 'catalog';

  const table = inflateSync(references.contents);
  const size = Number(/\/Size (\d+)/.exec(dict)?.[1]);
  if (!dict.includes('/W[1 4 2]') || table.length !== size * 7) return `table of ${size} objects`;
  const inside = new Map<number, number[]>();
  const offsets = new Map<number, number>();
  for (let number = 0; number < size; number++) {
    const [type, second] = [table.readUInt8(number * 7), table.readUInt32BE(number * 7 + 1)];
    if (type === 1) offsets.set(number, second);
    if (type !== 2) continue;
    const list = inside.get(second) ?? [];
    inside.set(second, list);
    list[table.readUInt16BE(number * 7 + 5)] = number;
  }
  let packed = 0;
  for (const [number, list] of inside) {
    packed += list.length;
    if (!holds(streamAt(file, offsets.get(number) ?? -1, number), list)) return `object stream ${number}`;
  }
  const objects = context.enumerateIndirectObjects();
  // The object streams and the cross-references are in the file alone.
  if (offsets.size - inside.size - 1 + packed !== objects.length) return `${objects.length} objects`;
  for (const [{ objectNumber: number }, object] of objects) {
    if (!(object instanceof PDFStream)) continue;
    const { contents } = streamAt(file, offsets.get(number) ?? -1, number) ?? {};
    if (!contents || contents.compare(object.getContents()) !== 0) return `stream ${number}`;
    const known = object instanceof PDFRawStream ? contentOfStream(object) : undefined;
    // In one piece: the system puts together what comes in several.
    const chunkSize = Math.max(64, (known?.length ?? 0) + 1);
    if (known && inflateSync(contents, { chunkSize }).compare(known) !== 0) return `content ${number}`;
  }
  return null;
}

/** The stream that stands at an offset, under its number if that is given; null where there is none. */
function streamAt(
  file: Buffer,
  offset: number,
  number?: number,
): { readonly dict: string; readonly contents: Buffer } | null {
  if (offset < 0) return null;
  const from = file.indexOf('\nstream\n', offset, 'latin1');
  const head = file.toString('latin1', offset, Math.max(from, offset));
  const [, own, dict = ''] = /^(\d+) \d+ obj\n(<<[\s\S]*>>)$/.exec(head) ?? [];
  if (own === undefined || (number !== undefined && Number(own) !== number)) return null;
  const length = Number(/\/Length (\d+)/.exec(dict)?.[1]);
  const end = from + '\nstream\n'.length + length;
  if (file.toString('latin1', end, end + 18) !== '\nendstream\nendobj\n') return null;
  return { dict, contents: file.subarray(end - length, end) };
}

/** Whether an object stream holds the objects of these numbers in this order, each at the start of its line. */
function holds(stream: ReturnType<typeof streamAt>, numbers: readonly number[]): boolean {
  if (!stream?.dict.includes(`/Type/ObjStm/N ${numbers.length}/`)) return false;
  const first = Number(/\/First (\d+)/.exec(stream.dict)?.[1]);
  const body = inflateSync(stream.contents);
  const places = body.toString('latin1', 0, first).trim().split(' ').map(Number);
  return (
    places.length === numbers.length * 2 &&
    numbers.every((number, i) => {
      const at = first + (places[i * 2 + 1] ?? NaN);
      return places[i * 2] === number && (i === 0 ? at === first : body[at - 1] === 0x0a && at < body.length);
    })
  );
}
