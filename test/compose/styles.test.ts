import { expect, test } from 'vitest';
import { pageStyleOf, productStyleOf, slugStyleOf } from '../../pipeline/compose/styles.ts';
import { peruView } from '../support/peru-view.ts';
import type { Product } from '../../pipeline/model.ts';
import { products } from '../../pipeline/selection.ts';
import { texts } from '../support/source-tree.ts';

test('every custom property that a style sheet uses is a token or a running head of the document', async () => {
  const { view } = await peruView();
  const sheets = await texts('templates/styles', /\.css$/);
  const all = sheets.map(({ text }) => text).join('\n');
  const used = new Set(Array.from(all.matchAll(/var\((--[\w-]+)/g), ([, name = '']) => name));
  const words = pageStyleOf(view, used) + slugStyleOf(view, 'x.pdf', used);
  const defined = new Set(Array.from((all + words).matchAll(/(?<=[\s{;])(--[\w-]+):/g), ([, name]) => name));
  expect(used.size).toBeGreaterThan(80);
  expect([...used].filter((name) => !defined.has(name))).toEqual([]);
});

test('the running heads name the pages of a product, and no other', async () => {
  const { view } = await peruView();
  const styles = await texts('templates/styles', /\.css$/);
  const headsOf = (product: Product): string[] => {
    const words = pageStyleOf(view, productStyleOf(styles, product, 'a4').asked);
    return Array.from(words.matchAll(/--running-((?!index|foot)[\w-]+:"[^"]*")/g), ([, head = '']) => head);
  };
  const [country, narrative] = ['country:"Peru"', 'narrative:"Peru · Narrative"'];
  const about = 'about:"Peru · About this brief"';
  const sheets = ['sheet-1:"Criminality: score sheet"', 'sheet-2:"Resilience: score sheet"'];
  expect(Object.fromEntries(products.map((product) => [product, headsOf(product)]))).toEqual({
    brief: [narrative, about, ...sheets],
    'score-sheets': sheets,
    handout: ['handout:"Handout"', ...sheets],
    press: [narrative, about, ...sheets],
    booklet: [country, about, ...sheets],
    'booklet-pages': [country, about, ...sheets],
  });
});
