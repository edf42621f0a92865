import { describe, expect, test } from 'vitest';
import { impose } from '../../../pipeline/finish/impose/impose.ts';
import { defaults } from '../../../pipeline/finish/impose/options.ts';
import { foldAndRead } from './fold.ts';
import { bytesOf, numbered } from './numbered.ts';

describe('creep', () => {
  // The steps of 16 pages in the order of reading: outside none, inside most, and again for each signature.
  const whole = [0, 0, 0.5, 0.5, 1, 1, 1.5, 1.5, 1.5, 1.5, 1, 1, 0.5, 0.5, 0, 0];
  const section = [0, 0, 0.5, 0.5, 0.5, 0.5, 0, 0];
  const bindings = (['short', 'long'] as const).flatMap((edge) =>
    [false, true].flatMap((isRightToLeft) => [
      { edge, isRightToLeft, signature: null, expected: whole },
      { edge, isRightToLeft, signature: 8, expected: [...section, ...section] },
    ]),
  );
  test.each(bindings)(
    'moves inner pages to the fold, left and right alike: $edge edge, right to left $isRightToLeft, signature $signature',
    async ({ edge, isRightToLeft, signature, expected }) => {
      const read = async (creep: number): Promise<number[]> => {
        const bytes = await bytesOf(await numbered(16), { creep, edge, isRightToLeft, signature });
        const pages = await foldAndRead(bytes, { edge, isRightToLeft, sheets: (signature ?? 16) / 4 });
        return pages.map(({ fromFold }) => fromFold);
      };
      const [flat, moved] = [await read(0), await read(0.5)];
      // Towards the fold, on whichever side of it a page lies.
      const steps = flat.map((from, i) => Math.abs(from) - Math.abs(moved[i] ?? 0));
      expect(steps.map((step) => Math.round((step / 72) * 25.4 * 100) / 100)).toEqual(expected);
      expect(moved.map(Math.sign)).toEqual(flat.map((_, i) => (i % 2 === (isRightToLeft ? 1 : 0) ? 1 : -1)));
    },
  );
});

describe('creep beyond the margin at the fold', () => {
  test.each([
    [
      'is told with the way out',
      {},
      ['Unexpected 5.4 mm from the innermost sheet to the fold, expected at most 5'],
    ],
    ['does not come with signatures', { signature: 16 }, []],
    ['does not come where nothing is folded', { flat: 2 }, []],
  ] as const)('%s', async (_, options, expected) => {
    const source = await numbered(76);
    const { messages } = await impose(source, { ...defaults, path: 'x.pdf', creep: 0.3, ...options });
    expect(messages.map(({ reason }) => reason)).toEqual(expected);
  });
});
