import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { finish } from '../../pipeline/finish/finish.ts';
import { textByPdfJs } from '../support/pdf-text.ts';
import { usePrinter } from '../support/printing.ts';

const { document, print } = usePrinter();

interface Compared {
  readonly types: string;
  /** What the finisher says when it walks the structure tree beside the list. */
  readonly differences: readonly string[];
}

async function compare(body: string): Promise<Compared> {
  const { printed } = await print(body);
  if (!printed) throw new Error('nothing was printed');
  const { messages } = await finish(document(body), printed);
  const differences = messages.filter(({ ruleId }) => ruleId === 'structure-differs');
  return {
    types: printed.elements.map(({ type }) => type).join(' '),
    differences: differences.map(({ reason }) => reason),
  };
}

const drawing = '<rect width="9" height="9"/></svg>';

describe('the elements of a page are those of the structure tree, in order', () => {
  test.each([
    [
      'heads and paragraphs',
      '<h1>a</h1><h2>b</h2><p>c</p><h3>d</h3><blockquote><p>e</p></blockquote>',
      'H1 H2 P H3 P',
    ],
    ['nested lists', '<ul><li>a<ol><li>b</li><li><p>c</p><p>d</p></li></ol></li></ul>', 'L LI L LI LI P P'],
    ['an item with nothing but a list', '<ul><li><ul><li>a</li></ul></li></ul>', 'L LI L LI'],
    [
      'a table',
      '<table><caption>t</caption><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>',
      'Table Caption TR TH TR TD',
    ],
    [
      'a head that is repeated on every page',
      `<table><thead><tr><th scope="col">a</th></tr></thead>${'<tr><td>b</td></tr>'.repeat(120)}</table>`,
      `Table TR TH${' TR TD'.repeat(120)}`,
    ],
    [
      'empty cells',
      '<table><tr><td></td><td> </td></tr><tr><td>a</td><td><br></td></tr></table>',
      'Table TR TD TD TR TD TD',
    ],
    [
      'a table in an item',
      '<ul><li><table><tr><th scope="row">a</th><td>b</td></tr></table></li></ul>',
      'L LI Table TR TH TD',
    ],
    [
      'links',
      '<h2>a <a href="https://example.org">b <em>c</em></a></h2><ul><li><a href="#x">d</a></li></ul><p id="x"><a>e</a></p>',
      'H2 Link Span L LI Link P',
    ],
    [
      'a link that runs over a page',
      `<p>${'a '.repeat(1750)}<a href="https://example.org">${'linked words '.repeat(900)}</a></p>`,
      'P Link',
    ],
    [
      'a paragraph over pages',
      `<p>${'words '.repeat(4000)}</p><ul><li>${'words '.repeat(4000)}</li></ul>`,
      'P L LI',
    ],
    ['emphasis in emphasis', '<p><em>a <strong>b <em>c</em></strong></em></p>', 'P Span Span Span'],
    [
      'a group of a picture and its caption',
      `<figure role="group"><svg role="img" aria-label="x" width="9" height="9">${drawing}<figcaption>b <a href="https://example.org">c</a></figcaption></figure>`,
      'Figure Caption Link',
    ],
    [
      'a picture in a link',
      `<p><a href="https://example.org"><svg role="img" aria-label="x" width="9" height="9">${drawing}</a></p>`,
      'P Link Figure',
    ],
    ['a drawing that is decoration', `<p>a</p><svg aria-hidden="true" width="9" height="9">${drawing}`, 'P'],
    [
      'what is hidden',
      '<p hidden>a</p><p style="visibility:hidden">b</p><p aria-hidden="true">c <em>d</em></p><p>e <span aria-hidden="true"><a href="https://example.org">f</a></span></p>',
      'P',
    ],
    ['what holds only hidden text', '<p><span aria-hidden="true">a</span></p><p>b</p>', 'P'],
    [
      'what is empty',
      '<p></p><h2></h2><p><br></p><ul></ul><table></table><p>a<em></em><a href="https://example.org"></a></p>',
      'P',
    ],
    ['a no-break space is not empty', '<p>&nbsp;</p><p>a</p>', 'P P'],
    [
      'columns and grids',
      '<div style="columns:2"><p>a</p><ul><li>b</li></ul></div><ul style="display:grid;list-style:none"><li style="display:flex">c <em>d</em></li></ul>',
      'P L LI L LI Span',
    ],
  ])('%s', async (_, body, types) => {
    expect(await compare(body)).toEqual({ types, differences: [] });
  });

  test('whatever is put into whatever', async () => {
    const { block } = fc.letrec<{ block: string; text: string }>((tie) => ({
      text: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('word', 'more words', 'é'),
        tie('text').map((text) => `<em>${text}</em>`),
        tie('text').map((text) => `<strong lang="es">${text}</strong> and`),
        fc.constant('<a href="https://example.org">link</a>'),
        fc.constant('<sup><a href="#note">1</a></sup>'),
      ),
      block: fc.oneof(
        { maxDepth: 3 },
        tie('text').map((text) => `<p>${text}</p>`),
        fc.tuple(fc.integer({ min: 1, max: 6 }), tie('text')).map(([n, text]) => `<h${n}>${text}</h${n}>`),
        fc
          .array(fc.oneof(tie('text'), tie('block')), { minLength: 1, maxLength: 3 })
          .map((items) => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`),
        fc
          .array(tie('text'), { minLength: 1, maxLength: 3 })
          .map((items) => `<ol>${items.map((item) => `<li>${item}</li>`).join('')}</ol>`),
        tie('block').map((block) => `<blockquote>${block}</blockquote>`),
        fc
          .array(fc.oneof(tie('text'), fc.constant('')), { minLength: 1, maxLength: 3 })
          .map(
            (cells) =>
              `<table><tr><th scope="row">h</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr></table>`,
          ),
        tie('block').map((block) => `<section>${block}<div style="columns:2">${block}</div></section>`),
        fc.constant(
          `<figure role="group"><svg role="img" aria-label="x" width="9" height="9">${drawing}<figcaption>c</figcaption></figure>`,
        ),
      ),
    }));
    const page = fc.array(block, { minLength: 1, maxLength: 6 }).map((blocks) => blocks.join(''));
    await fc.assert(
      fc.asyncProperty(page, async (body) => {
        expect((await compare(body)).differences).toEqual([]);
      }),
      { numRuns: 60, seed: 20230926 },
    );
  });
});

describe('names and languages', () => {
  test.each([
    [
      'a link is named by its text',
      '<p><a href="https://example.org">Some\n <em>text</em></a></p>',
      'Link',
      'Some text',
    ],
    [
      'a link is named by its label',
      '<p><a aria-label="Label" href="https://example.org">text</a></p>',
      'Link',
      'Label',
    ],
    [
      'a drawing is named by its label',
      `<svg role="img" aria-label="Label" width="9" height="9"><title>t</title>${drawing}`,
      'Figure',
      'Label',
    ],
    [
      'a drawing is named by title and description',
      `<svg role="img" width="9" height="9"><title>Title</title><desc>More</desc>${drawing}`,
      'Figure',
      'Title. More',
    ],
    [
      'a drawing is named by others',
      `<p id="a">First</p><p id="b">second</p><svg role="img" aria-labelledby="a b" width="9" height="9">${drawing}`,
      'Figure',
      'First second',
    ],
    ['a paragraph has no name', '<p>text</p>', 'P', undefined],
  ])('%s', async (_, body, type, name) => {
    const { printed } = await print(body);
    expect(printed?.elements.find((element) => element.type === type)?.name).toBe(name);
  });

  test('an element has the language of the nearest that names one', async () => {
    const { printed } = await print(
      '<p>a</p><div lang="es"><p>b <em lang="qu">c</em></p><ul><li>d</li></ul></div><p>e</p>',
    );
    expect(printed?.elements.map(({ type, lang = 'en' }) => `${type} ${lang}`)).toEqual([
      'P en',
      'P es',
      'Span qu',
      'L es',
      'LI es',
      'P en',
    ]);
  });
});

test('pictures are waited for', async () => {
  const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15">drawn</text></svg>')}`;
  const { printed } = await print(`<p>x <img alt="Picture" src="${picture}"></p>`);
  expect(printed && (await textByPdfJs(printed.pdf))).toContain('drawn');
});
