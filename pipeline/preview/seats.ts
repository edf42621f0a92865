import type { Document } from '../model.ts';

/** What a page asks to see: the list of countries, or a document of one; null stands for the best there is. */
export interface Seat {
  /** Null for the list. */
  readonly iso3: string | null;
  readonly edition: string | null;
  readonly lang: string | null;
  readonly product: string | null;
}

/** A document by the facts that choose it. */
export type Facts = Pick<Document, 'path' | 'iso3' | 'edition' | 'lang' | 'product'>;

/** Chosen unless another is asked for: the newest edition, English, the brief. Documents come sorted by path. */
export function choose(seat: Seat, documents: readonly Facts[]): Facts | null {
  const keys = ['edition', 'lang', 'product'] as const;
  const own = documents.filter(({ iso3 }) => iso3 === seat.iso3);
  const merit = (one: Facts): number =>
    keys.filter((key) => seat[key] === one[key]).length * 100 +
    [...new Set(own.map(({ edition }) => edition))].indexOf(one.edition) * 4 +
    (one.lang === 'en' ? 2 : 0) +
    (one.product === 'brief' ? 1 : 0);
  return [...own].sort((a, b) => merit(b) - merit(a))[0] ?? null;
}

/** The address of a document in the preview. */
export function addressOf({ edition, iso3, lang, product }: Facts): string {
  return `/${iso3}?${new URLSearchParams({ edition, lang, product }).toString()}`;
}

/** The seat that an address means; null for one that no page has. `codeOf` gives the code of a country, null for none. */
export function seatAt(address: string, codeOf: (name: string) => string | null): Seat | null {
  const [path = '', query = ''] = address.split('?');
  const asked = new URLSearchParams(query);
  const rest = { edition: asked.get('edition'), lang: asked.get('lang'), product: asked.get('product') };
  if (path === '/') return { iso3: null, ...rest };
  const [, name] = /^\/([A-Za-z][A-Za-z-]*)$/.exec(path) ?? [];
  const iso3 = name === undefined ? null : codeOf(name);
  return iso3 === null ? null : { iso3, ...rest };
}
