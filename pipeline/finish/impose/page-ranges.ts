import { UsageError } from '../../failures.ts';

/** Pages of a file by their places, from 0: `1-16,20,last`; a range may run backwards. All pages for null. @throws UsageError. */
export function pagesIn(ranges: string | null, count: number): readonly number[] {
  if (ranges === null) return Array.from({ length: count }, (_, i) => i);
  const expected = `expected pages such as 1-${count} or 2,4,last of a file of ${count}`;
  const numberOf = (text: string): number => {
    const page = text === 'last' ? count : /^\d+$/.test(text) ? Number(text) : NaN;
    if (page >= 1 && page <= count) return page;
    throw new UsageError(`Unexpected page "${text}" in --pages ${ranges}, ${expected}.`);
  };
  return ranges.split(',').flatMap((range) => {
    const [first = '', last = first, ...rest] = range.trim().split('-');
    if (rest.length > 0) throw new UsageError(`Unexpected range "${range}" in --pages, ${expected}.`);
    const [from, to] = [numberOf(first.trim()), numberOf(last.trim())];
    const step = from <= to ? 1 : -1;
    return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + i * step - 1);
  });
}
