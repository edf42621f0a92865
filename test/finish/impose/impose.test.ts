import { PDFDocument, PDFName, degrees } from 'pdf-lib';
import { getDocument } from '../../support/pdfjs.ts';
import { describe, expect, test } from 'vitest';
import { impose } from '../../../pipeline/finish/impose/impose.ts';
import { bookletSides } from '../../../pipeline/finish/impose/layout.ts';
import { defaults, papers } from '../../../pipeline/finish/impose/options.ts';
import { pagesIn } from '../../../pipeline/finish/impose/page-ranges.ts';
import { contentIn } from '../../../pipeline/finish/streams.ts';
import { foldAndRead } from './fold.ts';
import { a5, bytesOf, numbered, textsOf } from './numbered.ts';

/** The places of a side as in the published tables: pages from 1, 0 for a blank. */
const table = (count: number): string[] =>
  bookletSides(count, { signature: null, isRightToLeft: false }).map(({ places }) =>
    places.map((page) => (page === null ? 0 : page + 1)).join(' '),
  );

describe('the order of pages in a saddle-stitched booklet', () => {
  // The tables of psbook(1) and of the booklets of pdfcpu: n and 1, 2 and n-1, n-2 and 3 and so on.
  test.each([
    [4, ['4 1', '2 3']],
    [8, ['8 1', '2 7', '6 3', '4 5']],
    [10, ['10 1', '2 0', '0 3', '4 9', '8 5', '6 7']],
    [16, ['16 1', '2 15', '14 3', '4 13', '12 5', '6 11', '10 7', '8 9']],
    [32, Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? `${32 - i} ${i + 1}` : `${i + 1} ${32 - i}`))],
  ])('of %i pages', (count, expected) => {
    expect(table(count)).toEqual(expected);
  });
});

describe('a booklet that is printed, folded and stitched', () => {
  const cases = [1, 2, 3, 4, 5, 8, 10, 16, 23, 32].flatMap((count) =>
    (['short', 'long'] as const).flatMap((edge) =>
      [false, true].flatMap((isRightToLeft) =>
        [null, 4, 8].map((signature) => ({ count, edge, isRightToLeft, signature })),
      ),
    ),
  );

  test(`reads from the first page to the last, upright, in ${cases.length} ways`, async () => {
    for (const { count, edge, isRightToLeft, signature } of cases) {
      const bytes = await bytesOf(await numbered(count), { edge, isRightToLeft, signature });
      const total = Math.ceil(count / 4) * 4;
      const sheets = (signature ?? total) / 4;
      const pages = await foldAndRead(bytes, { edge, isRightToLeft, sheets });
      const blanks = Array.from({ length: total - count }, () => []);
      const numbers = Array.from({ length: count }, (_, i) => [`page ${i + 1}`]);
      const front = count === 1 ? 1 : count - 1;
      const expected = [...numbers.slice(0, front), ...blanks, ...numbers.slice(front)];
      expect(pages.map(({ texts }) => texts)).toEqual(expected);
      expect(pages.every(({ isUpright }) => isUpright)).toBe(true);
    }
  });

  test('the fold would show a side that is turned the wrong way', async () => {
    const bytes = await bytesOf(await numbered(8), { edge: 'long' });
    const pages = await foldAndRead(bytes, { edge: 'short', isRightToLeft: false, sheets: 2 });
    expect(pages.every(({ isUpright }) => isUpright)).toBe(false);
  });
});

