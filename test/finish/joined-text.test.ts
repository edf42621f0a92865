import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument, type PDFPage } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { joinText, type Widths } from '../../pipeline/finish/joined-text.ts';
import { contentIn } from '../../pipeline/finish/streams.ts';
import { dictEntry, name } from '../../pipeline/finish/tree.ts';
import { openWidths } from '../../pipeline/finish/widths.ts';
import { usePrinter } from '../support/printing.ts';

const run = promisify(execFile);

/** Text that moves its glyphs in every way that the briefs know. */
const body = `<main><h1>AVATAR, To Wave Yet</h1>
<p class="justified">Officials of five affluent offices first fought off fjord traffickers; the flow of efficient firearms
finally baffled staff. Ta-Te To. VAT, LTV, P.A., “Yes”, ‘We’ — Wołomin, Łódź, Ünïcode, naïve; 1–10 and 6.40.</p>
<p><span class="small">Small capitals of AV and Wa</span> beside <b>bold AVAST</b> and <i>italic of fifty ofﬁces</i>, and a mark<sup>12</sup>
after a word,<sup class="raised">3</sup> with a <a href="https://example.org/">link of two words</a> and <span class="spaced">spaced letters</span>.</p>
<table aria-label="Scores"><tr><th scope="col">AVERAGE</th><th scope="col">Figure</th></tr><tr><td>Total</td><td class="figures">1,117.40</td></tr></table>
<svg role="img" aria-label="A label" width="200" height="40"><text x="5" y="20" transform="rotate(4)">AV To label</text></svg>
</main>`;
const style = `.justified { text-align: justify; hyphens: auto; width: 60mm } .small { font-variant-caps: all-small-caps; letter-spacing: .04em }
.raised { font-variant-position: super; vertical-align: baseline } .spaced { letter-spacing: 2pt; word-spacing: 3pt }
.figures { font-variant-numeric: tabular-nums; text-align: right } i { font-style: italic }
p, td { font-kerning: normal; font-variant-ligatures: common-ligatures }`;

interface Glyph {
  readonly code: string;
  readonly font: string;
  /** Where the line begins, as the operands of Tm. */
  readonly line: string;
  readonly size: number;
  readonly x: number;
}

