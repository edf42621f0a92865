import { error, type Message } from '../messages.ts';
import type { Document, Format, Metadata, PressColours, Product } from '../model.ts';
import { isUsual } from '../fonts.ts';
import { latest, onceFor } from '../once.ts';
import type { ComposeInput, Paper } from './input.ts';
import { forPaper } from './charts/svg.ts';
import { figuresJson } from './data-files.ts';
import { ingredientsOf } from './ingredients.ts';
import { greyStyle, inksOf } from './inks.ts';
import type { Figures } from './lists.ts';
import { placeholder } from './no-narrative.ts';
import type { Request } from './requests.ts';
import { pageStyleOf, productStyleOf, slugStyleOf, styleOf, webStyles, type ProductStyle } from './styles.ts';
import { TemplateError, templatesFor, type Templates } from './templates.ts';
import type { View } from './view.ts';
import { fileName, viewOf } from './view-of.ts';
import { word } from './words.ts';

/** What all documents of a build are made with. */
export interface Kit {
  readonly templates: Templates;
  /** Gives the style of a print with this page style and body. */
  readonly printStyleFor: (pageStyle: string, body: string) => string;
  readonly webStyle: string;
  /** Gives the view of a document. Those of a whole index would fill the memory: each is kept until the next is asked for. */
  readonly viewFor: (request: Request) => View;
  /** Gives the hash of all that a document is made from. */
  readonly ingredientsOf: (request: Request) => string;
  readonly epoch: number | null;
  /** Style that is added to each print; '' for prints in colour. */
  readonly greyStyle: string;
  /** Gives what a product adds to the style of all prints. */
  readonly styleFor: (product: Product) => ProductStyle;
  /** Gives the paths of the templates and style sheets that some formats of a product are made with. */
  readonly designOf: (product: Product, formats: readonly Format[]) => ReadonlySet<string>;
  readonly press: PressColours | null;
  readonly paper: Paper;
}

export function kitOf(input: ComposeInput, templates: Templates): Kit {
  const usual = styleOf(input.styles, input.fonts.usualStyle, 'print');
  const full = styleOf(input.styles, input.fonts.printStyle, 'print');
  const hasUsualStyles = input.styles.every(({ text }) => isUsual(text));
  const styleFor = onceFor((product: Product) => productStyleOf(input.styles, product, input.paper));
  const printFor = onceFor(
    (product: Product) =>
      new Set([...templatesFor(input.templates, templateOf(product)), ...styleFor(product).paths]),
  );
  const bothFor = onceFor(
    (product: Product) =>
      new Set([...printFor(product), ...templatesFor(input.templates, 'page'), ...webStyles]),
  );
  return {
    templates,
    printStyleFor: (pageStyle, body) =>
      hasUsualStyles && isUsual(pageStyle) && isUsual(body) ? usual : full,
    webStyle: styleOf(input.styles, input.fonts.webStyle, 'web'),
    viewFor: latest(({ chapter, figures, product }) =>
      viewOf(figures, product, isTold(product) ? (chapter ?? placeholder(figures)) : chapter),
    ),
    ingredientsOf: ingredientsOf(input),
    epoch: input.epoch,
    greyStyle: input.isGrey ? greyStyle(inksOf(input.styles)) : '',
    styleFor,
    designOf: (product, formats) => (formats.includes('html') ? bothFor(product) : printFor(product)),
    paper: input.paper,
    press: input.profile && {
      profile: input.profile,
      inks: Object.fromEntries(inksOf(input.styles).map(({ cmyk, rgb }) => [rgb, cmyk])),
    },
  };
}

/** ISO 216 in millimetres. */
const a4 = { width: 210, height: 297 } as const;
const a5 = { width: 148, height: 210 } as const;
/** ANSI A in millimetres, and its half. */
const letter = { width: 215.9, height: 279.4 } as const;
const halfLetter = { width: 139.7, height: 215.9 } as const;

