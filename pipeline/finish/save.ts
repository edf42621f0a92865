import { PDFArray, PDFDict, PDFInvalidObject, PDFStream, type PDFContext, type PDFObject } from 'pdf-lib';
import { openOutput, type Output } from './output.ts';
import { pack } from './pack.ts';
import { entriesOf } from './tree.ts';

/** Fewer make the file larger: each stream starts with nothing to refer back to. */
const objectsPerStream = 500;

/**
 * Writes a document as PDF 1.7 with object streams and a stream of cross-references (ISO 32000-1, 7.5.7 and 7.5.8):
 * streams first, then all other objects in the order of their numbers. Does what the library's writer does, which
 * walks through each object twice and packs at level 6.
 * @throws Error for an object that the library could not read.
 */
export function saveDocument(context: PDFContext): Uint8Array {
  const out = openOutput(1 << 17);
  const table = new Map<number, Entry>();
  const plain: (readonly [number, PDFObject])[] = [];
  out.text('%PDF-1.7\n%\x81\x81\x81\x81\n\n');
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFStream) {
      table.set(ref.objectNumber, [1, out.size(), ref.generationNumber]);
      object.updateDict();
      out.text(`${ref.objectNumber} ${ref.generationNumber} obj\n`);
      putStream(out, (dict) => putObject(dict, object.dict), object.getContents());
    } else plain.push([ref.objectNumber, object]);
  }
  let number = context.largestObjectNumber;
  for (let from = 0; from < plain.length; from += objectsPerStream) {
    const chunk = plain.slice(from, from + objectsPerStream);
    number++;
    chunk.forEach(([inside], i) => table.set(inside, [2, number, i]));
    table.set(number, [1, out.size(), 0]);
    out.text(`${number} 0 obj\n`);
    putObjects(out, chunk);
  }
  number++;
  const start = out.size();
  table.set(number, [1, start, 0]);
  out.text(`${number} 0 obj\n`);
  putTable(out, context, table, number + 1);
  out.text(`startxref\n${start}\n%%EOF`);
  return new Uint8Array(out.bytes());
}

/** A line of the cross-references: 1, offset and generation, or 2, the object stream and the place in it. */
type Entry = readonly [1 | 2, number, number];

function putStream(out: Output, putDict: (out: Output) => void, contents: Uint8Array): void {
  putDict(out);
  out.text('\nstream\n');
  out.copy(contents, 0, contents.length);
  out.text('\nendstream\nendobj\n\n');
}

function putObjects(out: Output, objects: readonly (readonly [number, PDFObject])[]): void {
  const body = openOutput(1 << 16);
  const places = openOutput(1 << 12);
  for (const [number, object] of objects) {
    places.text(`${number} ${body.size()} `);
    putObject(body, object);
    body.text('\n');
  }
  const first = places.size();
  places.copy(body.bytes(), 0, body.size());
  const packed = pack(places.bytes());
  const dict = `<</Type/ObjStm/N ${objects.length}/First ${first}/Filter/FlateDecode/Length ${packed.length}>>`;
  putStream(out, () => out.text(dict), packed);
}

/** Every number below `size` has its line of 7 bytes: those that are not used are free. */
function putTable(out: Output, context: PDFContext, table: ReadonlyMap<number, Entry>, size: number): void {
  const lines = Buffer.alloc(size * 7);
  for (let number = 0; number < size; number++) {
    const [type, second, third] = table.get(number) ?? [0, 0, 65535];
    lines.writeUInt8(type, number * 7);
    lines.writeUInt32BE(second, number * 7 + 1);
    lines.writeUInt16BE(third, number * 7 + 5);
  }
  const packed = pack(lines);
  const { Root, Info, ID } = context.trailerInfo;
  const dict = context.obj({
    Type: 'XRef',
    Size: size,
    W: [1, 4, 2],
    Root,
    Info,
    ID,
    Filter: 'FlateDecode',
    Length: packed.length,
  });
  putStream(out, () => putObject(out, dict), packed);
}

/** An object with as little white space as its neighbours allow. */
function putObject(out: Output, object: PDFObject): void {
  if (object instanceof PDFDict) {
    out.text('<<');
    for (const [key, value] of entriesOf(object)) {
      out.text(key.toString());
      putNext(out, value);
    }
    out.text('>>');
  } else if (object instanceof PDFArray) {
    out.text('[');
    for (let i = 0; i < object.size(); i++) {
      if (i === 0) putObject(out, object.get(0));
      else putNext(out, object.get(i));
    }
    out.text(']');
  } else if (object instanceof PDFStream || object instanceof PDFInvalidObject) {
    throw new Error('Unexpected object, expected one that can be written inside another');
  } else out.text(object.toString());
}

/** The same behind another object, from which numbers, references and keywords must be parted. */
function putNext(out: Output, object: PDFObject): void {
  if (object instanceof PDFDict || object instanceof PDFArray) {
    putObject(out, object);
    return;
  }
  const text = object.toString();
  if (!'/(<'.includes(text.charAt(0))) out.text(' ');
  out.text(text);
}
