import { expect, test } from 'vitest';
import { withoutMarks } from '../../../pipeline/finish/impose/page-content.ts';

const plain = (content: string): string =>
  Buffer.from(withoutMarks(Buffer.from(content, 'latin1')))
    .toString('latin1')
    .replace(/\s+/g, ' ')
    .trim();

test('marks of the structure leave, what they hold stays', () => {
  expect(plain('/P <</MCID 0>> BDC BT (a) Tj ET EMC /Artifact BMC 0 0 5 5 re f EMC')).toBe(
    'BT (a) Tj ET 0 0 5 5 re f',
  );
});

test('marks of layers stay, each with its own end', () => {
  expect(plain('/P <</MCID 0>> BDC /OC /L1 BDC /Span BMC (a) Tj EMC EMC EMC (b) Tj')).toBe(
    '/OC /L1 BDC (a) Tj EMC (b) Tj',
  );
});

test('a layer that is left open is closed, an end without beginning leaves', () => {
  expect(plain('EMC /OC /L1 BDC (a) Tj')).toBe('/OC /L1 BDC (a) Tj EMC');
});

test('a state that was never saved is not restored, one that is left open is closed', () => {
  expect(plain('q 2 0 0 2 0 0 cm q Q Q Q Q 0 0 5 5 re f q 1 g')).toBe(
    'q 2 0 0 2 0 0 cm q Q Q 0 0 5 5 re f q 1 g Q',
  );
});

test('the bytes of a picture in the content stay as they are', () => {
  const picture = 'BI /W 4 /H 1 /BPC 8 /CS /G ID (\xff EMC /P BMC \x01 EI\x02 <<[ EI';
  expect(plain(`/P BMC q ${picture} Q EMC (a) Tj`)).toBe(`q ${picture} Q (a) Tj`);
});
