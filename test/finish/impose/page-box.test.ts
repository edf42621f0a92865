import { PDFDocument, PDFName } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { seenOf } from '../../../pipeline/finish/impose/page-box.ts';

/** What is seen of a page of 200 by 300 points with one more box. */
async function seenWith(key: string, box: readonly number[]): Promise<readonly number[]> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([200, 300]);
  page.node.set(PDFName.of(key), pdf.context.obj([...box]));
  return seenOf(page).box;
}

describe('what is seen of a page', () => {
  test.each(['TrimBox', 'CropBox'])('is its %s', async (key) => {
    expect(await seenWith(key, [10, 20, 100, 200])).toEqual([10, 20, 100, 200]);
  });

  test.each(['TrimBox', 'CropBox'])('is no more than there is, however large its %s', async (key) => {
    expect(await seenWith(key, [-500, 20, 5000, 5000])).toEqual([0, 20, 200, 300]);
  });

  test('is the page, where a box lies beside it', async () => {
    expect(await seenWith('TrimBox', [500, 500, 600, 600])).toEqual([0, 0, 200, 300]);
  });
});
