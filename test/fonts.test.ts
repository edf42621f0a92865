import * as fontkit from 'fontkit';
import { describe, expect, test } from 'vitest';
import { faces, featuresOf, isUsual, loadCoverage, loadFonts, sizesOnEm } from '../pipeline/fonts.ts';
import type { World } from '../pipeline/world.ts';
import { memoryDisk, memoryWorld } from './support/memory-world.ts';

function fontOf(bytes: Uint8Array): fontkit.Font {
  const font = fontkit.create(Buffer.from(bytes));
  if (!('characterSet' in font)) throw new Error('a collection, expected one font');
  return font;
}

/** The fonts that a style sheet holds, by the face that each is declared as. */
function fontsIn(style: string): ReadonlyMap<string, fontkit.Font> {
  const rule =
    /font-family:'([^']+)';font-weight:(\d+);font-style:(\w+);src:url\(data:font\/\w+;base64,([^)]+)\)/g;
  const found = [...style.matchAll(rule)].map(
    ([, family = '', weight = '', kind = '', data = '']) =>
      [`${family} ${weight} ${kind}`, fontOf(Buffer.from(data, 'base64'))] as const,
  );
  return new Map(found);
}

const nameOf = ({ family, weight, style }: (typeof faces)[number]): string => `${family} ${weight} ${style}`;

/** The fonts, made anew into an empty cache. */
const cache = memoryDisk();
const fresh = await loadFonts(memoryWorld({}, { cache }));
const print = fontsIn(fresh.printStyle);
const web = fontsIn(fresh.webStyle);

describe('the declared faces', () => {
  test('are files that are named by their face: prints are held against these names', () => {
    for (const face of faces)
      expect(face.asset).toContain(`/${print.get(nameOf(face))?.postscriptName ?? '?'}.ttf`);
  });

  test('are all static TrueType', async () => {
    const world = memoryWorld({});
    for (const { asset } of faces) {
      const bytes = Buffer.from(await world.asset(asset));
      expect(bytes.readUInt32BE(0)).toBe(0x00010000);
      expect(bytes.includes('fvar')).toBe(false);
    }
  });

  test('are in both styles', () => {
    expect([...print.keys()]).toEqual(faces.map(nameOf));
    expect([...web.keys()]).toEqual(faces.map(nameOf));
  });

  test('print on an em of 1,024 units, and are on the screen as they are', () => {
    expect([...print.values()].map(({ unitsPerEm }) => unitsPerEm)).toEqual(faces.map(() => 1024));
    expect([...web.values()].map(({ unitsPerEm }) => unitsPerEm)).toEqual(faces.map(() => 1000));
  });

  test('print with all their characters', () => {
    for (const font of print.values()) expect(font.characterSet.length).toBeGreaterThan(900);
  });
});

describe('the sizes of prints', () => {
  test('are quarters of a pixel, within a tenth of a point of the token', () => {
    for (const points of [5, 7, 8, 8.43, 9.6, 11, 14, 20, 24, 34, 60]) {
      const [, size = ''] =
        /^ {2}--size-text: ([\d.]+)px;$/.exec(sizesOnEm(`  --size-text: ${points}pt;`)) ?? [];
      expect((Number(size) * 4) % 1).toBe(0);
      const set = (Number(size) * 0.75 * 1000) / 1024;
      expect(Math.abs(set - points)).toBeLessThan(0.1);
    }
  });

  test('are those of type alone: lines, boxes and line heights stay', () => {
    const other = '  --hairline: 0.25pt;\n  --line: 4.5mm;\n  --letter-scale: 0.95;';
    expect(sizesOnEm(other)).toBe(other);
    expect(sizesOnEm("  --running-font: 400 7pt/3.1mm 'Source Sans 3';")).toBe(
      "  --running-font: 400 9.5px/3.1mm 'Source Sans 3';",
    );
  });
});

describe('a web page', () => {
  test('holds the letters of European Latin, figures, punctuation and arrows', () => {
    const wanted = [...'AZaz09 éÉñßøÅőŐșȚžĐ‘’“”–—…•‹›€←↑→↓−\u00a0\u2011'];
    for (const [name, font] of web) {
      const lacking = wanted.filter((letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));
      expect(`${name}: ${lacking.join('')}`).toBe(`${name}: `);
    }
  });

  test('sets figures of one width, and kerns', () => {
    for (const font of web.values()) {
      const { glyphs } = font.layout('0123456789', ['tnum', 'lnum']);
      expect(new Set(glyphs.map(({ advanceWidth }) => advanceWidth)).size).toBe(1);
      const plain = font.layout('AVATAR', { kern: false }).advanceWidth;
      expect(font.layout('AVATAR').advanceWidth).toBeLessThan(plain);
    }
  });

  test('is not made heavy by them: less than 200 kB', () => {
    expect(fresh.webStyle.length).toBeLessThan(200_000);
  });
});

