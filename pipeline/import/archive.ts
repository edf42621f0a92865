import { inflateRawSync } from 'node:zlib';

/** What a file of an office program may cost: unpacked bytes, memory of the reader in MB, milliseconds. */
export const archiveLimits = { unpacked: 50_000_000, memory: 300, time: 20_000 } as const;

/** A file in an archive, still packed; `size` is what the archive says that it unpacks to. */
export interface Entry {
  readonly name: string;
  readonly size: number;
  readonly method: number;
  readonly packed: Uint8Array;
}

/** Why a file is refused, for "Unexpected …, expected …", and what to do. */
export interface Refusal {
  readonly reason: string;
  readonly hint: string;
}

/** The files of an archive, or why it is refused before anything of it is read. `noun` names what it should be. */
export function entriesOf(bytes: Uint8Array, noun: string, extension: string): readonly Entry[] | Refusal {
  const entries = directoryOf(bytes);
  if (!entries) {
    return { reason: `file that is no ${extension}`, hint: `save it as ${noun} (${extension})` };
  }
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  if (unpacked > archiveLimits.unpacked)
    return tooLarge(`${noun} of ${Math.round(unpacked / 1e6)} MB unpacked`);
  const unsafe = entries.find(({ name }) => name.startsWith('/') || name.split('/').includes('..'));
  if (unsafe)
    return { reason: `entry ${unsafe.name} that leaves the archive`, hint: `save the ${noun} anew` };
  const names = entries.map(({ name }) => name);
  if (new Set(names).size < names.length)
    return { reason: 'archive with two entries of one name', hint: `save the ${noun} anew` };
  // A directory may lie about sizes: nothing else is given an entry before it has been unpacked within the limit.
  let left: number = archiveLimits.unpacked;
  for (const entry of entries) {
    const text = unpack(entry, left);
    if (!text) return tooLarge(`${noun} that is damaged or unpacks to more than it says`);
    left -= text.length;
  }
  return entries;
}

function tooLarge(reason: string): Refusal {
  return {
    reason,
    hint: `at most ${archiveLimits.unpacked / 1e6} MB are read: remove pictures and empty formatted rows`,
  };
}

/** The bytes of an entry; null when it is damaged, encrypted or larger than `most`. */
export function unpack(
  { method, packed, size }: Entry,
  most: number = archiveLimits.unpacked,
): Uint8Array | null {
  if (method === 0) return packed.length <= most ? packed : null;
  if (method !== 8) return null;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, Math.min(most, size)) });
  } catch {
    return null;
  }
}

/** Reads the central directory of a ZIP archive (APPNOTE 4.3.12); null when it has none. */
function directoryOf(bytes: Uint8Array): readonly Entry[] | null {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + 22 > zip.length) return null;
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return null;
    const length = zip.readUInt16LE(at + 28);
    const header = zip.readUInt32LE(at + 42);
    if (header + 30 > zip.length) return null;
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + length),
      size: zip.readUInt32LE(at + 24),
      method: zip.readUInt16LE(at + 10),
      packed: zip.subarray(start, start + zip.readUInt32LE(at + 20)),
    });
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
