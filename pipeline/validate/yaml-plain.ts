import type { Place } from '../messages.ts';

/** A key and a text beside it in one line, such as front matter has, without anything that YAML reads in another way. */
const line = /^([a-z]\w*): (?:([A-Za-z][\w.-]*)|"([\w.-]+)")$/;
/** Words that are no text to YAML (core schema of 1.2, chapter 10.3), and those that were none in 1.1. */
const reserved = /^(?:null|true|false|yes|no|on|off|y|n)$/i;

/** Letters of a text that is looked at: front matter has a hundred, and the parser has limits of its own. */
const longest = 1000;

/** The pairs of a text, in their order, with the places of their values. */
export interface PlainPairs {
  readonly value: Readonly<Record<string, string>>;
  readonly places: ReadonlyMap<string, { readonly key: Place; readonly value: Place }>;
}

/**
 * What the parser gives of a short text that is nothing but such lines, in a hundredth of its time: null for any other text,
 * also where it only might be another. Thousands of narratives begin with one.
 */
export function plainPairs(text: string): PlainPairs | null {
  if (text.length > longest) return null;
  const value: Record<string, string> = {};
  const places = new Map<string, { key: Place; value: Place }>();
  for (const [i, one] of text.split('\n').entries()) {
    if (one === '') continue;
    const [, key, word, quoted] = line.exec(one) ?? [];
    const content = word ?? quoted;
    if (key === undefined || content === undefined || places.has(key) || reserved.test(key)) return null;
    if (word !== undefined && reserved.test(word)) return null;
    value[key] = content;
    places.set(key, {
      key: { line: i + 1, column: 1 },
      value: { line: i + 1, column: key.length + ': '.length + 1 },
    });
  }
  return places.size > 0 ? { value, places } : null;
}