describe('isUsual', () => {
  test.each(['Côte d’Ivoire – “Łódź”, Şirvan, Iași: 6.50 € → 7 − 1', 'R &amp; D', 'a&nbsp;b\n'])(
    '%s',
    (text) => {
      expect(isUsual(text)).toBe(true);
    },
  );
  test.each(['Αθήνα', 'Київ', 'Việt', 'Ɓauchi', 'a&alpha;', '&#945;', '&#x3b1', 'content: "\\3b1"'])(
    '%s is not',
    (text) => {
      expect(isUsual(text)).toBe(false);
    },
  );
  test('what is usual is in the small fonts, and the large ones are loaded for what is not', async () => {
    const usual = fontsIn(fresh.usualStyle);
    for (const [name, font] of usual)
      for (const code of print.get(name)?.characterSet ?? [])
        if (isUsual(String.fromCodePoint(code))) expect(font.hasGlyphForCodePoint(code)).toBe(true);
    const texts = (text: string): Parameters<typeof loadFonts>[2] => [{ path: 'a.md', text }];
    const world = memoryWorld({}, { cache });
    expect((await loadFonts(world, [], texts('Αθήνα'))).printStyle).toBe(fresh.printStyle);
    expect((await loadFonts(world, [], texts('Lima'))).printStyle).toBe(fresh.usualStyle);
    expect(fresh.usualStyle.length).toBeLessThan(fresh.printStyle.length / 2);
  });
});

describe('featuresOf', () => {
  const usual = featuresOf('p { font-variant-numeric: lining-nums tabular-nums; vertical-align: super }');
  test('is the same for styles that ask for none', () => {
    expect(usual).toEqual(featuresOf(''));
    expect(usual).toContain('kern');
  });
  test.each([
    ['font-variant-caps: all-small-caps', ['smcp', 'c2sc']],
    ['font-variant: small-caps', ['smcp']],
    ['font-variant-position: super', ['sups']],
    ['font-variant-numeric: oldstyle-nums proportional-nums', ['onum', 'pnum']],
    ['font-variant-numeric: diagonal-fractions', ['frac']],
    [`font-feature-settings: "ss01" 1, 'case'`, ['ss01', 'case']],
  ])('adds what %s asks for', (declaration, tags) => {
    expect(usual).not.toEqual(expect.arrayContaining(tags));
    expect(featuresOf(`p { ${declaration} }`)).toEqual(expect.arrayContaining([...usual, ...tags]));
  });
  test('glyphs of small capitals are in the fonts when a style asks for them', async () => {
    const world = memoryWorld({}, { cache: memoryDisk() });
    const { printStyle } = await loadFonts(world, [
      { path: 'own.css', text: 'p { font-variant: small-caps }' },
    ]);
    expect(printStyle.length).toBeGreaterThan(fresh.printStyle.length * 1.1);
  });
});

describe('loadFonts', () => {
  test('makes the same bytes again, and takes them from the cache', async () => {
    const world = memoryWorld({}, { cache: memoryDisk() });
    const first = await loadFonts(world);
    expect(first).toEqual(fresh);
    const kept = await world.cache.list('fonts');
    expect(kept).toHaveLength(3 * faces.length);
    const unwritable: World = {
      ...world,
      cache: { ...world.cache, write: () => Promise.reject(new Error('written')) },
    };
    expect(await loadFonts(unwritable)).toEqual(fresh);
  });

  test.each([
    ['cut off', (bytes: Uint8Array) => bytes.subarray(0, 500)],
    ['empty', () => new Uint8Array()],
  ])('makes a subset anew that is %s in the cache', async (_, spoil) => {
    const files: Record<string, Uint8Array> = {};
    const paths = await cache.list('fonts');
    for (const path of paths) files[path] = await cache.read(path);
    // One of them: the others are taken as they are.
    const [first = ''] = paths;
    files[first] = spoil(files[first] ?? new Uint8Array());
    const spoilt = memoryDisk(files);
    expect(await loadFonts(memoryWorld({}, { cache: spoilt }))).toEqual(fresh);
    expect(await spoilt.read(first)).toEqual(await cache.read(first));
  });
});

describe('loadCoverage', () => {
  test('knows what every reading face has, and what one lacks', async () => {
    const covers = await loadCoverage(memoryWorld({}));
    const has = (letter: string): boolean => covers(letter.codePointAt(0) ?? 0);
    expect([...'aé’–ñőȘŁΩЖ≥→▲'].filter((letter) => !has(letter))).toEqual([]);
    expect([...'中ع₿☃'].filter(has)).toEqual([]);
  });
});
