import { expect, test } from 'vitest';
import { styleFaults } from '../../pipeline/compose/style-syntax.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { texts } from '../support/source-tree.ts';

const told = (text: string): readonly string[] =>
  styleFaults({ path: 'templates/styles/a.css', text }).map((message) =>
    formatMessage(message).replace(/^templates\/styles\/a\.css:(\S+) .*?Unexpected /, '$1 '),
  );

/** A style and what is told of it. */
const faults: readonly (readonly [string, string])[] = [
  ['.a { colour: red }', '1:6 property colour'],
  ['.a {\n  color: 5px;\n}', '2:3 value of color'],
  ['.a { color red }', '1:12 style (Colon is expected)'],
  ['.a } { color: red }', '1:4 style'],
  ['.a { width: calc(1px + }', '1:24 style'],
  ['.a { color: red }\n  .b { color: red', '2:6 end of the style, expected }'],
  ['@media print { .a { color: red }', '1:14 end of the style'],
  ['@page { margins: 1cm }', '1:9 property margins'],
  ['.a { width: -5mm }', '1:6 value of width'],
  ['.a { width: 5 mm }', '1:6 value of width'],
  ['.a { background: url(x.png) }', '1:18 address x.png, expected data:'],
  ['@import "x.css";', '1:1 @import'],
  ['.a { height: 1e }', '1:6 value of height'],
];

test.each(faults)('%j is told', (style, expected) => {
  const found = told(style);
  expect(found.join('\n')).toContain(expected);
  expect(found[0]).toMatch(/ {2}→ \w/);
});

test('what is right is not told', () => {
  for (const style of [
    '',
    '.a { color: var(--ink); --own: anything at all; hyphenate-limit-chars: 6 3 3; text-wrap: pretty }',
    '@page about { size: 210mm 297mm; @top-left { content: var(--x) counter(page) } }',
    '/* { */ .a::before { content: "{" }',
    '.a { background: url(data:image/png;base64,AA==); fill: url(#b) }',
    '.a:has(> .b:last-child) + .c { zoom: 0.95; columns: auto }',
  ])
    expect(told(style)).toEqual([]);
});

test('the style sheets of the project have no fault', async () => {
  const sheets = await texts('templates/styles', /\.css$/);
  expect(sheets.length).toBeGreaterThan(8);
  expect(sheets.flatMap(({ text }) => told(text))).toEqual([]);
});
