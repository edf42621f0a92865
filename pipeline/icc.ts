/** What a press needs of its profile: from the inks to colours as seen, and back (ICC.1:2010, 8.5.2), and its name. */
const needed = ['desc', 'A2B0', 'B2A0'] as const;
/** The header, and the count of the tags behind it. */
const [headerLength, entryLength] = [128, 12] as const;
const newest = 4;

/**
 * What is wrong with an ICC profile of an output device with CMYK (ICC.1:2001-04 and ICC.1:2010, 7.2 and 7.3), in a few
 * words; null for nothing. Its colours are not judged.
 */
export function faultOfPressProfile(profile: Uint8Array): string | null {
  const bytes = Buffer.from(profile.buffer, profile.byteOffset, profile.length);
  const text = (from: number): string => bytes.toString('latin1', from, from + 4);
  if (text(36) !== 'acsp') return 'no profile';
  if (text(12) !== 'prtr' || text(16) !== 'CMYK') return 'of another device';
  const start = headerLength + 4;
  const size = bytes.readUInt32BE(0);
  if (bytes.length < start || bytes.length < size) return 'cut off';
  const version = bytes.readUInt8(8);
  if (version > newest) return `of version ${version}`;
  if (!['Lab ', 'XYZ '].includes(text(20))) return `connected by "${text(20)}"`;
  const count = bytes.readUInt32BE(headerLength);
  if (start + count * entryLength > bytes.length) return 'cut off';
  const tags = Array.from({ length: count }, (_, i) => {
    const at = start + i * entryLength;
    return { name: text(at), end: bytes.readUInt32BE(at + 4) + bytes.readUInt32BE(at + 8) };
  });
  if (tags.some(({ end }) => end > bytes.length)) return 'cut off';
  const missing = needed.find((one) => !tags.some(({ name }) => name === one));
  return missing ? `without the tag "${missing}"` : null;
}
