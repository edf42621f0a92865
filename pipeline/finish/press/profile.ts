/**
 * The name that an ICC profile gives itself (tag `desc` of ICC.1:2001-04, 6.5.17, or of ICC.1:2010, 10.13): what a
 * printer calls its condition. Null where it has none.
 */
export function profileName(profile: Uint8Array): string | null {
  const bytes = Buffer.from(profile.buffer, profile.byteOffset, profile.length);
  const tag = (at: number): string => bytes.toString('latin1', at, at + 4);
  const tags = bytes.length > 132 ? bytes.readUInt32BE(128) : 0;
  for (let i = 0; i < tags && 144 + i * 12 <= bytes.length; i++) {
    if (tag(132 + i * 12) !== 'desc') continue;
    const start = bytes.readUInt32BE(136 + i * 12);
    if (start + 28 > bytes.length) return null;
    return cleaned(tag(start) === 'mluc' ? unicodeName(bytes, start) : plainName(bytes, start));
  }
  return null;
}

/** The length counts the zero at the end. */
function plainName(bytes: Buffer, start: number): string {
  return bytes.toString('latin1', start + 12, start + 12 + bytes.readUInt32BE(start + 8));
}

/** The name in the first of its languages, in big-endian UTF-16. */
function unicodeName(bytes: Buffer, start: number): string {
  const [length, offset] = [bytes.readUInt32BE(start + 20), bytes.readUInt32BE(start + 24)];
  const name = Buffer.from(bytes.subarray(start + offset, start + offset + length));
  return name.length % 2 === 0 ? name.swap16().toString('utf16le') : '';
}

function cleaned(text: string): string | null {
  const name = text.replace(/\p{Cc}/gu, '').trim();
  return name === '' ? null : name;
}
