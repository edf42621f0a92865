import { describe, expect, test } from 'vitest';
import { finish } from '../../pipeline/finish/finish.ts';
import { usePrinter } from '../support/printing.ts';

const { document, open } = usePrinter();
const long = 'x'.repeat(200);

/** What a quick look and the finisher say of a page with this body: nothing, a message, or a doubt. */
async function verdict(body: string, style = ''): Promise<'clear' | 'doubtful' | 'told'> {
  const printer = await open();
  try {
    const page = document(body.includes('<h1>') ? body : `<h1>Heading</h1>${body}`, style);
    const { printed, messages } = await printer.print(page, 'quick');
    if (!printed || messages.length > 0) return 'told';
    const finished = await finish(page, printed);
    if (finished.messages.length > 0) return 'told';
    return finished.isDoubtful ? 'doubtful' : 'clear';
  } finally {
    await printer.close();
  }
}

describe('a page that was not laid out before its print', () => {
  test.each([
    ['with text in its place', '<p>Text, <sup>1</sup> and <em>more</em> of it.</p><p>Another.</p>'],
    ['with two columns', `<div style="columns:2">${'<p>Some words in a row, and more.</p>'.repeat(8)}</div>`],
    ['with a table', '<table><tr><td>One</td><td>Two</td></tr><tr><td>Three</td><td>Four</td></tr></table>'],
    ['with boxes marked data-fit on pages of their own', twoSides('<p>Fits.</p>'.repeat(20))],
  ])('%s is clear', async (_, body) => {
    expect(await verdict(body)).toBe('clear');
  });

  test.each([
    ['wider than the page', `<p>Far ${long}</p>`],
    ['beyond the right edge', '<p style="position:absolute;left:640px;width:200px">Far out</p>'],
    ['beyond the left edge', '<p style="margin-left:-30px">Far out</p>'],
    ['over other text', '<p style="height:0;margin:0">Far too near</p><p style="margin:0">the next one</p>'],
    [
      'wider than its cell',
      `<table style="table-layout:fixed;width:200px"><tr><td>Far${'x'.repeat(40)}</td><td>b</td></tr></table>`,
    ],
    ['wider than its column', `<div style="columns:4">${`<p>Far${'x'.repeat(40)}</p>`.repeat(4)}</div>`],
    ['that runs over from a box marked data-fit', twoSides('<p>Far too much.</p>'.repeat(80))],
    ['that shares the page of a box marked data-fit', '<p>Too near</p><div data-fit><p>Fits.</p></div>'],
  ])('with text %s is doubtful', async (_, body) => {
    expect(await verdict(body)).toBe('doubtful');
  });

  test('without running heads is doubtful: nothing tells where its edges are', async () => {
    const none = "@page { @top-left { content: '' } @bottom-right { content: '' } }";
    expect(await verdict('<p>Text</p>', none)).toBe('doubtful');
  });

  test('is told when text lies above its edge, where the browser leaves it out', async () => {
    expect(await verdict('<p>a</p><p style="position:absolute;top:-60px">Far up</p>')).toBe('told');
  });

  test('is laid out all the same where a style may cut off text', async () => {
    const box = '<div style="height:20px;overflow:hidden"><p>Far too much</p><p>text</p></div>';
    expect(await verdict(`<p>before</p>${box}`)).toBe('told');
  });
});

/** Two boxes that must hold what is in them, each on a page. */
function twoSides(text: string): string {
  return `<section data-fit><h1>Heading</h1>${text}</section><section data-fit style="break-before:page"><p>Fits.</p></section>`;
}
