import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { describePdf } from '../../pipeline/finish/describe.ts';
import { finish } from '../../pipeline/finish/finish.ts';
import { printSample, type PrintedSample } from '../support/printed-sample.ts';

const run = promisify(execFile);
let sample: PrintedSample;
beforeAll(async () => {
  sample = await printSample();
});

/** Runs a program of another hand over the finished sample; null, with a line that says so, where it is not installed. */
async function foreign(command: string, ...args: readonly string[]): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'briefs-'));
  const file = join(folder, 'sample.pdf');
  await writeFile(file, sample.finished.artefact.bytes);
  try {
    const { stdout, stderr } = await run(command, [...args, file]);
    return stdout + stderr;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      process.stdout.write(`skipped: ${command} is not installed\n`);
      return null;
    }
    throw cause;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('finish', () => {
  test('a print in another size is not cut to its own', async () => {
    const { document, printed } = sample;
    const { messages } = await finish({ ...document, trim: { width: 148, height: 210 } }, printed);
    expect(messages.map(({ reason }) => reason)).toEqual([
      'Unexpected page of 210 x 297 mm, expected 148 x 210 mm',
    ]);
  });

  test('has nothing to say about a good print', () => {
    expect(sample.finished.messages.map(({ reason }) => reason)).toEqual([]);
  });

  test('describes the sample as it did before', async () => {
    await expect(await describePdf(sample.finished.artefact.bytes)).toMatchFileSnapshot(
      'sample.described.txt',
    );
  });

  test('gives the same bytes for the same print', async () => {
    const again = await finish(sample.document, sample.printed);
    expect(Buffer.compare(again.artefact.bytes, sample.finished.artefact.bytes)).toBe(0);
  });

  test('refuses a structure that does not follow the page', async () => {
    const elements = sample.printed.elements.slice(1);
    const { messages } = await finish(sample.document, { ...sample.printed, elements });
    expect(messages.map(({ ruleId }) => ruleId)).toContain('structure-differs');
  });

  test('is sound for qpdf', async () => {
    const said = await foreign('qpdf', '--check');
    if (said !== null) expect(said).toContain('No syntax or stream encoding errors found');
  });

  test('shows poppler the structure, languages and alternatives', async () => {
    const said = await foreign('pdfinfo', '-struct-text');
    if (said === null) return;
    expect(said).not.toMatch(/Error/);
    expect(said).toMatch(/Table[\s\S]*TH[\s\S]*"First"[\s\S]*TD[\s\S]*"7.00"/);
  });

  test('gives pdf.js outline, page labels, attachment and tags', async () => {
    const { getDocument } = await import('../support/pdfjs.ts');
    const task = getDocument({ data: sample.finished.artefact.bytes.slice(), verbosity: 0 });
    const pdf = await task.promise;
    expect((await pdf.getOutline()).map(({ title }) => title)).toEqual(['Sample']);
    expect(await pdf.getPageLabels()).toEqual(['1', '2', '3']);
    expect(Object.keys((await pdf.getAttachments()) as object)).toEqual(['figures.json']);
    const tree = JSON.stringify(await (await pdf.getPage(1)).getStructTree());
    expect(tree).toContain('"alt":"A triangle. Its sides are equal."');
    expect(tree).toContain('"lang":"es"');
    const annotations = await (await pdf.getPage(1)).getAnnotations();
    expect(annotations.length).toBe(3);
    await task.destroy();
  });
});
