import { sizesOnEm } from '../fonts.ts';
import type { Product, SourceFile } from '../model.ts';
import type { Paper } from './input.ts';
import type { View } from './view.ts';

const shared = ['tokens', 'type', 'table', 'chart'];
const printOnly = ['page', 'sheet', 'comparison', 'narrative', 'handout'];
const webOnly = ['web', 'web-scores', 'web-narrative'];

/** Names of style sheets that no product goes without. */
export const requiredStyles: readonly string[] = [...shared, ...printOnly, ...webOnly];

/** The style of all prints or of all web pages: fonts first, then the style sheets in a fixed order. */
export function styleOf(styles: readonly SourceFile[], fonts: string, medium: 'print' | 'web'): string {
  const order = [...shared, ...(medium === 'print' ? printOnly : webOnly)];
  const texts = order.map((name) => {
    const file = styles.find(({ path }) => path === `templates/styles/${name}.css`);
    if (!file) throw new Error(`templates/styles/${name}.css is missing`);
    return file.text;
  });
  const style = texts.join('\n');
  return [fonts, medium === 'print' ? sizesOnEm(style) : style].join('\n');
}

/** The style sheets of products that are set in another way than the brief on A4. */
export function settingsOf(
  styles: readonly SourceFile[],
  paper: Paper,
): Readonly<Partial<Record<Product, string>>> {
  const textOf = (name: string): string =>
    styles.find(({ path }) => path === `templates/styles/${name}.css`)?.text ?? '';
  const sheet = paper === 'letter' ? textOf('letter') : '';
  const booklet = sheet + textOf('booklet');
  return {
    brief: sheet,
    'score-sheets': sheet,
    handout: sheet,
    press: sheet + textOf('press'),
    booklet,
    'booklet-pages': booklet,
  };
}

/** A CSS string, whatever it holds (CSS Syntax 3, section 4.3.5). */
function cssString(text: string): string {
  return `"${text.replace(/["\\\n<]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"`;
}

/** The words of the line in the slug of a press file: file, page, date of the edition, separations. */
export function slugStyleOf({ edition, label }: View, file: string): string {
  const [before = '', between = '', after = ''] = (label.slug ?? '')
    .replace('{file}', file)
    .replace('{date}', edition.date)
    .split(/\{pages?\}/);
  const words = {
    '--running-slug-before': before,
    '--running-slug-between': between,
    '--running-slug-after': after,
  };
  const list = Object.entries(words).map(([name, text]) => `${name}:${cssString(text)}`);
  return `:root{${list.join(';')}}`;
}

/** The words of this document's running heads and feet, as custom properties that page.css puts into its margin boxes. */
export function pageStyleOf(view: View): string {
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
  const list = Object.entries(words).map(([name, text]) => `${name}:${cssString(text)}`);
  return `:root{${list.join(';')}}`;
}
