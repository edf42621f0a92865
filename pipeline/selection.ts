import { UsageError } from './failures.ts';
import { nearest, type Message } from './messages.ts';
import type { Dataset, Document, Format, Product } from './model.ts';

export const products: readonly Product[] = [
  'brief',
  'score-sheets',
  'handout',
  'press',
  'booklet',
  'booklet-pages',
];
export const formats: readonly Format[] = ['pdf', 'html'];

/** What to make, in the words of the caller; an absent or empty list means all there is. */
export interface Request {
  /** ISO 3166 alpha-3 codes, slugs or names, in any case. */
  readonly countries?: readonly string[] | undefined;
  readonly editions?: readonly string[] | undefined;
  readonly products?: readonly string[] | undefined;
  readonly formats?: readonly string[] | undefined;
  readonly langs?: readonly string[] | undefined;
}

/** What to make, by the ids of the data; an empty list means all there is. */
export interface Selection {
  readonly countries: readonly string[];
  readonly editions: readonly string[];
  readonly products: readonly Product[];
  readonly langs: readonly string[];
}

/** Finds what a request names in the data. @throws UsageError that names the nearest known name for one that is not there. */
export function select(
  request: Request,
  { countries, editions, labels, scores }: Dataset,
  messages: readonly Message[],
): Selection {
  const codes = new Map<string, string>();
  for (const { iso3, name, slug } of countries.values())
    codes.set(iso3.toLowerCase(), iso3).set(slug.toLowerCase(), iso3).set(slugOf(name), iso3);
  // What keeps an edition from being read is told with its place.
  const faulty = messages.flatMap(({ file }) => /^data\/editions\/(.+)\.yaml$/.exec(file ?? '')?.[1] ?? []);
  return {
    countries: (request.countries ?? []).map((name) => {
      const iso3 = codes.get(name.toLowerCase()) ?? codes.get(slugOf(name));
      if (iso3 !== undefined) return iso3;
      // Of two equally near names the one with scores is meant; and a code more likely than a slug of three letters.
      const scored = [...scores.values()].flatMap((rows) => [...rows.keys()]);
      const known = name.length <= 3 ? [...scored, ...countries.keys()] : codes.keys();
      throw unknown('country', name, known, 'a code or slug of data/countries.csv, such as PER or peru');
    }),
    editions: pick('edition', request.editions, [...editions.keys(), ...faulty]),
    products: pick('product', request.products, products),
    langs: pick('language', request.langs, [...labels.keys()]),
  };
}

/** True for a text of a country, edition and language that the selection asks for. */
export function isChosen(
  { countries, editions, langs }: Selection,
  text: Readonly<Record<'iso3' | 'edition' | 'lang', string>>,
): boolean {
  const wants = (list: readonly string[], item: string): boolean => list.length === 0 || list.includes(item);
  return wants(countries, text.iso3) && wants(editions, text.edition) && wants(langs, text.lang);
}

/**
 * @throws UsageError for a country asked for by name that has no scores in the editions asked for; not while a table of
 * scores has errors, which tell why rows are missing.
 */
export function requireScores(
  { countries, editions }: Selection,
  { scores }: Dataset,
  messages: readonly Message[],
): void {
  if (messages.some(({ file, fatal }) => fatal !== false && file?.startsWith('data/scores/'))) return;
  const tables = [...scores].filter(([edition]) => editions.length === 0 || editions.includes(edition));
  for (const iso3 of countries) {
    if (tables.some(([, rows]) => rows.has(iso3))) continue;
    const files = tables.map(([edition]) => `data/scores/${edition}.csv`).join(' or ');
    throw new UsageError(`Unexpected country ${iso3}, expected one that has scores in ${files}.`);
  }
}

/** A name as a slug might be written: small letters without accents, hyphens between words. */
function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');
}

/** The formats that a request names, in a fixed order; all for none. @throws UsageError for an unknown one. */
export function selectFormats(request: Request): readonly Format[] {
  const wanted = pick('format', request.formats, formats);
  return formats.filter((format) => wanted.length === 0 || wanted.includes(format));
}

function pick<T extends string>(
  kind: string,
  wanted: readonly string[] | undefined,
  known: readonly T[],
): T[] {
  return (wanted ?? []).map((name) => {
    const found = known.find((one) => one === name);
    if (found === undefined) throw unknown(kind, name, known, known.join(', '));
    return found;
  });
}

function unknown(kind: string, name: string, known: Iterable<string>, expected: string): UsageError {
  const near = nearest(name, known);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return new UsageError(`Unexpected ${kind} ${name}, expected ${expected}.${hint}`);
}

/** The documents that exist in a format of the request. */
export function wantedOf(documents: readonly Document[], options: Request): readonly Document[] {
  const wanted = selectFormats(options);
  return documents.filter(({ formats }) => formats.some((format) => wanted.includes(format)));
}
