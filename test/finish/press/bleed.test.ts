import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getDocument, VerbosityLevel } from '../../support/pdfjs.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { finish } from '../../../pipeline/finish/finish.ts';
import { formatMessage } from '../../../pipeline/messages.ts';
import type { Document } from '../../../pipeline/model.ts';
import { smallProfile } from '../../support/press-profile.ts';
import { usePrinter } from '../../support/printing.ts';

const execute = promisify(execFile);
const printer = usePrinter();

/** A profile of Ghostscript's package; never part of the project. */
const machineProfile = '/usr/share/color/icc/ghostscript/default_cmyk.icc';
const whole = await readFile(machineProfile).catch(() => null);
const profile = whole ? Uint8Array.from(whole) : smallProfile();
const press = { profile, inks: { '7a2213': [26, 93, 98, 45], '1a1f24': [0, 0, 0, 100] } };

/** A sheet whose every edge bleeds, with text that is half transparent over it. */
const style = `:root { --page-width: 216mm; --margin-side: 0mm }
@page { size: 216mm 303mm; margin: 0; @top-left { content: none } @bottom-right { content: none } }
main { position: relative; height: 303mm; color: #1a1f24; font: 11pt/15pt 'Source Serif 4' }
.edge { position: absolute; background: #7a2213 } .top, .foot { left: 0; right: 0; height: 6mm } .top { top: 0 }
.foot { bottom: 0; } .left, .right { top: 0; bottom: 0; width: 6mm } .left { left: 0 } .right { right: 0 }
p { margin: 0; padding: 40mm } .half { opacity: 0.5 }`;
const edges = ['top', 'foot', 'left', 'right'].map((side) => `<div class="edge ${side}"></div>`).join('');

async function pressed(body: string, more = ''): Promise<Awaited<ReturnType<typeof finish>>> {
  const { printed, messages } = await printer.print(body, style + more);
  if (!printed) throw new Error(messages.map(formatMessage).join('\n'));
  const sheet = printer.document(body, style + more);
  const document: Document = { ...sheet, product: 'press', metadata: { ...sheet.metadata, press } };
  return finish(document, printed);
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefs-bleed-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a program of the machine says on both its channels; null, with a printed line, where it is absent. */
async function said(program: string, ...args: readonly string[]): Promise<string | null> {
  try {
    const { stdout, stderr } = await execute(program, args, { encoding: 'utf8' });
    return stdout + stderr;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    process.stdout.write(`${program} is not installed: skipped\n`);
    return null;
  }
}

describe('a sheet that bleeds', () => {
  let file = '';
  let bytes: Uint8Array;
  beforeAll(async () => {
    const { artefact, messages } = await pressed(
      `<main>${edges}<p>Text</p><p class="half">Half of the ink, in a group of its own.</p></main>`,
    );
    expect(messages.map(formatMessage)).toEqual([]);
    bytes = artefact.bytes;
    file = join(folder, 'sheet.pdf');
    await writeFile(file, bytes);
  });

  test('has ink up to the edge of the bleed on every side, and none beyond', async () => {
    const shown = await Promise.all(
      (
        [
          ['left', 0, 150],
          ['right', 216, 150],
          ['top', 108, 0],
          ['foot', 108, 303],
        ] as const
      ).map(async ([side, x, y]) => [side, await acrossEdge(x, y)] as const),
    );
    for (const [side, pixels] of shown) {
      // Each pixel is 0.01 mm: the edge is where it should be by two of them.
      const inner = side === 'left' || side === 'top' ? pixels?.slice(6) : pixels?.slice(0, 4);
      const outer = side === 'left' || side === 'top' ? pixels?.slice(0, 4) : pixels?.slice(6);
      if (!pixels) continue;
      expect([side, inner]).toEqual([side, Array(4).fill('ink')]);
      expect([side, outer]).toEqual([side, Array(4).fill('paper')]);
    }
  });

  /** Ten pixels of 0.01 mm across the edge at a place of the bleed, in millimetres from its upper left corner. */
  async function acrossEdge(x: number, y: number): Promise<readonly string[] | null> {
    const isUpright = x === 0 || x === 216;
    const [left, top] = [(x + 10) * 100 - (isUpright ? 5 : 0), (y + 10) * 100 - (isUpright ? 0 : 5)];
    const [wide, high] = isUpright ? [10, 1] : [1, 10];
    const image = join(folder, `edge-${x}-${y}`);
    const place = ['-x', left, '-y', top, '-W', wide, '-H', high].map(String);
    const args = ['-r', '2540', '-aaVector', 'no', ...place, '-singlefile', file, image];
    if ((await said('pdftoppm', ...args)) === null) return null;
    const pixels = (await readFile(`${image}.ppm`)).subarray(-30);
    return Array.from({ length: 10 }, (_, i) => ((pixels[i * 3 + 1] ?? 0) < 128 ? 'ink' : 'paper'));
  }

  test('is read by poppler, pdf.js and qpdf without a warning, the group too', async () => {
    const spoken = (await said('pdftoppm', '-r', '20', '-png', file, join(folder, 'sheet'))) ?? '';
    // A profile that is only a head is the test's own.
    if (whole) expect(spoken).toBe('');
    expect((await said('qpdf', '--check', file)) ?? 'No syntax').toContain('No syntax');
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.WARNINGS });
    const pdf = await task.promise;
    const page = await pdf.getPage(1);
    await page.getOperatorList();
    const { items } = await page.getTextContent();
    const calls = warned.mock.calls.flat().filter((line) => !/standardFontDataUrl/.test(String(line)));
    warned.mockRestore();
    await task.destroy();
    expect(calls).toEqual([]);
    expect(items.map((item) => ('str' in item ? item.str : '')).join('')).toContain('Half of the ink');
  });
});

describe('a print that no press can make', () => {
  test.each([
    ['a colour without a build', '<p style="color: #336699">Text</p>', 'Unexpected colour #336699'],
    ['a gradient', '<p style="background: linear-gradient(#fff, #000)">Text</p>', 'Unexpected shading'],
    ['a shadow', '<p style="box-shadow: 0 0 4mm #000">Text</p>', 'Unexpected picture'],
  ])('is told of %s', async (_, body, reason) => {
    const { messages } = await pressed(`<main>${body}</main>`);
    expect(messages.map(formatMessage).join('\n')).toContain(reason);
  });
});
