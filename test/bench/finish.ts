import { parseArgs } from 'node:util';
import { ParseSpeeds, PDFDocument } from 'pdf-lib';
import { check } from '../../pipeline/build.ts';
import { realWorld } from '../../pipeline/disk.ts';
import { markArtifacts } from '../../pipeline/finish/artifacts.ts';
import { finish } from '../../pipeline/finish/finish.ts';
import { joinText } from '../../pipeline/finish/joined-text.ts';
import { preflight } from '../../pipeline/finish/preflight.ts';
import { scanPage } from '../../pipeline/finish/preflight/scan.ts';
import { pack } from '../../pipeline/finish/pack.ts';
import { saveDocument } from '../../pipeline/finish/save.ts';
import { contentIn } from '../../pipeline/finish/streams.ts';
import { dictEntry, name } from '../../pipeline/finish/tree.ts';
import { openWidths } from '../../pipeline/finish/widths.ts';
import { lackOf } from '../../pipeline/finish/written.ts';
import type { Document, Printed } from '../../pipeline/model.ts';
import { openPrinter } from '../../pipeline/print/print.ts';

const line = (...cells: readonly string[]): void => {
  const [first = '', ...rest] = cells;
  process.stdout.write(`${first.padEnd(28)}${rest.map((cell) => cell.padStart(12)).join('')}\n`);
};

/** The work on one print, taken apart; `finish` is all of it, with the rules, and `preflight` reads the file anew. */
async function stepsOf(
  document: Document,
  printed: Printed,
): Promise<Readonly<Record<string, () => unknown>>> {
  const load = (bytes: Uint8Array): Promise<PDFDocument> =>
    PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const pdf = await load(printed.pdf);
  const { context } = pdf;
  const widthsOf = openWidths(context);
  const read = (): Uint8Array[] =>
    pdf.getPages().map(({ node }) => contentIn(context, node.get(name('Contents'))));
  const widths = pdf.getPages().map(({ node }) => widthsOf(dictEntry(context, node, 'Resources')));
  const join = (pages: readonly Uint8Array[]): Uint8Array[] =>
    pages.map((content, i) => joinText(content, widths[i] ?? (() => null)));
  const mark = (pages: readonly Uint8Array[]): Uint8Array[] =>
    pages.map((content) => markArtifacts(content, new Set(), 842));
  const raw = read();
  const joined = join(raw);
  const marked = mark(joined);
  const { bytes } = (await finish(document, printed)).artefact;
  const { context: finished } = await load(bytes);
  const saved = saveDocument(finished);
  return {
    'load the print': () => load(printed.pdf),
    'unpack pages': read,
    'join text': () => join(raw),
    'mark artifacts': () => mark(joined),
    'pack pages': () => marked.map(pack),
    'save the file': () => saveDocument(finished),
    'hold it against the bytes': () => lackOf(saved, finished),
    'scan for the rules': () => marked.map((page) => scanPage(page)),
    'finish, all of it': () => finish(document, printed),
    'preflight of the file': () => preflight(bytes, { trim: document.trim }),
  };
}

/** Prints each document of a project once and times the steps of finishing it: all steps in turn, the middle of N rounds. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      project: { type: 'string', default: '.' },
      runs: { type: 'string', default: '40' },
      documents: { type: 'string', default: '2' },
    },
  });
  const world = realWorld(values.project, process.env, { note: () => undefined }, process);
  const { documents } = await check(world);
  const printer = await openPrinter(world, { jobs: 1 });
  try {
    for (const document of documents.slice(0, Number(values.documents))) {
      const { printed } = await printer.print(document);
      if (!printed) throw new Error(`${document.path} was not printed`);
      const steps = await stepsOf(document, printed);
      const times = new Map<string, number[]>(Object.keys(steps).map((step) => [step, []]));
      for (let run = 0; run < Number(values.runs); run++) {
        for (const [step, work] of Object.entries(steps)) {
          const start = performance.now();
          await work();
          times.get(step)?.push(performance.now() - start);
        }
      }
      const { artefact, messages } = await finish(document, printed);
      line(document.path.replace(/^.*\//, ''), 'median ms', 'best tenth');
      for (const [step, list] of times) {
        list.sort((a, b) => a - b);
        const at = (share: number): string => (list[Math.floor(list.length * share)] ?? 0).toFixed(2);
        line(`  ${step}`, at(0.5), at(0.1));
      }
      line('  bytes printed, finished', String(printed.pdf.length), String(artefact.bytes.length));
      line('  messages', String(messages.length));
    }
  } finally {
    await printer.close();
  }
}

await main();
