/** What a press needs of its profile: from the inks to colours as seen, and back (ICC.1:2010, 8.5.2), and its name. */
const needed = ['desc', 'A2B0', 'B2A0'] as const;
/** The header, and the count of the tags behind it. */
const [headerLength, entryLength] = [128, 12] as const;
const newest = 4;

/**
 * Why a file is no ICC profile of an output device with CMYK (ICC.1:2001-04 and ICC.1:2010, 7.2 and 7.3), as the end of
 * a sentence that begins "Unexpected"; null for one that is. Colours are not judged.
 */
export function faultOfPressProfile(profile: Uint8Array): string | null {
  const bytes = Buffer.from(profile.buffer, profile.byteOffset, profile.length);
  const text = (from: number): string => bytes.toString('latin1', from, from + 4);
  if (text(36) !== 'acsp') return 'content';
  if (text(12) !== 'prtr' || text(16) !== 'CMYK') return 'profile of another device';
  const start = headerLength + 4;
  const size = bytes.readUInt32BE(0);
  if (bytes.length < start || bytes.length < size) return 'end: the profile is cut off';
  const version = bytes.readUInt8(8);
  if (version > newest) return `version ${version} of the format`;
  if (!['Lab ', 'XYZ '].includes(text(20))) return `space of connection "${text(20)}"`;
  const count = bytes.readUInt32BE(headerLength);
  if (start + count * entryLength > bytes.length) return 'table of tags beyond the end';
  const tags = Array.from({ length: count }, (_, i) => {
    const at = start + i * entryLength;
    return { name: text(at), end: bytes.readUInt32BE(at + 4) + bytes.readUInt32BE(at + 8) };
  });
  const outside = tags.find(({ end }) => end > bytes.length);
  if (outside) return `tag "${outside.name}" beyond the end`;
  const missing = needed.find((one) => !tags.some(({ name }) => name === one));
  return missing ? `profile without the tag "${missing}"` : null;
}
