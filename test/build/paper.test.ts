import { PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { build, check } from '../../pipeline/build.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { pressProfile } from '../support/press-profile.ts';
import { quietWorld } from '../support/printing.ts';

const millimetre = 72 / 25.4;

describe('on US Letter', () => {
  test('every product has its exact size, in files of their own', async () => {
    const products = ['brief', 'score-sheets', 'handout', 'booklet', 'booklet-pages', 'press'];
    const { profile } = await pressProfile();
    const { artefacts, messages } = await build(quietWorld(), { paper: 'letter', products, profile });
    expect(messages.filter(({ fatal }) => fatal !== false).map(formatMessage)).toEqual([]);
    const sizes = await Promise.all(
      artefacts.map(async ({ bytes, path }) => {
        const page = (await PDFDocument.load(bytes)).getPage(0).getTrimBox();
        const [width, height] = [page.width, page.height].map((one) => (one / millimetre).toFixed(2));
        return `${path.replace(/^.*PER-peru\./, '')} ${width ?? ''} ${height ?? ''}`;
      }),
    );
    expect(sizes.sort()).toEqual([
      'booklet-pages.letter.pdf 139.70 215.90',
      'booklet.letter.pdf 279.40 215.90',
      'brief.letter.pdf 215.90 279.40',
      'handout.letter.pdf 215.90 279.40',
      'press.letter.pdf 215.90 279.40',
      'score-sheets.letter.pdf 215.90 279.40',
    ]);
  });

  test.each([
    [{ paper: 'a3' }, 'Unexpected paper a3, expected a4 or letter.'],
    [{ products: ['press'] }, 'Unexpected press file without a profile, expected --icc'],
    [
      { products: ['press'], profile: new Uint8Array(200) },
      'Unexpected content of --icc (no profile), expected an ICC profile',
    ],
  ])('%j is refused', async (options, words) => {
    await expect(check(quietWorld(), options)).rejects.toThrow(words);
  });
});
