import { PDFContext, PDFName } from 'pdf-lib';
import { expect, test, vi } from 'vitest';
import { finish } from '../../pipeline/finish/finish.ts';
import { letGo } from '../../pipeline/finish/let-go.ts';
import { openPrint } from '../../pipeline/finish/read-print.ts';
import { printSample } from '../support/printed-sample.ts';

test('a document that is let go of leads to none of its objects, whatever still holds it', async () => {
  const pdf = await openPrint((await printSample()).printed.pdf);
  const { catalog, context } = pdf;
  // What the library remembers of a document, it remembers from now on.
  expect(pdf.getPages().length).toBeGreaterThan(0);
  letGo(pdf);
  expect(Object.values(pdf).filter((one) => one !== null)).toEqual([]);
  expect(context.enumerateIndirectObjects()).toEqual([]);
  expect(Object.values(context.trailerInfo)).toEqual([]);
  expect(context.lookup(catalog.get(PDFName.of('Pages')))).toBeUndefined();
});

test('a print that is finished is let go of', async () => {
  const { document, printed } = await printSample();
  const create = vi.spyOn(PDFContext, 'create');
  const { messages } = await finish(document, printed);
  const contexts = create.mock.results.map(({ value }) => value as PDFContext);
  create.mockRestore();
  expect(messages).toEqual([]);
  expect(contexts).toHaveLength(1);
  expect(contexts[0]?.enumerateIndirectObjects()).toEqual([]);
});
