import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../pipeline/manifest.ts';
import { dictionaryRevision, hyphenationFiles } from '../../../pipeline/print/hyphenation/hyphenation.ts';
import { textByPdfJs } from '../../support/pdf-text.ts';
import { usePrinter } from '../../support/printing.ts';

const { print } = usePrinter();

/** The same patterns as the package `hyphen` itself applies them. */
interface Oracle {
  hyphenateSync(text: string, options: { readonly hyphenChar: string }): string;
}
const oracleOf = (language: string): Oracle => createRequire(import.meta.url)(`hyphen/${language}`) as Oracle;

/** Where a word may be broken, after the oracle: the browser leaves two letters before a hyphen and three after. */
function placesIn(word: string, oracle: Oracle): readonly number[] {
  const parts = oracle.hyphenateSync(word, { hyphenChar: '|' }).split('|');
  const places = parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join('').length);
  return places.filter((place) => place >= 2 && word.length - place >= 3);
}

/** A word in a column of no width: the browser breaks at the first place, and what is left again like a word. */
function broken(word: string, oracle: Oracle): string {
  const [place] = placesIn(word, oracle);
  return place === undefined ? word : `${word.slice(0, place)}-${broken(word.slice(place), oracle)}`;
}

async function printed(lang: string, words: string, style = ''): Promise<string> {
  const column = 'width:1px;font-size:2px;line-height:2px;font-variant-ligatures:none;hyphens:auto';
  const result = await print(`<div lang="${lang}" style="${column};${style}">${words}</div>`);
  const text = result.printed ? await textByPdfJs(result.printed.pdf) : '';
  return text
    .replace(/Running head \d+/g, '')
    .replace(/\s*[\u2010-]\s*/g, '-')
    .replace(/\s*[\u2019\u02bc]\s*/g, '’')
    .replace(/\s+/g, ' ')
    .trim();
}

const texts: Readonly<Record<string, readonly [oracle: string, words: string]>> = {
  en: [
    'en-gb',
    'edition restrictions organised internationally characteristic responsibilities government independent judiciary traffickers smuggling counterfeit environmental cooperation transparency accountability communities economic prevention protection counterparts established considerable particularly neighbouring extraordinary territory investigation prosecutors manufacturing unlicensed associate associations present presented record recorded project projected reformation democracy',
  ],
  'en-GB': ['en-gb', 'edition restrictions organised internationally characteristic responsibilities'],
  es: [
    'es',
    'criminalidad organizada transnacional aprovecha debilidades institucionales extraordinariamente mediante intermediarios empresariales subrayado desigualdad inadecuado bienestar excarcelado administración',
  ],
  fr: [
    'fr',
    'criminalité transnationale organisée profite faiblesses institutionnelles extraordinairement lucratifs intermédiaires financiers désintérêt inégalités transatlantique',
  ],
  it: [
    'it',
    'criminalità organizzata transnazionale approfitta debolezze istituzionali straordinariamente redditizi intermediari panamericano subalterno',
  ],
  pt: [
    'pt',
    'criminalidade organizada transnacional aproveita fragilidades institucionais extraordinariamente lucrativos intermediários administração desigualdade',
  ],
  ru: [
    'ru',
    'организованная преступность использует слабость государственных учреждений незаконные чрезвычайно прибыльные посредством посредников разоружение безопасность',
  ],
};

describe('words are broken where the patterns of their language allow it', () => {
  test.each(Object.entries(texts))('%s', async (lang, [language, words]) => {
    const oracle = oracleOf(language);
    const expected = words.split(' ').map((word) => broken(word, oracle));
    expect((await printed(lang, words)).split(' ')).toEqual(expected);
    expect(expected.filter((word) => word.includes('-')).length).toBeGreaterThan(expected.length / 2);
  });

  test('the start of a word counts', async () => {
    // Patterns that begin with a dot forbid "ed-ition" and "restric-tions", and allow "re-strict".
    expect(await printed('en', 'edition restrictions')).toBe('edi-tion re-stric-tions');
  });
});

describe('a word is broken in spite of', () => {
  test.each([
    ['an apostrophe', 'en', "administration’s administration's", "ad-min-is-tra-tion’s ad-min-is-tra-tion's"],
    ['an article with its apostrophe', 'fr', 'l’administration', 'l’ad-mi-nis-tra-tion'],
    [
      'quotation marks',
      'en',
      '“administration” (administration),',
      '“ad-min-is-tra-tion” (ad-min-is-tra-tion),',
    ],
    ['an accent that its language does not know', 'en', 'admínistration', 'ad-mín-is-tra-tion'],
    ['an accent that its patterns do not write', 'it', 'responsabilità perché', 're-spon-sa-bi-lità per-ché'],
    ['a diaeresis', 'es', 'lingüística', 'lin-güís-tica'],
    ['capitals', 'es', 'ADMINISTRACIÓN', 'AD-MI-NIS-TRA-CIÓN'],
  ])('%s', async (_, lang, words, expected) => {
    expect(await printed(lang, words)).toBe(expected);
  });
});

describe('a word is not broken', () => {
  test.each([
    ['where the style does not ask for it', 'en', 'international', 'hyphens:manual'],
    ['in a language without a dictionary', 'qu', 'international', ''],
    ['that is short', 'en', 'into', ''],
    ['nearer to its ends than the style allows', 'en', 'restrict', 'hyphenate-limit-chars:6 5 5'],
  ])('%s', async (_, lang, word, style) => {
    expect(await printed(lang, word, style)).toBe(word);
  });
});

test('dictionaries are the same bytes each time; others need another revision', async () => {
  const files = await hyphenationFiles();
  expect(
    files.map(
      ({ file, bytes }) => `${dictionaryRevision} ${file} ${bytes.length} ${sha256(bytes).slice(0, 16)}`,
    ),
  ).toMatchSnapshot();
});
