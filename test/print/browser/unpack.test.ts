import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import type { Disk } from '../../../pipeline/disk.ts';
import { unpackBrowser } from '../../../pipeline/print/browser/unpack.ts';
import { openPrinter } from '../../../pipeline/print/print.ts';
import type { World } from '../../../pipeline/world.ts';
import { tarOf } from '../../support/archive.ts';
import { textByPdfJs } from '../../support/pdf-text.ts';
import { quietWorld } from '../../support/printing.ts';
import { sampleDocument } from '../../support/sample-document.ts';
import { scratchDisk, systemError, textOf, utf8 } from '../../support/scratch.ts';

// Dictionaries are costly to make and the same each time: they are made once for all tests.
vi.mock('../../../pipeline/print/hyphenation/hyphenation.ts', async (load) => {
  const all = await load<typeof import('../../../pipeline/print/hyphenation/hyphenation.ts')>();
  const made = all.hyphenationFiles();
  return { ...all, hyphenationFiles: () => made };
});

/** A package with a program of a few letters in place of the browser. */
const pack = new Map([
  ['@sparticuz/chromium/package.json', utf8('{"version":"9.8.7"}')],
  ['@sparticuz/chromium/bin/chromium.br', brotliCompressSync('the program')],
  [
    '@sparticuz/chromium/bin/al2023.tar.br',
    brotliCompressSync(tarOf([{ path: 'lib/libnss3.so', content: 'a library' }])),
  ],
]);

function worldWith(cache: Disk, notes: string[] = []): World {
  const world = quietWorld();
  const asset: World['asset'] = async (path) => pack.get(path) ?? world.asset(path);
  return { ...world, cache, asset, log: { note: (line) => notes.push(line) } };
}

/** Every file of the cache without the folder of the version. */
async function unpacked(cache: Disk): Promise<readonly string[]> {
  return (await cache.list('')).map((path) => path.replace(/^chromium-9\.8\.7[^/]*\//, ''));
}

const whole = [
  'chromium',
  'complete',
  ...['en-gb', 'en-us', 'es', 'fr', 'it', 'pt', 'ru'].map((lang) => `hyphen-data/hyph-${lang}.hyb`),
  'lib/libnss3.so',
];

describe('unpackBrowser', () => {
  test('unpacks program, libraries and dictionaries, once, and says so', async () => {
    const cache = await scratchDisk();
    const notes: string[] = [];
    const location = await unpackBrowser(worldWith(cache, notes));
    expect(await unpacked(cache)).toEqual(whole);
    expect(location.pinned).toBe(true);
    expect(location.path.replace(cache.locate(''), '')).toMatch(
      /^\/?chromium-9\.8\.7-hyphen-[\d.]+-\d+\/chromium$/,
    );
    expect(await quietWorld().machine.executable(location.path)).toBe(true);
    expect(await unpackBrowser(worldWith(cache, notes))).toEqual(location);
    expect(notes).toHaveLength(1);
  });

  test('several runs at once in an empty cache all get the one folder, and leave nothing else', async () => {
    const cache = await scratchDisk();
    const runs = await Promise.all([1, 2, 3].map(() => unpackBrowser(worldWith(cache))));
    expect(new Set(runs.map(({ path }) => path)).size).toBe(1);
    expect(await unpacked(cache)).toEqual(whole);
    expect(await textOf(cache, (await cache.list(''))[0] ?? '')).toBe('the program');
  });

  test('a folder that was torn apart is replaced, one that is whole is never touched', async () => {
    const cache = await scratchDisk();
    const { path } = await unpackBrowser(worldWith(cache));
    const folder = path
      .replace(/\/chromium$/, '')
      .replace(cache.locate('.'), '')
      .replace(/^\//, '');
    await cache.remove(`${folder}/complete`);
    await cache.write(`${folder}/chromium`, utf8('half'));
    await unpackBrowser(worldWith(cache));
    expect(await unpacked(cache)).toEqual(whole);
    expect(await textOf(cache, `${folder}/chromium`)).toBe('the program');
    await cache.write(`${folder}/chromium`, utf8('THE PROGRAM'));
    await unpackBrowser(worldWith(cache));
    expect(await textOf(cache, `${folder}/chromium`)).toBe('THE PROGRAM');
  });

  test.each([
    ['a program that is cut off', 'chromium', 'the pro'],
    ['a library that is gone', 'lib/libnss3.so', null],
    ['a dictionary that is gone', 'hyphen-data/hyph-en-gb.hyb', null],
    ['a dictionary of other content', 'hyphen-data/hyph-es.hyb', 'other'],
    ['a list that is cut off', 'complete', 'chromium 11'],
  ])('%s makes it unpack all anew', async (_, path, content) => {
    const cache = await scratchDisk();
    await unpackBrowser(worldWith(cache));
    const find = async (): Promise<string> => (await cache.list('')).find((one) => one.endsWith(path)) ?? '';
    const place = await find();
    const before = await cache.read(place);
    // The same size, so that the content alone tells.
    if (content === null) await cache.remove(place);
    else if (content === 'other')
      await cache.write(
        place,
        before.map((byte) => byte ^ 1),
      );
    else await cache.write(place, utf8(content));
    const notes: string[] = [];
    await unpackBrowser(worldWith(cache, notes));
    expect(notes).toHaveLength(1);
    expect(await unpacked(cache)).toEqual(whole);
    expect(Buffer.compare(await cache.read(place), before)).toBe(0);
  });

  test('on a disk that fills up nothing is left, and the next run is whole', async () => {
    const cache = await scratchDisk();
    const full: Disk = {
      ...cache,
      write: (path, bytes, mode) =>
        path.endsWith('.so') ? Promise.reject(systemError('ENOSPC')) : cache.write(path, bytes, mode),
    };
    await expect(unpackBrowser(worldWith(full))).rejects.toThrow('ENOSPC');
    expect(await cache.list('')).toEqual([]);
    await unpackBrowser(worldWith(cache));
    expect(await unpacked(cache)).toEqual(whole);
  });

  test('sweeps what killed runs have left, and not what others are unpacking', async () => {
    const cache = await scratchDisk();
    await cache.write('unpacking/2147483647-1/chromium', utf8('left'));
    await cache.write(`unpacking/${process.ppid}-1/chromium`, utf8('at work'));
    await unpackBrowser(worldWith(cache));
    expect((await cache.list('unpacking')).map((path) => path.split('/')[1])).toEqual([`${process.ppid}-1`]);
  });
});

test('two printers at once in an empty cache both print, with the real browser', async () => {
  const cache = await scratchDisk();
  const notes: string[] = [];
  const world = { ...quietWorld(), cache, log: { note: (line: string) => notes.push(line) } };
  const printers = await Promise.all([1, 2].map(() => openPrinter(world, { jobs: 1 })));
  const prints = await Promise.all(printers.map((printer) => printer.print(sampleDocument(''))));
  await Promise.all(printers.map((printer) => printer.close()));
  for (const { printed } of prints) {
    expect(printed && (await textByPdfJs(printed.pdf))).toContain('First paragraph');
  }
  expect((await cache.list('')).filter((path) => !path.startsWith('chromium-'))).toEqual([]);
});
