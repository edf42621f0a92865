import { PDFContext, PDFName } from 'pdf-lib';
import { expect, test } from 'vitest';
import { smallestText } from '../../../pipeline/finish/impose/smallest-text.ts';

const sizeIn = (content: string): number | null =>
  smallestText(Buffer.from(content, 'latin1'), null, PDFContext.create());

test.each([
  ['the size of the font', 'BT /F 9 Tf (a) Tj ET', 9],
  ['times the text matrix', 'BT /F 1 Tf 7 0 0 7 50 50 Tm (a) Tj ET', 7],
  ['times the transformation', '.5 0 0 .5 0 0 cm BT /F 12 Tf (a) Tj ET', 6],
  ['times several of them', '2 0 0 2 0 0 cm q .5 0 0 .25 0 0 cm BT /F 12 Tf [(a) 3 (b)] TJ ET Q', 6],
  ['on its side, too', 'BT /F 1 Tf 0 8 -8 0 0 0 Tm (a) Tj ET', 8],
  ['upside down, too', '1 0 0 -1 0 800 cm BT /F 9 Tf 1 0 0 -1 0 0 Tm (a) Tj ET', 9],
  ['of all that is shown the smallest', 'BT /F 9 Tf (a) Tj /F 5 Tf (b) Tj /F 7 Tf (c) Tj ET', 5],
  ['not of what is set and never shown', 'BT /F 5 Tf /F 9 Tf (a) Tj ET', 9],
  ['not of what is only there to be searched', 'BT 3 Tr /F 2 Tf (a) Tj 0 Tr /F 9 Tf (a) Tj ET', 9],
  ['as Q brings it back', '/F 9 Tf q /F 5 Tf Q BT (a) Tj ET', 9],
  ['none without text', '0 0 5 5 re f', null],
  ['beside a picture', 'BI /W 2 /H 1 /BPC 8 /CS /G ID BT /F 1 Tf (x) Tj\xff EI Q BT /F 9 Tf (a) Tj ET', 9],
])('the smallest text: %s', (_, content, size) => {
  const found = sizeIn(content);
  expect(found === null ? null : Math.round(found * 1000) / 1000).toBe(size);
});

test('forms count, by their own matrix; one that shows itself ends', () => {
  const context = PDFContext.create();
  const form = context.flateStream('BT /F 20 Tf (a) Tj ET /Own Do', {
    Subtype: 'Form',
    Matrix: [0.5, 0, 0, 0.5, 0, 0],
  });
  const ref = context.register(form);
  const resources = context.obj({ XObject: { Own: ref } });
  form.dict.set(PDFName.of('Resources'), resources);
  const content = Buffer.from('.5 0 0 .5 0 0 cm /Own Do');
  expect(smallestText(content, resources, context)).toBe(5);
});
