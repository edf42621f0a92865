import { expect, test } from 'vitest';
import { pageStyleOf, slugStyleOf } from '../../pipeline/compose/styles.ts';
import { peruView } from '../support/peru-view.ts';
import { texts } from '../support/source-tree.ts';

test('every custom property that a style sheet uses is a token or a running head of the document', async () => {
  const { view } = await peruView();
  const sheets = await texts('templates/styles', /\.css$/);
  const all = [...sheets.map(({ text }) => text), pageStyleOf(view), slugStyleOf(view, 'x.pdf')].join('\n');
  const defined = new Set([...all.matchAll(/(?<=[\s{;])(--[\w-]+):/g)].map(([, name]) => name));
  const used = new Set([...all.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  expect(used.size).toBeGreaterThan(80);
  expect([...used].filter((name) => !defined.has(name))).toEqual([]);
});

test('the running heads name the sheets, the narrative and the back matter', async () => {
  const { view } = await peruView();
  const style = pageStyleOf(view);
  expect(style).toContain('--running-sheet-1:"Criminality: score sheet"');
  expect(style).toContain('--running-narrative:"Peru · Narrative"');
  expect(style).toContain('--running-about:"Peru · About this brief"');
});
