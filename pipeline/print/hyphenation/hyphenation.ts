import { hyphenationDictionary } from './dictionary.ts';
import { loadPatterns } from './patterns.ts';

/**
 * The dictionaries by the file names under which Chromium looks for them, and the patterns each is made from. Text
 * marked `en` is looked up as American; the briefs are spelt the British way, so it gets the British breaks.
 */
const dictionaries: Readonly<Record<string, string>> = {
  'hyph-en-us.hyb': 'en-gb',
  'hyph-en-gb.hyb': 'en-gb',
  'hyph-es.hyb': 'es',
  'hyph-fr.hyb': 'fr',
  'hyph-it.hyb': 'it',
  'hyph-pt.hyb': 'pt',
  'hyph-ru.hyb': 'ru',
};

/** To be raised when the same patterns give other dictionaries, or these are kept in another way: those that lie in a cache are made anew then. */
export const dictionaryRevision = 4;

/** Every dictionary file. Takes about a second; done once, when the browser is unpacked. */
export async function hyphenationFiles(): Promise<
  readonly { readonly file: string; readonly bytes: Uint8Array }[]
> {
  const made = new Map<string, Uint8Array>();
  for (const name of new Set(Object.values(dictionaries))) {
    made.set(name, hyphenationDictionary(await loadPatterns(name)));
  }
  return Object.entries(dictionaries).map(([file, name]) => ({
    file,
    bytes: made.get(name) ?? new Uint8Array(),
  }));
}
