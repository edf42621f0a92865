import { createHash } from 'node:crypto';
import type { Chapter, Country, Product } from '../model.ts';
import type { LabelKey } from '../label-keys.ts';
import { once } from '../once.ts';
import { qrCode } from './charts/qr.ts';
import { figuresCsv, figuresJson } from './data-files.ts';
import { handoutOf, noHandout } from './handout.ts';
import { axisOf, type Figures } from './lists.ts';
import { partsOf } from './narrative.ts';
import { holdsFor, sheetsOf } from './sheets.ts';
import type { AboutView, View, WebView } from './view.ts';
import { fill, longDate, word } from './words.ts';

/** Up to this many letters a country's name stands in one line at the largest size. */
const shortName = 18;

/** The page of a country on the publisher's site. */
export function addressOf({ index, labels, scores }: Figures): string {
  return fill(index.address, {
    edition: scores.edition.id,
    slug: scores.country.slug,
    iso3: scores.country.iso3,
    lang: labels.lang,
  });
}

/** The label with the title of each product. */
const titles: Readonly<Record<Product, LabelKey>> = {
  brief: 'documentBrief',
  'score-sheets': 'documentSheets',
  handout: 'documentHandout',
  press: 'documentBrief',
  booklet: 'documentBrief',
  'booklet-pages': 'documentBrief',
};

/** File name without folder and extension: `PER-peru.brief`. */
export function fileName({ iso3, slug }: Country, product: Product): string {
  return `${iso3}-${slug}.${product}`;
}

function base64(text: Uint8Array | string): string {
  return Buffer.from(text).toString('base64');
}

/** Everything that a product of a country prints. `chapter` is null for a product without narrative. */
export function viewOf(figures: Figures, product: Product, chapter: Chapter | null): View {
  const { index, labels, scores } = figures;
  const { country, edition } = scores;
  const isHandout = product === 'handout';
  const parts = chapter && !isHandout ? partsOf(figures, chapter) : [];
  const names = { country: country.name, index: index.name, edition: edition.id };
  const sheets = isHandout ? [] : sheetsOf(figures);
  const title = word(labels, titles[product], names);
  const content: Omit<View, 'about' | 'label' | 'web'> = {
    lang: labels.lang,
    title,
    accent: index.components[0]?.id ?? '',
    index: { name: index.name, shortName: index.shortName, publisher: index.publisher },
    edition: { name: word(labels, 'edition', { edition: edition.id }), date: longDate(labels, edition.date) },
    country: {
      name: country.name,
      iso3: country.iso3,
      place: word(labels, 'regionOf', { region: country.region, continent: country.continent }),
      fit: country.name.length <= shortName ? 'short' : 'long',
    },
    scaleText: word(labels, 'scale', { ...axisOf(index) }),
    sheets,
    hasNarrative: chapter !== null,
    isDraft: chapter?.status === 'draft',
    parts,
    hasNotes: (chapter?.notes.length ?? 0) > 0,
    notes: (chapter?.notes ?? []).map((html, i) => ({ id: `note-${i + 1}`, html })),
    handout: isHandout ? handoutOf(figures, chapter) : noHandout,
  };
  const web = once(() => webOf(figures, product, content));
  const about = aboutOf(figures, content);
  return {
    ...content,
    label: labels.text,
    // The leaf says itself what its indicators measure.
    about: isHandout ? { ...about, definitions: [] } : about,
    get web() {
      return web();
    },
  };
}

/** What only the web page says. */
function webOf(
  figures: Figures,
  product: Product,
  { parts, sheets, title }: Pick<View, 'parts' | 'sheets' | 'title'>,
): WebView {
  const { index, labels, scores } = figures;
  const { country, edition } = scores;
  const name = fileName(country, product);
  const description = word(labels, 'subject', {
    country: country.name,
    index: index.name,
    edition: edition.id,
  });
  return {
    description,
    pdf: `${name}.pdf`,
    json: base64(figuresJson(figures, `${name}.json`).bytes),
    csv: base64(figuresCsv(figures)),
    jsonName: `${name}.json`,
    csvName: `${name}.csv`,
    jsonLd: structuredData(figures, title, description),
    contents: [
      ...sheets.map(({ id, heading }) => ({ id: `sheet-${id}`, name: heading })),
      ...parts.map(({ id, name: part }) => ({ id, name: part })),
      { id: 'about', name: word(labels, 'aboutTitle') },
    ],
  };
}

function aboutOf(figures: Figures, content: object): AboutView {
  const { index, labels, scores } = figures;
  const { country, edition } = scores;
  const address = addressOf(figures);
  const indicators = index.components.flatMap(function all(component): { name: string; text: string }[] {
    return [
      ...component.components.flatMap(all),
      ...component.groups.flatMap((group) =>
        group.indicators
          .filter(({ id }) => scores.indicators.has(id))
          .map(({ name, definition }) => ({ name, text: definition })),
      ),
    ];
  });
  return {
    method: index.method,
    definitions: indicators,
    citation: fill(index.citation, {
      country: country.name,
      edition: edition.id,
      year: edition.date.slice(0, 4),
      date: longDate(labels, edition.date),
      publisher: index.publisher,
      index: index.name,
      url: address,
    }),
    licence: fill(index.licence.text, { publisher: index.publisher, year: edition.date.slice(0, 4) }),
    licenceUrl: index.licence.url,
    disclaimers: index.disclaimers.filter((notice) => holdsFor(notice, country)).map(({ text }) => text),
    address,
    addressText: address.replace(/^https?:\/\//, ''),
    qr: qrCode(address, word(labels, 'qrTitle', { address })),
    // Names the figures and the texts, not when they were printed: equal ones have an equal build id.
    build: createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12),
  };
}

/** schema.org description of the page, safe inside a script element. */
function structuredData({ index, labels, scores }: Figures, name: string, description: string): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Report',
    name,
    description,
    inLanguage: labels.lang,
    datePublished: scores.edition.date,
    publisher: { '@type': 'Organization', name: index.publisher },
    about: { '@type': 'Country', name: scores.country.name, identifier: scores.country.iso3 },
    isPartOf: { '@type': 'Dataset', name: `${index.name} ${scores.edition.id}`, description: index.name },
  };
  return JSON.stringify(data).replace(/</g, '\\u003c');
}
