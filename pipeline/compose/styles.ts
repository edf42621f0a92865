import { sizesOnEm } from '../fonts.ts';
import type { Product, SourceFile } from '../model.ts';
import type { Paper } from './input.ts';
import type { View } from './view.ts';

const shared = ['tokens', 'type', 'table', 'chart'];
/** The style sheets of every print, and of every web page, in their order. */
const common = {
  print: [...shared, 'page', 'sheet', 'comparison'],
  web: [...shared, 'web', 'web-scores', 'web-narrative'],
} as const;

/** What a product adds to the style of every print: its own pages, and how it is set in another way than on A4. */
interface Additions {
  readonly pages: readonly string[];
  readonly setting: readonly string[];
}

const told = ['narrative', 'imprint'];
const additions: Readonly<Record<Product, Additions>> = {
  brief: { pages: told, setting: [] },
  'score-sheets': { pages: [], setting: [] },
  handout: { pages: ['imprint', 'handout'], setting: [] },
  press: { pages: told, setting: ['press'] },
  booklet: { pages: told, setting: ['booklet'] },
  'booklet-pages': { pages: told, setting: ['booklet'] },
};

const pathOf = (name: string): string => `templates/styles/${name}.css`;

/** Names of style sheets that no product goes without. */
export const requiredStyles: readonly string[] = [
  ...new Set([...common.print, ...told, 'handout', ...common.web]),
];

function textOf(styles: readonly SourceFile[], names: readonly string[]): string {
  const texts = names.map((name) => {
    const file = styles.find(({ path }) => path === pathOf(name));
    if (!file) throw new Error(`${pathOf(name)} is missing`);
    return withoutComments(file.text);
  });
  return texts.join('\n');
}

/** A style sheet without what nobody sees: an edit of a comment, or of a line's indentation, changes no print. */
function withoutComments(text: string): string {
  return text
    .replace(
      /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\/\*[^]*?(?:\*\/|$)/g,
      (_, quoted: string | undefined) => quoted ?? '',
    )
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

/** The style that all prints or all web pages share: fonts first, then the style sheets in a fixed order. */
export function styleOf(styles: readonly SourceFile[], fonts: string, medium: 'print' | 'web'): string {
  const style = textOf(styles, common[medium]);
  return [fonts, medium === 'print' ? sizesOnEm(style) : style].join('\n');
}

/** The style of one product on one paper, beside what all prints share: before and after the words of a document. */
export interface ProductStyle {
  readonly pages: string;
  readonly setting: string;
  /** Custom properties that the style sheets of a print of the product ask for. */
  readonly asked: ReadonlySet<string>;
  /** Paths of the style sheets, also of those that all prints share. */
  readonly paths: readonly string[];
}

/** Where a style sheet is missing that a product is set with, that product has none of its rules. */
export function productStyleOf(styles: readonly SourceFile[], product: Product, paper: Paper): ProductStyle {
  const { pages, setting } = additions[product];
  const settings = [...(paper === 'letter' ? ['letter'] : []), ...setting].filter((name) =>
    styles.some(({ path }) => path === pathOf(name)),
  );
  const names = [...common.print, ...pages, ...settings];
  const last = textOf(styles, settings);
  const asked = Array.from(textOf(styles, names).matchAll(/var\(\s*(--[\w-]+)/g), ([, name = '']) => name);
  const set = new Set(Array.from(last.matchAll(/(?<![\w-])(--[\w-]+)\s*:/g), ([, name = '']) => name));
  return {
    pages: sizesOnEm(textOf(styles, pages)),
    setting: last,
    // What is set anew behind the words of the document is nobody's word.
    asked: new Set(asked.filter((name) => !set.has(name))),
    paths: names.map(pathOf),
  };
}

/** Paths of the style sheets of web pages. */
export const webStyles: readonly string[] = common.web.map(pathOf);

/** The rule that sets custom properties to words; those that no style sheet asks for are left out. */
function wordsRule(words: Readonly<Record<string, string>>, asked: ReadonlySet<string>): string {
  const list = Object.entries(words)
    .filter(([name]) => asked.has(name))
    .map(([name, text]) => `${name}:${cssString(text)}`);
  return `:root{${list.join(';')}}`;
}

/** A CSS string, whatever it holds (CSS Syntax 3, section 4.3.5). */
function cssString(text: string): string {
  return `"${text.replace(/["\\\n<]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"`;
}

/** The words of the line in the slug of a press file: file, page, date of the edition, separations. */
export function slugStyleOf({ edition, label }: View, file: string, asked: ReadonlySet<string>): string {
  const [before = '', between = '', after = ''] = (label.slug ?? '')
    .replace('{file}', file)
    .replace('{date}', edition.date)
    .split(/\{pages?\}/);
  const words = {
    '--running-slug-before': before,
    '--running-slug-between': between,
    '--running-slug-after': after,
  };
  return wordsRule(words, asked);
}

/** The words of this document's running heads and feet, as custom properties that style sheets put into margin boxes. */
export function pageStyleOf(view: View, asked: ReadonlySet<string>): string {
  const [before = '', between = '', after = ''] = (view.label.page ?? '').split(/\{\w+\}/);
  const { country, edition, index, label, sheets } = view;
  const words: Record<string, string> = {
    '--running-index': `${index.name} ${edition.name}`,
    '--running-country': country.name,
    '--running-narrative': `${country.name} · ${label.narrativeTitle ?? ''}`,
    '--running-handout': label.handoutTitle ?? '',
    '--running-about': `${country.name} · ${label.aboutTitle ?? ''}`,
    '--running-foot': [country.name, edition.date, ...(view.isDraft ? [label.draft ?? ''] : [])].join(' · '),
    '--page-before': before,
    '--page-between': between,
    '--page-after': after,
  };
  sheets.forEach((sheet, i) => (words[`--running-sheet-${i + 1}`] = sheet.heading));
  return wordsRule(words, asked);
}
