import { PDFDocument } from 'pdf-lib';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Disk } from '../../pipeline/disk.ts';
import { a5, numbered } from '../finish/impose/numbered.ts';
import { briefs, type Ended } from '../support/commands.ts';
import { scratchDisk, utf8 } from '../support/scratch.ts';

let disk: Disk;
beforeEach(async () => {
  disk = await scratchDisk();
  await disk.write('book.pdf', await numbered(10, a5));
  await disk.write('folder/other.txt', utf8(''));
});
const impose = (...args: readonly string[]): Promise<Ended> => briefs(disk.locate('.'), ['impose', ...args]);
const sidesOf = async (file: string): Promise<number> =>
  (await PDFDocument.load(await disk.read(file))).getPageCount();

describe('briefs impose', () => {
  test('writes a booklet beside the file, and says how to print it', async () => {
    expect(await impose('book.pdf')).toEqual({
      code: 0,
      out: 'book.booklet.pdf  10 pages on 3 sheets\nPrint on both sides, turned over the short edge, at actual size.\n',
      err: '',
    });
    expect(await sidesOf('book.booklet.pdf')).toBe(6);
  });

  test('takes pages, paper, signatures, and the name of the file to write', async () => {
    const flags =
      '--pages 1-4,last --paper A3 --signature 4 --creep 0.1 --edge long --rtl --no-ticks --out x.pdf';
    const { code, out } = await impose('book.pdf', ...flags.split(' '));
    expect({ code, out }).toEqual({
      code: 0,
      out: 'x.pdf  5 pages on 2 sheets\nPrint on both sides, turned over the long edge, at actual size.\n',
    });
    const [page] = (await PDFDocument.load(await disk.read('x.pdf'))).getPages();
    expect(page && [Math.round(page.getWidth()), Math.round(page.getHeight())]).toEqual([1191, 842]);
  });

  test('lays pages flat, and tells of small text as one JSON document', async () => {
    await disk.write('a4.pdf', await numbered(3, [595.276, 841.89], 10));
    const { code, out, err } = await impose('a4.pdf', '--nup', '2', '--json');
    expect(JSON.parse(out)).toMatchObject({
      command: 'impose',
      exitCode: 0,
      file: 'a4.2up.pdf',
      pages: 3,
      sheets: 2,
      messages: [{ rule: 'impose:small-text', file: 'a4.pdf' }],
    });
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining('7.07 points from page 1') as unknown,
    });
    expect(await sidesOf('a4.2up.pdf')).toBe(2);
  });

  test.each([
    ['none.pdf', 'Unexpected file none.pdf'],
    ['book.pdf --pages 11', 'Unexpected page "11" in --pages 11, expected pages such as 1-10'],
    ['book.pdf --pages 1-', 'Unexpected page ""'],
    ['book.pdf --paper a6', 'Unexpected --paper a6, expected a4, a3, letter, tabloid'],
    ['book.pdf --nup 3', 'Unexpected --nup 3, expected 2 or 4'],
    ['book.pdf --signature 6', 'Unexpected --signature 6, expected pages of a signature: 4, 8, 12'],
    ['book.pdf --signature', "option '--signature <pages>' argument missing"],
    ['book.pdf --creep 1mm', 'Unexpected --creep 1mm, expected millimetres'],
    ['book.pdf --creep 2', 'Unexpected --creep 2, expected millimetres'],
    ['book.pdf --edge top', 'Unexpected --edge top, expected long or short'],
    ['book.pdf --out folder', 'Unexpected folder folder, expected the name of a file'],
    ['book.pdf --out book.pdf', 'expected another file than the source'],
    ['book.pdf --nup 2 --signature 8', 'Unexpected --signature with --nup'],
    ['book.pdf --nup 2 --creep 0.1', 'Unexpected --creep with --nup'],
    ['book.pdf --nup 2 --edge long', 'Unexpected --edge with --nup'],
  ])('%s ends with 2, says what was expected, and writes nothing', async (line, words) => {
    const { code, out, err } = await impose(...line.split(' '));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(await disk.kind('book.booklet.pdf')).toBe('none');
  });

  test('of what is no PDF ends with 1, one message and no trace of the program', async () => {
    await disk.write('book.pdf', utf8('%PDF-1.7\nnothing'));
    const { code, err } = await impose('book.pdf');
    expect(code).toBe(1);
    expect(err).toMatch(/^book\.pdf\s+error\s+impose:unreadable .+ → .+\n$/);
    expect(await disk.kind('book.booklet.pdf')).toBe('none');
  });
});
