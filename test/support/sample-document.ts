import type { Document } from '../../pipeline/model.ts';

/** A page with everything that finishing has to deal with: heads, lists, tables, links, pictures, languages. */
const body = `
<main>
<h1>Sample</h1>
<p>First paragraph with <em lang="es">una palabra</em> and a <strong>strong</strong> one, and <a href="https://example.org/a">a link
that is long enough to run over the end of its line, because its words go on and on until the measure is full</a>.</p>
<h2>Lists</h2>
<ul><li>one</li><li>two with <a href="https://example.org/b">a link</a><ul><li>nested</li></ul></li></ul>
<ol><li><p>paragraph in an item</p></li></ol>
<h2>Table</h2>
<table aria-label="Scores"><thead><tr><th scope="col">Name</th><th scope="col">Score</th></tr></thead>
<tbody><tr><th scope="rowgroup" colspan="2">Group</th></tr>
<tr><th scope="row">First</th><td><svg aria-hidden="true" width="40" height="4"><rect width="30" height="4"/></svg>7.00</td></tr>
<tr><th scope="row">Second</th><td>6.50</td></tr></tbody></table>
<h3>Picture</h3>
<figure role="group"><svg role="img" aria-label="A triangle. Its sides are equal." width="60" height="60"><polygon points="0,60 60,60 30,0"/></svg>
<figcaption>Caption</figcaption></figure>
<blockquote lang="fr"><p>Une citation.</p></blockquote>
<section style="break-before: page"><h2>Second page</h2>${'<p>Filling text that runs over the page so that it is not nearly empty.</p>'.repeat(30)}</section>
</main>`;

const style = `
:root { --page-width: 210mm; --margin-side: 20mm; }
@page { size: 210mm 297mm; margin: 20mm; @top-left { content: 'Running head'; font: 8pt 'Source Sans 3' } @bottom-right { content: counter(page); font: 8pt 'Source Sans 3' } }
body { margin: 0; font: 11pt/15pt 'Source Serif 4'; }
td, th { border: 1px solid #999; } a { color: #00f; }`;

/** The sample as a document to print; `fonts` is the style with the @font-face rules. */
export function sampleDocument(
  fonts: string,
  changes: { readonly body?: string; readonly style?: string } = {},
): Document {
  return {
    path: '2023/en/AAA-sample/AAA-sample.brief',
    product: 'brief',
    formats: ['pdf', 'html'],
    iso3: 'AAA',
    edition: '2023',
    previous: null,
    lang: 'en',
    design: new Set(),
    ingredients: '',
    view: {},
    print: {
      lang: 'en',
      title: 'Sample: Ünïcode & <more>',
      style: `${fonts}\n${style}\n${changes.style ?? ''}`,
      pageStyle: '',
      body: changes.body ?? body,
    },
    html: '',
    metadata: {
      press: null,
      title: 'Sample: Ünïcode & <more>',
      author: 'Author',
      subject: 'Subject',
      keywords: ['one', 'two'],
      lang: 'en',
      date: '2023-09-26T00:00:00Z',
      creator: 'test',
      attachments: [
        {
          name: 'figures.json',
          mediaType: 'application/json',
          description: 'Figures',
          bytes: new TextEncoder().encode('{"score":7}'),
        },
      ],
    },
    weight: 0,
    trim: { width: 210, height: 297 },
  };
}