/** What is printed with a narrative beside its score sheets. */
export function isTold(product: Product): boolean {
  return product !== 'score-sheets' && product !== 'handout';
}

/** The template that a product is printed with, by its name. */
function templateOf(product: Product): string {
  return isTold(product) ? 'brief' : product;
}

function trimOf(product: Product, paper: Paper): Document['trim'] {
  if (product.startsWith('booklet')) return paper === 'letter' ? halfLetter : a5;
  return paper === 'letter' ? letter : a4;
}

/** One document; its view, its strings and its metadata are made when somebody asks for them. */
export function documentOf(kit: Kit, request: Request): Document {
  const { chapter, figures, product } = request;
  const { labels, scores } = figures;
  const { country, edition } = scores;
  const file = fileName(country, product);
  const isPress = product === 'press';
  const suffix = `${kit.paper === 'letter' ? '.letter' : ''}${kit.greyStyle === '' ? '' : '.grey'}`;
  const isPaper = !['brief', 'score-sheets'].includes(product) || suffix !== '';
  const formats: readonly Format[] = isPaper ? ['pdf'] : ['pdf', 'html'];
  const view = (): View => kit.viewFor(request);
  const fillPage = (name: string): string => {
    const page = kit.templates.get(name);
    if (!page) throw new Error(`templates/${name}.hbs is missing`);
    return page(view());
  };
  return {
    path: `${edition.id}/${labels.lang}/${country.iso3}-${country.slug}/${file}${suffix}`,
    product,
    formats,
    iso3: country.iso3,
    edition: edition.id,
    previous: scores.changes?.since ?? null,
    lang: labels.lang,
    get design() {
      return kit.designOf(product, formats);
    },
    get ingredients() {
      return kit.ingredientsOf(request);
    },
    weight: isTold(product) ? (chapter?.sections ?? []).reduce((sum, { html }) => sum + html.length, 0) : 0,
    trim: trimOf(product, kit.paper),
    get view() {
      return view();
    },
    get print() {
      const { pages, setting, asked } = kit.styleFor(product);
      const pageStyle = [
        pages,
        pageStyleOf(view(), asked),
        kit.greyStyle,
        isPress ? slugStyleOf(view(), `${file}${suffix}.pdf`, asked) : '',
        setting,
      ].join('');
      const body = forPaper(fillPage(templateOf(product)));
      const style = kit.printStyleFor(pageStyle, body);
      return { lang: labels.lang, title: view().title, style, pageStyle, body };
    },
    get html() {
      return formats.includes('html') ? fillPage('page').replace('/* style */', () => kit.webStyle) : '';
    },
    get metadata() {
      const facts = metadataOf(figures, view().title, `${file}.json`, kit.epoch);
      return isPress ? { ...facts, attachments: [], press: kit.press } : facts;
    },
  };
}

function metadataOf(figures: Figures, title: string, attachment: string, epoch: number | null): Metadata {
  const { index, labels, scores } = figures;
  const { country, edition } = scores;
  const names = { country: country.name, index: index.name, edition: edition.id };
  const { continent, region } = country;
  return {
    title,
    author: index.publisher,
    subject: word(labels, 'subject', names),
    keywords: word(labels, 'keywords', { ...names, region, continent })
      .split(',')
      .map((keyword) => keyword.trim()),
    lang: labels.lang,
    date:
      epoch === null
        ? `${edition.date}T00:00:00Z`
        : new Date(epoch * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    creator: 'country-briefs',
    attachments: [figuresJson(figures, attachment)],
    press: null,
  };
}

/** A path that the view lacks: Handlebars names it with line and column, but not the file. */
export function unfilled({ path, product }: Document, cause: unknown): Message {
  const text = cause instanceof Error ? cause.message : String(cause);
  const {
    path: template,
    place,
    hint,
  } = cause instanceof TemplateError ? cause : { path: `templates/${templateOf(product)}.hbs` };
  return error('compose:template-path', `Unexpected failure of the templates of ${path}: ${text}`, {
    path: template,
    place,
    hint,
  });
}
