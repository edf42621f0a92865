import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument, PDFString } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../../pipeline/build.ts';
import { marksAround, wordsAway } from '../../../pipeline/finish/press/marks.ts';
import { preflight } from '../../../pipeline/finish/preflight.ts';
import { contentIn } from '../../../pipeline/finish/streams.ts';
import { name } from '../../../pipeline/finish/tree.ts';
import { formatMessage } from '../../../pipeline/messages.ts';
import { Victim } from '../../support/broken-pdf.ts';
import { textsOf } from '../impose/numbered.ts';
import { pressProfile } from '../../support/press-profile.ts';
import { quietWorld } from '../../support/printing.ts';

const execute = promisify(execFile);
const millimetre = 72 / 25.4;
let folder = '';
let file = '';
let bytes: Uint8Array;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefs-press-'));
  const { profile } = await pressProfile();
  const { artefacts, messages } = await build(quietWorld(), {
    products: ['press'],
    profile,
  });
  expect(messages.map(formatMessage)).toEqual([]);
  bytes = artefacts[0]?.bytes ?? new Uint8Array();
  file = join(folder, 'press.pdf');
  await writeFile(file, bytes);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a program of the machine says; null, with a printed line, where it is not installed. */
async function said(program: string, ...args: readonly string[]): Promise<string | null> {
  try {
    const { stdout, stderr } = await execute(program, args, { maxBuffer: 1 << 28, encoding: 'utf8' });
    return stdout + stderr;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      process.stdout.write(`${program} is not installed: skipped\n`);
      return null;
    }
    throw cause;
  }
}

describe('the press file of Peru', () => {
  test('has exact boxes: trim, 3 mm of bleed, 10 mm of slug', async () => {
    for (const page of (await PDFDocument.load(bytes)).getPages()) {
      const boxes = [page.getTrimBox(), page.getBleedBox(), page.getMediaBox(), page.getCropBox()];
      const sizes = boxes.flatMap(({ width, height }) => [width / millimetre, height / millimetre]);
      [210, 297, 216, 303, 236, 323, 236, 323].forEach((size, i) =>
        expect(Math.abs((sizes[i] ?? 0) - size)).toBeLessThan(0.01),
      );
      const [trim, bleed, media] = boxes;
      expect(Math.abs((trim?.x ?? 0) - (bleed?.x ?? 0) - 3 * millimetre)).toBeLessThan(0.03);
      expect(Math.abs((bleed?.y ?? 0) - (media?.y ?? 0) - 10 * millimetre)).toBeLessThan(0.03);
    }
  });

  test('says on every page what it is, above the marks', async () => {
    for (const [i, page] of (await PDFDocument.load(bytes)).getPages().entries()) {
      const trim = page.getTrimBox();
      const above = (await textsOf(bytes, i + 1)).filter(({ at }) => at[1] > trim.y + trim.height);
      expect(above.map(({ text }) => text).join('')).toMatch(
        /^PER-peru\.press\.pdf · page \d of 7 ·.*Black$/,
      );
      for (const { at } of above)
        expect(Math.abs(at[1] - trim.y - trim.height - wordsAway * millimetre)).toBeLessThan(0.6);
    }
  });

  test('names each separation in its own ink alone', async () => {
    for (const page of (await PDFDocument.load(bytes)).getPages()) {
      const content = Buffer.from(contentIn(page.doc.context, page.node.get(name('Contents'))));
      expect(content.toString('latin1').slice(-900)).toMatch(
        /1 0 0 0 k <[^k]+0 1 0 0 k <[^k]+0 0 1 0 k <[^k]+0 0 0 1 k <[^k]+ET Q$/,
      );
    }
  });

  test('passes its preflight, and claims neither PDF/UA nor PDF/A', async () => {
    expect((await preflight(bytes, { profile: 'x4' })).map(formatMessage)).toEqual([]);
    const rules = (await preflight(bytes)).map(({ source, ruleId }) => `${source ?? ''}:${ruleId ?? ''}`);
    expect(rules).toContain('ua1:5-1');
    expect(rules).toContain('a3a:6.6.4-1');
  });

  test('is smaller than 350 KB with its profile, and the same in a second build', async () => {
    expect(bytes.length).toBeLessThan(350_000);
    const { profile } = await pressProfile();
    const { artefacts } = await build(quietWorld(), { products: ['press'], profile });
    expect(Buffer.compare(artefacts[0]?.bytes ?? new Uint8Array(), bytes)).toBe(0);
  });

  test('carries black alone on the pages of the narrative', async () => {
    const coverage = await said('gs', '-q', '-dUseTrimBox', '-o', '-', '-sDEVICE=inkcov', file);
    const pages = coverage
      ?.trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).slice(0, 4).map(Number));
    if (!pages) return;
    expect(pages.length).toBeGreaterThan(5);
    for (const [c, m, y, k] of pages.slice(2)) {
      expect([c, m, y]).toEqual([0, 0, 0]);
      expect(k).toBeGreaterThan(0.01);
    }
    // The score sheets have the accents.
    expect(pages[0]?.[0]).toBeGreaterThan(0);
  });

  test('has no more than 300 percent of ink anywhere, and colour up to the edge of the bleed', async () => {
    const image = join(folder, 'page-%d.pam');
    if ((await said('gs', '-q', '-dUseBleedBox', '-r50', '-sDEVICE=pamcmyk32', '-o', image, file)) === null)
      return;
    for (let page = 1; page <= 7; page++) {
      const { data, width } = pictureIn(await readFile(image.replace('%d', String(page))));
      let most = 0;
      for (let i = 0; i < data.length; i += 4)
        most = Math.max(most, (data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + 2] ?? 0) + (data[i + 3] ?? 0));
      expect((most / 255) * 100).toBeLessThanOrEqual(300);
      // The tab, 40 mm below the upper edge: in the last column of pixels but one, on a left page in the second.
      const inkAt = (column: number): number => {
        const at = (Math.round((40 / 25.4) * 50) * width + column) * 4;
        return (data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0) + (data[at + 3] ?? 0);
      };
      const [left, right] = [inkAt(1), inkAt(width - 2)];
      expect(page % 2 === 0 ? left : right).toBeGreaterThan(150);
      expect(page % 2 === 0 ? right : left).toBe(0);
    }
  });

  test('has no picture, and other readers find nothing to complain of', async () => {
    expect((await said('pdfimages', '-list', file))?.trim().split('\n').length ?? 2).toBe(2);
    expect((await said('qpdf', '--check', file)) ?? 'No syntax or stream encoding errors').toContain(
      'No syntax or stream encoding errors',
    );
    expect((await said('pdftotext', file, '-')) ?? 'Cyan Magenta Yellow Black').toContain(
      'PER-peru.press.pdf · page 1 of 7 · 26 September 2023 · Cyan Magenta Yellow Black',
    );
  });
});