describe('sheets', () => {
  test.each(Object.entries(papers))('of %s have the exact size', async (paper, { width, height }) => {
    const pdf = await PDFDocument.load(
      await bytesOf(await numbered(5), { paper: paper as keyof typeof papers }),
    );
    for (const page of pdf.getPages()) {
      for (const box of [page.getMediaBox(), page.getTrimBox()]) {
        expect(Math.abs((box.width / 72) * 25.4 - height)).toBeLessThan(0.01);
        expect(Math.abs((box.height / 72) * 25.4 - width)).toBeLessThan(0.01);
      }
    }
  });

  test('show A5 at its own size and A4 smaller, with a warning for small text', async () => {
    const own = await impose(await numbered(4, a5, 7), { ...defaults, path: 'x.pdf' });
    expect(own.messages).toEqual([]);
    const small = await impose(await numbered(4, [595.276, 841.89], 10), { ...defaults, path: 'x.pdf' });
    expect(small.messages.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
      [
        'small-text',
        'Unexpected text of 7.07 points from page 1, and of less than 8 on 3 more, expected at least 8',
      ],
    ]);
    const large = await impose(await numbered(4, [595.276, 841.89], 12), { ...defaults, path: 'x.pdf' });
    expect(large.messages).toEqual([]);
  });

  test.each([
    [2, false, ['1 2', '3 4', '5']],
    [4, false, ['1 2 3 4', '5']],
    [2, true, ['2 1', '4 3', '5']],
    [4, true, ['2 1 4 3', '5']],
  ] as const)(
    'with %i pages a side are read flat, in rows; right to left: %s',
    async (flat, isRightToLeft, rows) => {
      const bytes = await bytesOf(await numbered(5), { flat, isRightToLeft });
      for (const [i, row] of rows.entries()) {
        const texts = [...(await textsOf(bytes, i + 1))];
        // From above to below, then from left to right, as a person sees them.
        texts.sort((one, next) => next.at[1] - one.at[1] || one.at[0] - next.at[0]);
        expect(texts.map(({ text }) => text.replace('page ', '')).join(' ')).toBe(row);
      }
      expect((await PDFDocument.load(bytes)).getPageCount()).toBe(rows.length);
    },
  );

  test.each([
    [
      'short',
      null,
      ['Sheet 1 front', 'Sheet 1 back', 'Sheet 2 front', 'Sheet 2 back'],
      'DuplexFlipShortEdge',
    ],
    ['long', null, ['Sheet 1 front', 'Sheet 1 back', 'Sheet 2 front', 'Sheet 2 back'], 'DuplexFlipLongEdge'],
    ['short', 4, ['Sheet 1', 'Sheet 2'], undefined],
  ] as const)(
    'turned over the %s edge, flat %s, have names and tell the printer',
    async (edge, flat, names, duplex) => {
      const data = Uint8Array.from(await bytesOf(await numbered(8), { edge, flat }));
      const document = await getDocument({ data, verbosity: 0 }).promise;
      expect(await document.getPageLabels()).toEqual(names);
      const preferences = await document.getViewerPreferences();
      expect(preferences).toEqual({
        DisplayDocTitle: true,
        PrintScaling: 'None',
        ...(duplex && { Duplex: duplex }),
      });
      await document.destroy();
    },
  );

  test('have ticks at the fold, unless they are not wanted', async () => {
    const read = async (hasTicks: boolean): Promise<number> => {
      const pdf = await PDFDocument.load(await bytesOf(await numbered(4), { hasTicks }));
      const [page] = pdf.getPages();
      const content = page ? contentIn(pdf.context, page.node.get(PDFName.of('Contents'))) : new Uint8Array();
      return [
        ...Buffer.from(content)
          .toString('latin1')
          .matchAll(/^420\.94\d* (\S+) m 420\.94\d* (\S+) l S$/gm),
      ].length;
    };
    expect([await read(true), await read(false)]).toEqual([2, 0]);
  });

  test('claim neither PDF/UA nor PDF/A, and hold nothing that cannot be reached', async () => {
    const bytes = await bytesOf(await numbered(8));
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/pdfuaid|pdfaid|StructTreeRoot|MCID/);
    expect((await PDFDocument.load(bytes)).getTitle()).toBe('Numbered');
  });

  test('are the same bytes each time', async () => {
    const source = await numbered(12);
    expect(Buffer.compare(await bytesOf(source), await bytesOf(source))).toBe(0);
  });

  test('show a page as its reader turns it', async () => {
    const pdf = await PDFDocument.load(await numbered(1, [a5[1], a5[0]]));
    for (const page of pdf.getPages()) page.setRotation(degrees(90));
    const data = Uint8Array.from(await bytesOf(await pdf.save()));
    const sheet = await (await getDocument({ data, verbosity: 0 }).promise).getPage(1);
    const [item] = (await sheet.getTextContent()).items;
    // A quarter turn to the right: the line runs down.
    const [a, b, , , x, y] = item && 'transform' in item ? (item.transform as number[]) : [];
    expect([Math.round(a ?? NaN), Math.round(b ?? NaN)]).toEqual([0, -20]);
    // Against the fold, in the right half: a single page is the cover.
    expect([Math.round(x ?? NaN), Math.round(y ?? NaN)]).toEqual([Math.round(841.89 / 2 + a5[0] / 2), 298]);
  });
});

describe('pages', () => {
  test.each([
    [null, 3, [0, 1, 2]],
    ['1-2,last', 9, [0, 1, 8]],
    ['3-1', 3, [2, 1, 0]],
    [' 2 , 2 ', 3, [1, 1]],
  ])('%s of %i', (ranges, count, expected) => {
    expect(pagesIn(ranges, count)).toEqual(expected);
  });

  test.each(['0', '4', '1-', 'x', '1-2-3', '', '1,,2', '-1', '1.5'])(
    '"%s" of a file of 3 is refused',
    (ranges) => {
      expect(() => pagesIn(ranges, 3)).toThrow(/expected pages such as 1-3/);
    },
  );
});

describe('a file that cannot be imposed is told, and never thrown', () => {
  test.each([
    ['empty', new Uint8Array()],
    ['no PDF', new TextEncoder().encode('<html>')],
  ])('%s', async (_, bytes) => {
    const { bytes: made, messages } = await impose(bytes, { ...defaults, path: 'x.pdf' });
    expect(made).toBeNull();
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['unreadable']);
  });

  test('cut off', async () => {
    const whole = await numbered(4);
    for (const share of [0.2, 0.5, 0.9]) {
      const { bytes, messages } = await impose(whole.slice(0, whole.length * share), {
        ...defaults,
        path: 'x.pdf',
      });
      expect(bytes).toBeNull();
      expect(messages.map(({ ruleId }) => ruleId)).toEqual(['unreadable']);
    }
  });

  test('without pages', async () => {
    const pdf = await PDFDocument.create();
    const { messages } = await impose(await pdf.save({ addDefaultPage: false }), {
      ...defaults,
      path: 'x.pdf',
    });
    expect(messages.map(({ reason }) => reason)).toEqual([
      'Unexpected PDF without pages, expected one page or more',
    ]);
  });
});
