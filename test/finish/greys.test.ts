import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { build } from '../../pipeline/build.ts';
import { inOneInk, isGrey } from '../../pipeline/finish/greys.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { quietWorld } from '../support/printing.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('content', () => {
  test('is grey when the parts of all its colours are equal', () => {
    expect(isGrey(bytes('0 0 0 rg .6 .6 .6 RG 0 0 9 9 re f'))).toBe(true);
    expect(isGrey(bytes('0 0 9 9 re f'))).toBe(true);
    expect(isGrey(bytes('.5 .5 .4 rg 0 0 0 rg 0 0 9 9 re f'))).toBe(false);
    expect(isGrey(bytes('0 0 0 rg 1 0 0 RG 0 0 9 9 re S'))).toBe(false);
  });

  test('that is grey is written in one ink, and nothing else changes', () => {
    const grey = inOneInk(bytes('q .6 .6 .6 RG 1 1 1 rg 0 0 9 9 re B BT 0 0 0 rg (0 0 0 rg) Tj ET Q'));
    expect(new TextDecoder().decode(grey)).toBe('q 0.6 G 1 g 0 0 9 9 re B BT 0 g (0 0 0 rg) Tj ET Q');
  });
});

/** What Ghostscript measures of four inks, a row a page; null, with a printed line, where it is not installed. */
async function inksOf(file: Uint8Array): Promise<readonly (readonly number[])[] | null> {
  const folder = await mkdtemp(join(tmpdir(), 'briefs-grey-'));
  try {
    await writeFile(join(folder, 'a.pdf'), file);
    const measured = ['-q', '-o', '-', '-sDEVICE=inkcov', join(folder, 'a.pdf')];
    const { stdout } = await promisify(execFile)('gs', measured);
    return stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).slice(0, 4).map(Number));
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    process.stdout.write('gs is not installed: skipped\n');
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('products in black alone ask for no other ink', async () => {
  const { artefacts, messages } = await build(quietWorld(), {
    products: ['handout', 'booklet', 'brief'],
    formats: ['pdf'],
    grey: true,
  });
  expect(messages.filter(({ fatal }) => fatal !== false).map(formatMessage)).toEqual([]);
  expect(artefacts).toHaveLength(3);
  for (const { bytes: file } of artefacts)
    for (const [c, m, y, k] of (await inksOf(file)) ?? [[0, 0, 0, 1]]) {
      expect([c, m, y]).toEqual([0, 0, 0]);
      expect(k).toBeGreaterThan(0);
    }
});
