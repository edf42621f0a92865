import { hundredthsOf } from './hundredths.ts';

/** What an editor meant by a cell that is not a number, as a hint how to write it. */
export function numberHint(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^\+/, '')
    .replace(/^0+(?=\d)/, '');
  if (/^-?\d+,\d+$/.test(plain)) return `write ${plain.replace(',', '.')}: a decimal point, not a comma`;
  if (/^(n\/?a|none|null|nil|nan|~|-+|–|—|\?|\.+|#N\/A|x)?$/i.test(text)) {
    return 'enter the number; a country without all scores has no row';
  }
  if (/^#/.test(text)) return 'the formula of the spreadsheet failed: mend it there and export again';
  if (/^=/.test(text)) return 'export the values of the spreadsheet, not its formulas';
  if (plain !== text && hundredthsOf(plain) !== null) return `write ${plain}`;
  if (/^\d+(\.\d+)?e[+-]?\d+$/i.test(plain)) return `write ${String(Number(plain))}`;
  return 'write a number such as 6.50';
}
