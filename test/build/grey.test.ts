import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { build } from '../../pipeline/build.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { quietWorld } from '../support/printing.ts';

/** Every colour that the content of a PDF sets: its parts, with the operator that sets it. */
function coloursIn(pdf: Uint8Array): string[] {
  const bytes = Buffer.from(pdf);
  const colours: string[] = [];
  for (let at = bytes.indexOf('\nstream\n'); at >= 0; at = bytes.indexOf('\nstream\n', at + 1)) {
    let text = '';
    try {
      text = inflateSync(bytes.subarray(at + 8)).toString('latin1');
    } catch {
      continue;
    }
    for (const [colour] of text.matchAll(/(?:[\d.]+ )+(?:g|G|rg|RG|k|K)\b/g)) colours.push(colour);
  }
  return colours;
}

test('in black alone every colour is a grey, in files of their own, and the accents differ', async () => {
  const { artefacts, messages } = await build(quietWorld(), { grey: true });
  expect(messages.map(formatMessage)).toEqual([]);
  expect(artefacts.map(({ path }) => path.replace(/^.*\//, '')).sort()).toEqual([
    'PER-peru.brief.grey.pdf',
    'PER-peru.handout.grey.pdf',
    'PER-peru.score-sheets.grey.pdf',
  ]);
  for (const { bytes } of artefacts) {
    const colours = coloursIn(bytes);
    expect(colours.filter((colour) => !/^[\d.]+ [gG]$/.test(colour))).toEqual([]);
    // Ink, rules, and the two accents at least.
    expect(new Set(colours.map((colour) => colour.toLowerCase())).size).toBeGreaterThan(5);
  }
});