/** The codes of a string in either notation, as four digits each. */
function codesOf(string: string): readonly string[] {
  const literal = string
    .slice(1, -1)
    .replace(/\\([\s\S])/g, (_, letter: string) => (letter === 'r' ? '\r' : letter));
  const digits = string.startsWith('(') ? Buffer.from(literal, 'latin1').toString('hex') : string;
  return /^[(<]/.test(string) ? (digits.toLowerCase().match(/[\da-f]{4}/g) ?? []) : [];
}

const isNumber = /^[-+]?[\d.]+$/;

/** Where each glyph of a page stands along its line: read by other means than the ones under test. */
function glyphsOf(content: Uint8Array, widthsOf: (font: string) => Widths | null): Glyph[] {
  const tokens = Buffer.from(content)
    .toString('latin1')
    .match(/\((?:\\[\s\S]|[^\\)])*\)|<<|>>|<[^<>]*>|[[\]]|\/[^\s<>[\](/]*|[^\s<>[\](/]+/g);
  const glyphs: Glyph[] = [];
  let operands: string[] = [];
  let [font, size, line, start, x] = ['', 0, '', 0, 0];
  for (const token of tokens ?? []) {
    if (isNumber.test(token) || /^[[\]</(>]/.test(token)) {
      operands.push(token);
      continue;
    }
    if (token === 'BT' || token === 'Tm') [line, start, x] = [operands.slice(-6).join(' '), 0, 0];
    else if (token === 'Tf') [font, size] = [operands.at(-2) ?? '', Number(operands.at(-1))];
    else if (token === 'Td') {
      start += Number(operands.at(-2));
      x = start;
    } else if (token === 'Tj' || token === 'TJ') {
      for (const operand of operands) {
        if (isNumber.test(operand)) x -= (Number(operand) / 1000) * size;
        for (const code of codesOf(operand)) {
          glyphs.push({ code, font, line, size, x });
          x += ((widthsOf(font.slice(1))?.(Number.parseInt(code, 16)) ?? NaN) / 1000) * size;
        }
      }
    }
    operands = [];
  }
  return glyphs;
}

const printer = usePrinter(style);
let printed: PDFDocument;
let raw: Uint8Array;
let joined: Uint8Array;
const rawPages: Uint8Array[] = [];
const joinedPages: Uint8Array[] = [];
let widthsOf: (page: PDFPage) => (font: string) => Widths | null;

beforeAll(async () => {
  const print = await printer.print(body, style);
  if (!print.printed) throw new Error(print.messages.map(({ reason }) => reason).join('\n'));
  raw = print.printed.pdf;
  printed = await PDFDocument.load(raw, { updateMetadata: false });
  const { context } = printed;
  const open = openWidths(context);
  widthsOf = ({ node }) => open(dictEntry(context, node, 'Resources'));
  for (const page of printed.getPages()) {
    const content = contentIn(context, page.node.get(name('Contents')));
    rawPages.push(content);
    joinedPages.push(joinText(content, widthsOf(page)));
  }
  const copy = await PDFDocument.load(raw, { updateMetadata: false });
  copy.getPages().forEach((page, i) => {
    const content = joinedPages[i] ?? new Uint8Array();
    page.node.set(name('Contents'), copy.context.register(copy.context.flateStream(content)));
  });
  joined = await copy.save({ updateFieldAppearances: false });
});

/** What poppler makes of a file; null, with a line that says so, where it is not installed. */
async function poppler(pdf: Uint8Array, ...args: readonly string[]): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'briefs-'));
  const file = join(folder, 'sample.pdf');
  await writeFile(file, pdf);
  try {
    return (await run('pdftotext', [...args, file, '-'])).stdout;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    process.stdout.write('skipped: pdftotext is not installed\n');
    return null;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Words with their boxes: left, top, right and bottom in points. */
function wordsOf(boxes: string): { readonly word: string; readonly box: readonly number[] }[] {
  return [...boxes.matchAll(/<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g)].map(
    ([, left, top, right, bottom, word = '']) => ({ word, box: [left, top, right, bottom].map(Number) }),
  );
}

describe('joinText on a print with kerning, small capitals, ligatures and raised figures', () => {
  test('joins: the pages are less than half as long', () => {
    rawPages.forEach((page, i) => {
      expect((joinedPages[i] ?? page).length).toBeLessThan(page.length / 2);
    });
  });

  test('leaves every glyph in its place, to a thousandth of its size', () => {
    printed.getPages().forEach((page, i) => {
      const before = glyphsOf(rawPages[i] ?? new Uint8Array(), widthsOf(page));
      const after = glyphsOf(joinedPages[i] ?? new Uint8Array(), widthsOf(page));
      expect(before.length).toBeGreaterThan(350);
      const what = ({ code, font, line, size }: Glyph): string => [code, font, line, size].join(' ');
      expect(after.map(what)).toEqual(before.map(what));
      const moved = before.map(({ x, size }, k) => Math.abs(x - (after[k]?.x ?? NaN)) / size);
      expect(Math.max(...moved)).toBeLessThanOrEqual(0.001 + 1e-5);
    });
  });

  test('leaves poppler the same text in the same layout', async () => {
    const [before, after] = [await poppler(raw, '-layout'), await poppler(joined, '-layout')];
    if (before === null) return;
    expect(before).toMatch(/Officials of five affluent/);
    expect(after).toBe(before);
  });

  test('leaves poppler every word in its place', async () => {
    const [before, after] = [await poppler(raw, '-bbox'), await poppler(joined, '-bbox')].map((boxes) =>
      boxes === null ? null : wordsOf(boxes),
    );
    if (!before || !after) return;
    expect(before.length).toBeGreaterThan(60);
    expect(after.map(({ word }) => word)).toEqual(before.map(({ word }) => word));
    const moved = before.flatMap(({ box }, i) =>
      box.map((edge, k) => Math.abs(edge - (after[i]?.box[k] ?? NaN))),
    );
    expect(Math.max(...moved)).toBeLessThan(0.03);
  });
});

test('a print at a size in quarters of a pixel has more glyphs in a string: nothing is rounded', async () => {
  const shareAt = async (size: string): Promise<number> => {
    const { printed: print } = await printer.print(body, `${style} body { font-size: ${size} }`);
    if (!print) throw new Error('nothing was printed');
    const pdf = await PDFDocument.load(print.pdf, { updateMetadata: false });
    const strings = pdf.getPages().flatMap(({ node }) => {
      const content = contentIn(pdf.context, node.get(name('Contents')));
      return [
        ...Buffer.from(content)
          .toString('latin1')
          .matchAll(/<([\dA-Fa-f]+)> Tj/g),
      ];
    });
    const glyphs = strings.reduce((sum, [, digits = '']) => sum + digits.length / 4, 0);
    expect(glyphs).toBeGreaterThan(350);
    return strings.length / glyphs;
  };
  expect(await shareAt('12.7px')).toBeGreaterThan(0.9);
  expect(await shareAt('12.75px')).toBeLessThan(0.6);
});

describe('joinText on text that is put by other means', () => {
  const widths: Widths = () => 500;
  const join = (content: string): string =>
    Buffer.from(joinText(Buffer.from(content, 'latin1'), () => widths)).toString('latin1');
  const start = 'BT\n/F1 10 Tf\n1 0 0 1 0 0 Tm\n<0001> Tj\n';

  test('joins what follows from the widths', () => {
    expect(join(`${start}5 0 Td <0002> Tj\n5 0 Td <0003> Tj\nET`)).toContain('[(\0\x01\0\x02\0\x03)]TJ');
  });

  test('joins strings of several glyphs', () => {
    expect(join(`${start}4.8 0 Td <00020003> Tj\n10 0 Td <00040005> Tj\nET`)).toContain(
      '[(\0\x01)20(\0\x02\0\x03\0\x04\0\x05)]TJ',
    );
  });

  test('writes a kern into the string', () => {
    expect(join(`${start}4.8 0 Td <0002> Tj\nET`)).toContain('[(\0\x01)20(\0\x02)]TJ');
  });

  test('joins strings in parentheses', () => {
    expect(join(`${start}5 0 Td (ab\\)c) Tj\nET`)).toContain('[(\0\x01ab\\)c)]TJ');
  });

  test('marks bytes that would end a string, or be read as another', () => {
    expect(join(`${start}5 0 Td <0028290D5C0A> Tj\nET`)).toContain('[(\0\x01\0\\(\\)\\r\\\\\n)]TJ');
  });

  test('lets no error add up', () => {
    const steps = Array.from({ length: 100 }, () => '5.004 0 Td <0002> Tj\n').join('');
    const content = `${start}${steps}ET`;
    const last = glyphsOf(Buffer.from(join(content)), () => widths).at(-1);
    expect(Math.abs((last?.x ?? NaN) - 500.4)).toBeLessThanOrEqual(0.01);
  });

  test.each([
    ['a move down the page', '5 2 Td <0002> Tj'],
    ['a string of half a glyph', '5 0 Td <000200> Tj'],
    ['an empty string', '5 0 Td <> Tj'],
    ['a string of half a glyph in parentheses', '5 0 Td (abc) Tj'],
    ['space between characters', '2 Tc 5 0 Td <0002> Tj'],
    ['text that is stretched', '50 Tz 5 0 Td <0002> Tj'],
    ['an array of strings', '[<0001> 20 <0002>] TJ'],
    ['letters of no size', '/F1 0 Tf 5 0 Td <0002> Tj'],
  ])('leaves %s alone', (_, text) => {
    const content = `${start}${text}\nET`;
    expect(join(content)).toBe(content);
  });

  test('leaves a font without widths alone', () => {
    const content = `${start}5 0 Td <0002> Tj\nET`;
    const same = joinText(Buffer.from(content), () => null);
    expect(Buffer.from(same).toString()).toBe(content);
  });
});
