import { describe, expect, test } from 'vitest';
import { usePrinter } from '../support/printing.ts';

const printer = usePrinter();
const { print, problems } = printer;
const long = 'x'.repeat(200);

describe('a text larger than its box is named', () => {
  test.each([
    [
      'too tall for a box marked data-fit',
      '<div data-fit style="height:20px"><p>Far too much</p><p>text</p></div>',
    ],
    ['too wide for a box marked data-fit', `<div data-fit style="width:90px">Far ${long}</div>`],
    ['cut off below', '<div style="height:20px;overflow:hidden"><p>Far too much</p><p>text</p></div>'],
    ['wider than the page', `<p>Far ${long}</p>`],
    [
      'wider than its column',
      `<div style="columns:4"><p>Far ${'x'.repeat(40)}</p><p>b</p><p>c</p><p>d</p></div>`,
    ],
    [
      'wider than its cell',
      `<table style="table-layout:fixed;width:200px"><tr><td>Far${'x'.repeat(40)}</td><td>b</td></tr></table>`,
    ],
    ['a box wider than the page', '<div style="width:900px">Far out</div>'],
    ['placed beyond the page', '<p>a</p><p style="position:absolute;left:600px;width:200px">Far out</p>'],
  ])('%s', async (_, body) => {
    const found = await problems(`<p>before</p>${body}<p>after</p>`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^overflow: Unexpected overflow: ".*(Far|before)/);
  });

  test('by its innermost element, once each', async () => {
    const found = await problems(
      `<section><div><p>First ${long}</p></div></section><section><p>Second ${long}</p></section>`,
    );
    expect(found.map((line) => /"(\w+)/.exec(line)?.[1])).toEqual(['First', 'Second']);
  });

  test('by the longest of the texts in it that an editor wrote', async () => {
    const texts = ['Short.', 'A longer one.', 'No.'].map((text) => `<p data-editable>${text}</p>`).join('');
    const found = await problems(
      `<div data-fit style="height:20px"><h2>A heading of many words</h2>${texts}</div>`,
    );
    expect(found.map((line) => /"([^"]+)/.exec(line)?.[1])).toEqual(['A longer one.']);
  });

  test('as wide as the page is wide enough', async () => {
    expect(
      await problems('<div style="width:100%;border:1px solid;box-sizing:border-box">Whole width</div>'),
    ).toEqual([]);
    expect(await problems('<div data-fit style="height:40px"><p style="margin:0">Fits</p></div>')).toEqual(
      [],
    );
  });

  test('on a page of another size', async () => {
    const small =
      ':root { --page-width: 100mm; --margin-side: 10mm } @page { size: 100mm 100mm; margin: 10mm }';
    expect(await problems('<div style="width:90mm">Far out</div>', small)).toHaveLength(1);
    expect(await problems('<div style="width:79mm">Fits</div>', small)).toEqual([]);
  });
});

describe('a face', () => {
  test('that cannot be loaded is named', async () => {
    const broken = "@font-face{font-family:'Broken';font-weight:600;src:url(data:font/ttf;base64,AAAA)}";
    expect(await problems('<p>x</p>', broken)).toEqual([
      'missing-face: Unexpected failure of the font face Broken 600',
    ]);
  });

  test.each([
    ['misspelt', '<p>good</p><p style="font-family:\'Source Serf\'">Far off</p>', '"Far off"'],
    ['of the machine', '<p>good <code>Far off</code></p>', '"Far off"'],
    [
      'misspelt in a running head',
      "<p>good</p><style>@page{@top-left{content:'h';font-family:Nowhere}}</style>",
      'a running head',
    ],
  ])('that is %s is named with its text', async (_, body, where) => {
    expect(await problems(body)).toEqual([`fallback-font: Unexpected face SourceSans3-Black in ${where}`]);
  });

  test('that a text does not need is loaded all the same, and every declared one prints', async () => {
    const faces = [
      "font-family:'Source Serif 4'",
      "font-family:'Source Serif 4';font-style:italic",
      "font-family:'Source Serif 4';font-weight:600",
      "font-family:'Source Serif 4 Display';font-weight:600",
      "font-family:'Source Sans 3'",
      "font-family:'Source Sans 3';font-weight:600",
    ];
    expect(await problems(faces.map((style) => `<p style="${style}">Text</p>`).join(''))).toEqual([]);
  });
});

describe('a document', () => {
  test.each([
    ['without text', '<p> </p>'],
    ['with nothing', ''],
    ['with hidden text only', '<p hidden>x</p><p style="visibility:hidden">y</p>'],
  ])('%s is an empty page', async (_, body) => {
    expect(await problems(body)).toEqual(['empty: Unexpected empty page, expected text']);
  });

  test('with a picture only is not empty', async () => {
    expect(
      await problems(
        '<svg role="img" aria-label="x" width="9" height="9"><rect width="9" height="9"/></svg>',
      ),
    ).toEqual([]);
  });

  test('with a picture that is no picture says so', async () => {
    expect(await problems('<p>x</p><img alt="Map" src="data:image/png;base64,AAAA">')).toEqual([
      'page-error: Unexpected data in the picture "Map", expected a whole picture',
    ]);
  });

  test('that the browser refuses is told at once, by its path', async () => {
    const { printed, messages } = await print('<p>x</p>', '@page { margin: -1e9mm }');
    expect(printed).toBeNull();
    expect(messages).toMatchObject([
      { ruleId: 'page-error', source: 'print', fatal: true, file: '2023/en/AAA-sample/AAA-sample.brief' },
    ]);
    expect(messages[0]?.reason).toContain('refusal');
    expect(await problems('<p>the next</p>')).toEqual([]);
  });
});

test('a browser that was prepared with a style sees what it cuts off', async () => {
  const style = '.low { height: 20px; overflow: hidden }';
  const body = '<div class="low"><p>Far too much</p><p>text</p></div>';
  const open = await printer.open();
  try {
    const document = printer.document(body, style);
    await open.prepare(document.print.style, 1);
    const { messages } = await open.print(document, 'quick');
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['overflow']);
  } finally {
    await open.close();
  }
});
