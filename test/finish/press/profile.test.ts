import { describe, expect, test } from 'vitest';
import { profileName } from '../../../pipeline/finish/press/profile.ts';

/** A profile with one tag: its directory, then the tag. */
function withTag(signature: string, tag: Buffer): Buffer {
  const head = Buffer.alloc(144);
  head.writeUInt32BE(1, 128);
  head.write(signature, 132, 'latin1');
  head.writeUInt32BE(144, 136);
  head.writeUInt32BE(tag.length, 140);
  return Buffer.concat([head, tag]);
}

/** The description of the older and of the newer version of the format. */
function plain(text: string): Buffer {
  const tag = Buffer.alloc(12 + text.length + 1 + 78);
  tag.write('desc', 0, 'latin1');
  tag.writeUInt32BE(text.length + 1, 8);
  tag.write(text, 12, 'latin1');
  return tag;
}
function unicode(text: string): Buffer {
  const tag = Buffer.alloc(28);
  tag.write('mluc', 0, 'latin1');
  tag.writeUInt32BE(1, 8);
  tag.writeUInt32BE(12, 12);
  tag.write('enUS', 16, 'latin1');
  tag.writeUInt32BE(text.length * 2, 20);
  tag.writeUInt32BE(28, 24);
  return Buffer.concat([tag, Buffer.from(text, 'utf16le').swap16()]);
}

describe('the name of a profile', () => {
  test('is read from both versions of the format', () => {
    expect(profileName(withTag('desc', plain('Coated, 300 %')))).toBe('Coated, 300 %');
    expect(profileName(withTag('desc', unicode('Gestrichen, Übersee')))).toBe('Gestrichen, Übersee');
  });

  test.each([
    ['without a name', withTag('cprt', plain('Nobody'))],
    ['with an empty name', withTag('desc', plain(''))],
    ['that is cut off', withTag('desc', plain('Coated')).subarray(0, 150)],
    ['with no more than a header', Buffer.alloc(128)],
    ['that is empty', Buffer.alloc(0)],
  ])('is none for a profile %s', (_, profile) => {
    expect(profileName(profile)).toBeNull();
  });
});
