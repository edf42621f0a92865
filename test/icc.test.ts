import { describe, expect, test } from 'vitest';
import { faultOfPressProfile } from '../pipeline/icc.ts';
import { pressProfile, smallProfile } from './support/press-profile.ts';

/** The small profile after a change. */
function changed(change: (bytes: Buffer) => void): Uint8Array {
  const bytes = Buffer.from(smallProfile());
  change(bytes);
  return new Uint8Array(bytes);
}
const { profile } = await pressProfile();

describe('the profile of a printer', () => {
  test('is taken when it is whole, in version 2 or 4, with Lab or XYZ', () => {
    expect(faultOfPressProfile(profile)).toBeNull();
    expect(faultOfPressProfile(smallProfile())).toBeNull();
    expect(faultOfPressProfile(changed((bytes) => bytes.writeUInt8(4, 8)))).toBeNull();
    expect(faultOfPressProfile(changed((bytes) => bytes.write('XYZ ', 20)))).toBeNull();
  });

  test.each([
    ['nothing', new Uint8Array(0), 'no profile'],
    ['text', new TextEncoder().encode('hello'), 'no profile'],
    ['a screen', changed((bytes) => bytes.write('mntr', 12)), 'of another device'],
    ['three inks', changed((bytes) => bytes.write('RGB ', 16)), 'of another device'],
    ['a link of devices', changed((bytes) => bytes.write('link', 12)), 'of another device'],
    ['a newer version', changed((bytes) => bytes.writeUInt8(5, 8)), 'of version 5'],
    ['another space', changed((bytes) => bytes.write('RGB ', 20)), 'connected by "RGB "'],
    ['too many tags', changed((bytes) => bytes.writeUInt32BE(1e6, 128)), 'cut off'],
    ['a tag elsewhere', changed((bytes) => bytes.writeUInt32BE(1e6, 148)), 'cut off'],
    ['no table', changed((bytes) => bytes.write('gamt', 144)), 'without the tag "A2B0"'],
  ])('is refused: %s', (_, bytes, fault) => {
    expect(faultOfPressProfile(bytes)).toBe(fault);
  });

  test.each([40, 100, 131, 5000, -1])('is refused when it is cut off (%i)', (length) => {
    expect(faultOfPressProfile(profile.slice(0, length))).toBe('cut off');
  });
});
