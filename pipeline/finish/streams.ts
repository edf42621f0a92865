import { inflateSync } from 'node:zlib';
import { decodePDFRawStream, PDFArray, PDFRawStream, type PDFContext, type PDFObject } from 'pdf-lib';
import { name, resolve } from './tree.ts';

/** The bytes of content streams that are known without being unpacked: those that were just packed. */
const unpacked = new WeakMap<PDFRawStream, Uint8Array>();

export function remember(stream: PDFRawStream, content: Uint8Array): void {
  unpacked.set(stream, content);
}

/** What was packed into a stream; undefined for one that came with the file. */
export function contentOfStream(stream: PDFRawStream): Uint8Array | undefined {
  return unpacked.get(stream);
}

/** The content of a page, given as one stream or several, as one piece; nothing for what is no stream. */
export function contentIn(context: PDFContext, contents: PDFObject | undefined): Uint8Array {
  const value = resolve(context, contents);
  const streams = value instanceof PDFArray ? value.asArray().map((one) => resolve(context, one)) : [value];
  const parts = streams.flatMap((one) => (one instanceof PDFRawStream ? [unpack(one)] : []));
  const [only] = parts;
  return parts.length === 1 && only
    ? only
    : Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]));
}

/** No page of ours comes near; a file from elsewhere may be made to fill the memory. */
const largest = 100_000_000;

/** What deflate unpacks to is the same everywhere, so the system's own may do it; the library knows all other filters. */
function unpack(stream: PDFRawStream): Uint8Array {
  const known = contentOfStream(stream);
  if (known) return known;
  const filter = stream.dict.get(name('Filter'));
  if (filter === name('FlateDecode') && !stream.dict.has(name('DecodeParms'))) {
    try {
      return inflateSync(stream.contents, { maxOutputLength: largest });
    } catch {
      // A stream with a fault is given to the library, which reads what can be read.
    }
  }
  return decodePDFRawStream(stream).decode();
}
