import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { getDocument, VerbosityLevel } from '../support/pdfjs.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { build } from '../../pipeline/build.ts';
import { impose } from '../../pipeline/finish/impose/impose.ts';
import { defaults } from '../../pipeline/finish/impose/options.ts';
import type { Artefact } from '../../pipeline/model.ts';
import { pressProfile } from '../support/press-profile.ts';
import { quietWorld } from '../support/printing.ts';

const execute = promisify(execFile);
let folder = '';
let files: readonly Artefact[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefs-readers-'));
  const { profile, isWhole } = await pressProfile();
  const products = ['brief', 'score-sheets', 'handout', 'booklet', 'booklet-pages', 'press'];
  const { artefacts } = await build(quietWorld(), { products, profile, formats: ['pdf'] });
  const grey = await build(quietWorld(), { grey: true, products: ['handout', 'score-sheets'] });
  const brief = artefacts.find(({ path }) => path.endsWith('.brief.pdf'));
  const flat = await impose(brief?.bytes ?? new Uint8Array(), { ...defaults, path: '', flat: 2 });
  const bytes = flat.bytes ?? new Uint8Array();
  // A reader that looks into the profile misses the rest of a mere head.
  const made = artefacts.filter(({ path }) => isWhole || !path.endsWith('.press.pdf'));
  files = [...made, ...grey.artefacts, { path: 'brief.2up.pdf', bytes, document: '' }];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('pdf.js reads every page of every product without a warning', async () => {
  expect(files.length).toBeGreaterThanOrEqual(8);
  const told = [vi.spyOn(console, 'log'), vi.spyOn(console, 'warn')].map((spy) => spy.mockReturnValue());
  try {
    for (const { bytes } of files) {
      const data = Uint8Array.from(bytes);
      const document = await getDocument({ data, verbosity: VerbosityLevel.WARNINGS }).promise;
      for (let number = 1; number <= document.numPages; number++) {
        const page = await document.getPage(number);
        await page.getTextContent();
        await page.getOperatorList();
      }
      await document.destroy();
    }
    // A font program of the viewer's own is asked for only to draw; nothing is drawn here.
    expect(told.flatMap((spy) => spy.mock.calls.map(String))).toEqual([]);
  } finally {
    for (const spy of told) spy.mockRestore();
  }
});

test('poppler and qpdf have nothing to say about any of them', async () => {
  for (const { bytes, path } of files) {
    const file = join(folder, basename(path));
    await writeFile(file, bytes);
    for (const [program, args] of [
      ['pdftotext', [file, '-']],
      ['pdftocairo', ['-png', '-r', '20', file, join(folder, 'page')]],
      ['qpdf', ['--check', file]],
    ] as const) {
      try {
        const { stderr } = await execute(program, args, { maxBuffer: 1 << 26 });
        expect([program, basename(path), stderr]).toEqual([program, basename(path), '']);
      } catch (cause) {
        if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
        process.stdout.write(`${program} is not installed: skipped\n`);
      }
    }
  }
});
