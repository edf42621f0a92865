import { error, type Message } from '../messages.ts';
import type {
  Chapter,
  CountryScores,
  EditionScores,
  Dataset,
  Document,
  Labels,
  Product,
  Scored,
  SourceFile,
} from '../model.ts';
import { figuresJson } from './data-files.ts';
import { missingGlyphs } from './glyphs.ts';
import { pageStyleOf, styleOf } from './styles.ts';
import { compileTemplates, type Templates } from './templates.ts';
import type { View } from './view.ts';
import { fileName, viewOf } from './view-of.ts';
import { noNarratives, placeholder } from './no-narrative.ts';
import { word } from './words.ts';

/** What to compose; an empty list means all there is. */
export interface Selection {
  readonly countries: readonly string[];
  readonly editions: readonly string[];
  readonly products: readonly Product[];
  readonly langs: readonly string[];
}

export interface ComposeInput {
  readonly dataset: Dataset;
  readonly scored: Scored;
  readonly chapters: readonly Chapter[];
  readonly templates: readonly SourceFile[];
  readonly styles: readonly SourceFile[];
  /** The @font-face rules of prints and of web pages. */
  readonly fonts: { readonly printStyle: string; readonly webStyle: string };
  /** Tells whether the reading faces have a glyph for a code point. */
  readonly covers: (codePoint: number) => boolean;
  readonly selection: Selection;
  /** Seconds since 1970 that replace the edition's date in the document information; null for the edition's date. */
  readonly epoch: number | null;
  /** Whether a brief without a narrative is made all the same, with a placeholder in each section. */
  readonly isDraft: boolean;
}

export const products: readonly Product[] = ['brief', 'score-sheets'];

/** ISO 216 A4 in millimetres. */
const a4 = { width: 210, height: 297 } as const;

/** The documents of a selection, sorted by edition, language, country and product; complete strings, nothing left to look up. */
export function compose(input: ComposeInput): {
  readonly value: readonly Document[];
  readonly messages: readonly Message[];
} {
  const { value: templates, messages: syntax } = compileTemplates(input.templates);
  const missing = ['brief', 'score-sheets', 'page'].filter((name) => !templates.has(name));
  const messages: Message[] = [...syntax];
  if (missing.length > 0 && syntax.length === 0) {
    messages.push(
      ...missing.map((name) =>
        error(
          'compose:missing-template',
          `Unexpected absence of a template, expected templates/${name}.hbs`,
          {
            path: `templates/${name}.hbs`,
            hint: 'restore the file: every product needs its template',
          },
        ),
      ),
    );
  }
  if (messages.length > 0) return { value: [], messages };

  const makers = {
    templates,
    print: styleOf(input.styles, input.fonts.printStyle, 'print'),
    web: styleOf(input.styles, input.fonts.webStyle, 'web'),
  };
  const documents: Document[] = [];
  const silent: One[] = [];
  for (const one of requests(input)) {
    if (one.product === 'brief' && !one.chapter) silent.push(one);
    if (one.product === 'brief' && !one.chapter && !input.isDraft) continue;
    try {
      documents.push(documentOf(input, makers, one));
    } catch (cause) {
      messages.push(unfilled(one, cause));
    }
  }
  messages.push(...noNarratives(silent, input.isDraft));
  messages.push(...missingGlyphs(input.dataset, input.covers));
  return { value: documents.sort((a, b) => (a.path < b.path ? -1 : 1)), messages };
}

/** Every product of every country, language and edition that the selection asks for. */
function requests({ chapters, dataset, scored, selection }: ComposeInput): One[] {
  const wants = (list: readonly string[], item: string): boolean => list.length === 0 || list.includes(item);
  const figures = [...scored]
    .filter(([edition]) => wants(selection.editions, edition))
    .flatMap(([, { countries, peers, standings }]) =>
      [...countries.values()].map((scores) => ({ scores, peers, standings })),
    )
    .filter(({ scores: { country } }) => wants(selection.countries, country.iso3));
  const languages = [...dataset.labels.values()].filter(({ lang }) => wants(selection.langs, lang));
  return languages.flatMap((labels) =>
    figures.flatMap(({ scores, peers, standings }) =>
      products
        .filter((product) => wants(selection.products, product))
        .map((product) => ({
          scores,
          peers,
          standings,
          labels,
          product,
          chapter: chapterOf(chapters, scores, labels, product),
        })),
    ),
  );
}

function chapterOf(
  chapters: readonly Chapter[],
  { country, edition }: CountryScores,
  { lang }: Labels,
  product: Product,
): Chapter | null {
  if (product !== 'brief') return null;
  return (
    chapters.find((one) => one.iso3 === country.iso3 && one.edition === edition.id && one.lang === lang) ??
    null
  );
}

interface One {
  readonly scores: CountryScores;
  readonly peers: EditionScores['peers'];
  readonly standings: EditionScores['standings'];
  readonly labels: Labels;
  readonly product: Product;
  readonly chapter: Chapter | null;
}

function documentOf(
  { dataset: { index }, epoch }: ComposeInput,
  makers: { readonly templates: Templates; readonly print: string; readonly web: string },
  { scores, labels, peers, standings, product, chapter }: One,
): Document {
  const { country, edition } = scores;
  const figures = { index, labels, scores, peers, standings };
  const text = product === 'brief' ? (chapter ?? placeholder(figures)) : null;
  const view: View = viewOf(figures, product, text);
  const fillPage = (name: string): string => {
    const page = makers.templates.get(name);
    if (!page) throw new Error(`templates/${name}.hbs is missing`);
    return page(view);
  };
  const names = { country: country.name, index: index.name, edition: edition.id };
  const keywords = word(labels, 'keywords', {
    ...names,
    region: country.region,
    continent: country.continent,
  });
  const file = fileName(country, product);
  return {
    path: `${edition.id}/${labels.lang}/${country.iso3}-${country.slug}/${file}`,
    product,
    iso3: country.iso3,
    edition: edition.id,
    lang: labels.lang,
    view,
    print: {
      lang: labels.lang,
      title: view.title,
      style: makers.print,
      pageStyle: pageStyleOf(view),
      body: fillPage(product),
    },
    html: fillPage('page').replace('/* style */', () => makers.web),
    metadata: {
      title: view.title,
      author: index.publisher,
      subject: word(labels, 'subject', names),
      keywords: keywords.split(',').map((keyword) => keyword.trim()),
      lang: labels.lang,
      date:
        epoch === null
          ? `${edition.date}T00:00:00Z`
          : new Date(epoch * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
      creator: 'country-briefs',
      attachments: [figuresJson(figures, `${file}.json`)],
    },
    trim: a4,
  };
}

/** A path that the view lacks: Handlebars names it with line and column, but not the file. */
function unfilled({ scores, product }: One, cause: unknown): Message {
  const text = cause instanceof Error ? cause.message : String(cause);
  const [, line, column] = / - (\d+):(\d+)$/.exec(text) ?? [];
  return error(
    'compose:template-path',
    `Unexpected failure of the ${product} of ${scores.country.name}: ${text}`,
    {
      path: `templates/${product}.hbs`,
      place: line ? { line: Number(line), column: Number(column) + 1 } : undefined,
      hint: 'use only names of the view (pipeline/compose/view.ts)',
    },
  );
}