/** Pixels of a portable arbitrary map, four bytes each. */
function pictureIn(pam: Buffer): { readonly width: number; readonly data: Uint8Array } {
  const head = pam.toString('latin1', 0, 200);
  const width = Number(/WIDTH (\d+)/.exec(head)?.[1]);
  return { width, data: pam.subarray(head.indexOf('ENDHDR\n') + 7) };
}

describe('every rule of press files', () => {
  test.each<readonly [string, (victim: Victim) => void]>([
    ['output-intent', (v) => v.pdf.catalog.delete(name('OutputIntents'))],
    ['version', (v) => v.xmp((text) => text.replace('PDF/X-4', 'PDF/X-1'))],
    ['trapped', (v) => v.xmp((text) => text.replace('<pdf:Trapped>False', '<pdf:Trapped>Maybe'))],
    [
      'claim',
      (v) => v.xmp((text) => text.replace('<pdf:Trapped>', '<pdfaid:part>3</pdfaid:part><pdf:Trapped>')),
    ],
    [
      'encrypted',
      (v) => (v.pdf.context.trailerInfo.Encrypt = v.add(v.pdf.context.obj({ Filter: 'Standard' }))),
    ],
    ['identifier', (v) => delete v.pdf.context.trailerInfo.ID],
    ['boxes', (v) => v.pdf.getPage(0).node.set(name('TrimBox'), v.pdf.context.obj([-99, 0, 9, 9]))],
    ['rgb', (v) => v.content((text) => `${text}\n1 0 0 rg`)],
    [
      'annotation',
      (v) =>
        v.pdf
          .getPage(0)
          .node.set(name('Annots'), v.pdf.context.obj([{ Type: 'Annot', Rect: [20, 20, 30, 30] }])),
    ],
    [
      'action',
      (v) => v.pdf.catalog.set(name('OpenAction'), v.pdf.context.obj({ S: 'Named', N: PDFString.of('x') })),
    ],
    [
      'font',
      (v) => {
        for (const [, object] of v.pdf.context.enumerateIndirectObjects())
          if ('delete' in object && String(object).includes('/FontFile2'))
            (object as unknown as Map<unknown, unknown>).delete(name('FontFile2'));
      },
    ],
  ])('%s is told when it is broken', async (rule, destroy) => {
    const victim = new Victim(await PDFDocument.load(bytes, { updateMetadata: false }));
    destroy(victim);
    const broken = await victim.pdf.save({ useObjectStreams: false });
    const found = (await preflight(broken, { profile: 'x4' })).map(({ ruleId }) => ruleId);
    expect(found).toContain(rule);
  });
});

describe('marks', () => {
  test('stand beyond the bleed', () => {
    const trim = { left: 100, bottom: 100, right: 500, top: 700 };
    const reach = 3 * millimetre - 0.01;
    const points = Array.from(
      marksAround(trim).matchAll(/([\d.-]+) ([\d.-]+) (?:m|l|[\d.-]+ [\d.-]+ re)\b/g),
      ([, x, y]) => [Number(x), Number(y)],
    );
    expect(points.length).toBeGreaterThan(40);
    for (const [x = 0, y = 0] of points) {
      const isBeyond = x <= 100 - reach || x >= 500 + reach || y <= 100 - reach || y >= 700 + reach;
      expect(isBeyond).toBe(true);
    }
  });
});
