import { beforeAll, describe, expect, test } from 'vitest';
import { texts } from '../support/source-tree.ts';

let tokens: ReadonlyMap<string, string>;
let names: readonly string[];
beforeAll(async () => {
  const [file] = await texts('templates/styles', /tokens\.css$/);
  // The palette itself; what stands after it chooses among these.
  const [palette = ''] = (file?.text ?? '').split(/^}/m);
  const found = [...palette.matchAll(/^ {2}(--[\w-]+):\s*([^;]+);/gm)];
  names = found.map(([, name = '']) => name);
  tokens = new Map(found.map(([, name = '', value = '']) => [name, value]));
});

/** Relative luminance of a colour token, 0 to 1 (WCAG 2.2, from IEC 61966-2-1). */
function luminance(name: string): number {
  const hex = /^#(\w{6})$/.exec(tokens.get(name) ?? '')?.[1];
  if (hex === undefined) throw new Error(`${name} is not a colour`);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** CIE 1976 lightness, 0 to 100. */
const lightness = (name: string): number => 116 * Math.cbrt(luminance(name)) - 16;

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['paper', ''],
  ['dark screens', 'dark-'],
])('colours on %s', (_, scheme) => {
  test.each(['', '-mid', '-tint'])('the accents%s differ by 15 steps of lightness or more', (kind) => {
    const pair = [`--${scheme}criminality${kind}`, `--${scheme}resilience${kind}`] as const;
    expect(Math.abs(lightness(pair[0]) - lightness(pair[1]))).toBeGreaterThanOrEqual(15);
  });

  test.each(['ink', 'ink-soft', 'criminality', 'resilience'])('text in %s is read on its ground', (name) => {
    expect(contrast(`--${scheme}${name}`, `--${scheme}paper`)).toBeGreaterThanOrEqual(4.5);
  });
});

test('no token is defined twice', () => {
  expect(names.length).toBeGreaterThan(80);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
