import type { Hundredths } from '../model.ts';

/** The exact hundredths of a number written with a decimal point, "6.5" or "6.50"; null for anything else or finer. */
export function hundredthsOf(text: string): Hundredths | null {
  const [, sign, whole, decimals = ''] = /^(-?)(0|[1-9]\d{0,8})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || /[^0]/.test(decimals.slice(2))) return null;
  const size = Number(whole) * 100 + Number(decimals.slice(0, 2).padEnd(2, '0'));
  return sign === '-' && size !== 0 ? -size : size;
}
