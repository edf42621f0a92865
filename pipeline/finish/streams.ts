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
  let size = 0;
  const parts = streams.flatMap((one) => {
    if (!(one instanceof PDFRawStream)) return [];
    const part = unpack(one);
    size += part.length;
    if (size > most.stream) throw tooLarge();
    return [part];
  });
  const [only] = parts;
  return parts.length === 1 && only
    ? only
    : Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]));
}

/** No page of ours comes near; a file from elsewhere may be made to fill the memory, by one stream or by many. */
const most = { stream: 50_000_000, file: 1_000_000_000 } as const;

/** What was unpacked of each file so far. */
const spent = new WeakMap<PDFContext, number>();

/**
 * What a stream unpacks to. That is the same everywhere, so the system's own may do it; the library knows all other
 * filters. @throws Error for more than any page holds.
 */
export function unpack(stream: PDFRawStream): Uint8Array {
  const known = contentOfStream(stream);
  if (known) return known;
  const bytes = filtered(stream);
  const { context } = stream.dict;
  const sum = (spent.get(context) ?? 0) + bytes.length;
  spent.set(context, sum);
  if (sum > most.file) throw new Error(`streams of more than ${most.file / 1e6} MB`);
  return bytes;
}

function filtered(stream: PDFRawStream): Uint8Array {
  const filter = stream.dict.get(name('Filter'));
  if (filter === name('FlateDecode') && !stream.dict.has(name('DecodeParms'))) {
    try {
      // A page in one piece or two: the system puts together what comes in several.
      const chunkSize = Math.min(1 << 16, 4096 + 8 * stream.contents.length);
      return inflateSync(stream.contents, { chunkSize, maxOutputLength: most.stream });
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE')
        throw tooLarge();
      // A stream with a fault is given to the library, which reads what can be read.
    }
  }
  return inPieces(stream);
}

/** The library unpacks without end: it is asked for a piece at a time. Of streams in streams each one is unpacked whole. */
function inPieces(stream: PDFRawStream): Uint8Array {
  const filters = stream.dict.lookup(name('Filter'));
  if (filters instanceof PDFArray && filters.size() > 1 && stream.contents.length * 1000 > most.stream)
    throw tooLarge();
  const decoder = decodePDFRawStream(stream);
  const pieces: Uint8Array[] = [];
  for (let size = 0; size <= most.stream;) {
    // The reader keeps what it has read: a piece is copied before the next is asked for.
    const piece = Uint8Array.from(decoder.getBytes(pieceSize));
    if (piece.length === 0) return Buffer.concat(pieces);
    pieces.push(piece);
    size += piece.length;
  }
  throw tooLarge();
}

const pieceSize = 65_536;

function tooLarge(): Error {
  return new Error(`a stream of more than ${most.stream / 1e6} MB`);
}
