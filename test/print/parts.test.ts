import { describe, expect, test } from 'vitest';
import { sha256 } from '../../pipeline/manifest.ts';
import { loadCoverage, loadFonts } from '../../pipeline/fonts.ts';
import { readTar } from '../../pipeline/print/browser/tar.ts';
import { hyphenationFiles } from '../../pipeline/print/hyphenation/hyphenation.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { realWorld } from '../../pipeline/disk.ts';

/** A ustar archive of one file. */
function tar(path: string, content: string): Uint8Array {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write('0', 156);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body, Buffer.alloc(1024)]);
}

describe('readTar', () => {
  test('gives the regular files', () => {
    expect(
      readTar(tar('./lib/a.so', 'bytes')).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]),
    ).toEqual([['lib/a.so', 'bytes']]);
  });

  test.each(['../a', '/etc/passwd', 'lib/../../a'])('refuses %s', (path) => {
    expect(() => readTar(tar(path, 'x'))).toThrow('unsafe');
  });
});

describe('hyphenation dictionaries', () => {
  test('are the same bytes each time, one for each language', async () => {
    const files = await hyphenationFiles();
    expect(
      files.map(({ file, bytes }) => `${file} ${bytes.length} ${sha256(bytes).slice(0, 16)}`),
    ).toMatchSnapshot();
    for (const { bytes } of files) expect(Buffer.from(bytes).readUInt32LE(0)).toBe(0x62ad7968);
  });
});

describe('fonts', () => {
  test('cover Latin text and say what they lack', async () => {
    const covers = await loadCoverage(memoryWorld({}));
    expect([...'aé’–ñőȘŁΩЖ'].filter((letter) => !covers(letter.codePointAt(0) ?? 0))).toEqual([]);
    expect(covers(0x4e2d)).toBe(false);
  });

  test('a cut-off subset in the cache is made anew', async () => {
    const world = realWorld('.', {}, { note: () => undefined }, process);
    const whole = await loadFonts(world);
    const [path = ''] = (await world.cache.list('fonts')).filter((one) => one.endsWith('.woff2'));
    const bytes = await world.cache.read(path);
    const cut = { ...memoryWorld({}), cache: memoryWorld({ [path]: bytes.subarray(0, 500) }).project };
    expect((await loadFonts(cut)).webStyle === whole.webStyle).toBe(true);
    expect(whole.webStyle.length).toBeLessThan(330_000);
  });
});
