import { hundredthsOf } from './hundredths.ts';

/** How to write a number that is written in another way: with a comma, a plus sign, other digits, invisible characters. */
export function respelling(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/^\+/, '')
    .replace(/^0+(?=\d)/, '');
  if (/^-?\d+,\d+$/.test(plain)) return `write ${plain.replace(',', '.')}: a decimal point, not a comma`;
  if (/^\d{1,2}(\.\d{1,9})?e[+-]?\d$/i.test(plain)) return `write ${String(Number(plain))}`;
  return plain !== text && hundredthsOf(plain) !== null
    ? `write ${plain}: the cell holds other characters`
    : null;
}

/** What an editor meant by a score that is not a number, as a hint what to do. */
export function scoreHint(text: string): string {
  if (/^(n\/?a|none|null|nil|nan|~|-+|–|—|\?|\.+|#N\/A|x)?$/i.test(text)) {
    return 'enter the score; a country without all scores has no row';
  }
  if (/^#/.test(text)) return 'the formula of the spreadsheet failed: mend it there and export again';
  if (/^=/.test(text)) return 'export the values of the spreadsheet, not its formulas';
  return respelling(text) ?? 'write a number such as 6.50';
}
