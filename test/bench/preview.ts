import { performance } from 'node:perf_hooks';
import { resolve } from 'node:path';
import { diskAt } from '../../pipeline/disk.ts';
import { textOf, utf8 } from '../support/scratch.ts';
import { editableProject, previewOf, readersBrowser, settled } from '../support/preview.ts';

const usage = `Usage: node --import tsx test/bench/preview.ts [FOLDER [FILE]]
Edits a score of PER in a project and measures, in a browser, how long the new picture takes to be seen. Without FOLDER
a copy of this project is edited; FILE is a table of scores, such as data/scores/2025.csv.
`;
const edits = 15;

/** The value in the middle, and the largest. */
function spread(values: readonly number[]): string {
  const sorted = values.map(Math.round).sort((a, b) => a - b);
  return `median ${sorted[Math.floor(sorted.length / 2)] ?? 0} ms, least ${sorted[0] ?? 0}, most ${sorted.at(-1) ?? 0}`;
}

/** Edits one score again and again; the first three edits only warm the machine. */
async function main(): Promise<number> {
  const [folder, file = 'data/scores/2023.csv'] = process.argv.slice(2);
  if (folder?.startsWith('-')) {
    process.stderr.write(usage);
    return 2;
  }
  const own = folder === undefined ? await editableProject() : null;
  const project = own ?? diskAt(resolve(folder ?? '.'));
  const table = (await textOf(project, file)) ?? '';
  const [preview, browser] = await Promise.all([previewOf(project, 'PER'), readersBrowser()]);
  const web: number[] = [];
  const pdf: number[] = [];
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 860 });
    await page.goto(preview.address);
    for (let i = 0; i < edits + 3; i++) {
      await settled(page);
      await new Promise((later) => setTimeout(later, 500));
      const seen = await page.evaluate(() =>
        ['html-place', 'pdf-place'].map((id) => document.getElementById(id)?.dataset.shown ?? ''),
      );
      const start = performance.now();
      await project.write(file, utf8(table.replace(/^PER,[^,]+/m, `PER,${i % 2 === 0 ? '6.50' : '7.50'}`)));
      const times: number[] = [];
      for (const [place, id] of ['html-place', 'pdf-place'].entries()) {
        await page.waitForFunction(
          (name: string, old: string) => document.getElementById(name)?.dataset.shown !== old,
          { polling: 10 },
          id,
          seen[place] ?? '',
        );
        times.push(performance.now() - start);
      }
      const [html = 0, print = 0] = times;
      if (i < 3) continue;
      web.push(html);
      pdf.push(print);
    }
  } finally {
    await project.write(file, utf8(table));
    await Promise.all([browser.close(), preview.close()]);
    await own?.remove();
  }
  process.stdout.write(`one edited score to the picture, ${edits} edits\n`);
  process.stdout.write(`web page  ${spread(web)}\nPDF       ${spread(pdf)}\n`);
  return 0;
}

process.exitCode = await main();
