import { formatCount } from '../figure.ts';
import type { LabelKey } from '../label-keys.ts';
import type { Labels } from '../model.ts';

/** Puts values into the `{placeholders}` of a text. @throws Error for a placeholder without a value: validation lets none through. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for ${whole} in "${text}"`);
    return value;
  });
}

/** The label `key` with its placeholders filled. */
export function word(labels: Labels, key: LabelKey, values: Readonly<Record<string, string>> = {}): string {
  const text = labels.text[key];
  if (text === undefined) throw new Error(`label ${key} is missing in ${labels.lang}`);
  return fill(text, values);
}

const pluralRules = new Map<string, Intl.PluralRules>();

/** "32nd": the ordinal of a place, by the plural rules of the language (Unicode CLDR). */
export function ordinal(labels: Labels, place: number): string {
  const rules = pluralRules.get(labels.lang) ?? new Intl.PluralRules(labels.lang, { type: 'ordinal' });
  pluralRules.set(labels.lang, rules);
  const category = rules.select(place);
  const pattern = labels.ordinals[category] ?? labels.ordinals.other ?? '{n}';
  return fill(pattern, { n: formatCount(place) });
}

/** "26 September 2023" from "2023-09-26", by the pattern and the month names of the language. */
export function longDate(labels: Labels, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return word(labels, 'date', {
    year,
    month: labels.months[Number(month) - 1] ?? month,
    day: formatCount(Number(day)),
  });
}
