import type { Hundredths } from '../model.ts';

/** Scores to the half point, as tables have them by the thousand: "0.50" to "10.00". */
const common: ReadonlyMap<string, Hundredths> = new Map(
  Array.from({ length: 21 }, (_, i) => [(i / 2).toFixed(2), i * 50]),
);

/** The exact hundredths of a number written with a decimal point, "6.5" or "6.50"; null for anything else or finer. */
export function hundredthsOf(text: string): Hundredths | null {
  const known = common.get(text);
  if (known !== undefined) return known;
  const [, sign, whole, decimals = ''] = /^(-?)(0|[1-9]\d{0,8})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || /[^0]/.test(decimals.slice(2))) return null;
  const size = Number(whole) * 100 + Number(decimals.slice(0, 2).padEnd(2, '0'));
  return sign === '-' && size !== 0 ? -size : size;
}
