import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PDFDocument, PDFName } from 'pdf-lib';
import { check } from '../../pipeline/build.ts';
import { diskAt, realWorld } from '../../pipeline/disk.ts';
import type { PrintJob } from '../../pipeline/model.ts';
import { locateBrowser } from '../../pipeline/print/browser/locate.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { storeFictional } from './fictional.ts';
import { watchTree } from './process-tree.ts';
import { typstOf } from './typst.ts';

/** A program that makes PDFs: the command for one batch of documents, given by their names without extension. */
interface Peer {
  readonly name: string;
  /** Packages of npm that the bench installs; [] for a program of the system. */
  readonly packages: readonly string[];
  readonly commands: (names: readonly string[], at: Place) => readonly (readonly string[])[];
}
interface Place {
  readonly work: string;
  readonly packages: string;
  readonly browser: string;
}

const edition = '2025';
const program = (at: Place, path: string): string => join(at.packages, 'node_modules', path);
const peers: readonly Peer[] = [
  {
    name: 'WeasyPrint',
    packages: [],
    commands: (names, { work }) =>
      names.map((name) => ['weasyprint', '-q', join(work, `${name}.html`), join(work, `${name}.pdf`)]),
  },
  {
    name: 'pagedjs-cli',
    packages: ['pagedjs-cli'],
    commands: (names, at) =>
      names.map((name) => [
        process.execPath,
        program(at, 'pagedjs-cli/src/cli.js'),
        join(at.work, `${name}.html`),
        '--browserArgs',
        '--no-sandbox',
        '-o',
        join(at.work, `${name}.pdf`),
      ]),
  },
  {
    name: 'Vivliostyle',
    packages: ['@vivliostyle/cli'],
    commands: (names, at) =>
      names.map((name) => [
        process.execPath,
        program(at, '@vivliostyle/cli/dist/cli.js'),
        ...['build', join(at.work, `${name}.html`), '--single-doc', '--log-level', 'silent'],
        ...['--executable-browser', at.browser, '-o', join(at.work, `${name}.pdf`)],
      ]),
  },
  {
    name: 'Typst',
    packages: ['@myriaddreamin/typst-ts-node-compiler'],
    commands: (names, at) => [
      [process.execPath, join(import.meta.dirname, 'typst-batch.mjs'), at.packages, at.work, ...names],
    ],
  },
];

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs one command after the other. @throws Error with the end of what it said, when one fails. */
async function runAll(commands: readonly (readonly string[])[], at: Place): Promise<void> {
  for (const [command = '', ...args] of commands) {
    const child = spawn(command, args, {
      cwd: at.work,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PUPPETEER_EXECUTABLE_PATH: at.browser, PUPPETEER_SKIP_DOWNLOAD: '1' },
    });
    let told = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (told += data.toString()));
    const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
    const code = await new Promise<number | string>((resolve) => {
      child.on('error', (cause) => resolve(cause.message));
      child.on('close', (status, signal) => resolve(status ?? signal ?? 'lost'));
    });
    clearTimeout(timer);
    if (code !== 0) throw new Error(`${code}: ${told.trim().slice(-300)}`);
  }
}

/** Pages and tags of what a peer made. */
async function lookAt(work: string, names: readonly string[]): Promise<string> {
  const sizes: number[] = [];
  const pages: number[] = [];
  let tagged = 0;
  for (const name of names) {
    const bytes = await readFile(join(work, `${name}.pdf`));
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    sizes.push(bytes.length);
    pages.push(pdf.getPageCount());
    if (pdf.catalog.has(PDFName.of('StructTreeRoot'))) tagged++;
  }
  const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  return [
    (mean(sizes) / 1000).toFixed(0).padStart(8),
    mean(pages).toFixed(1).padStart(7),
    (tagged === names.length ? 'yes' : 'no').padStart(8),
  ].join('');
}

/** All documents by one peer in two processes at once. The bench itself is in the tree, but waits. */
async function measure(peer: Peer, names: readonly string[], at: Place): Promise<void> {
  if (peer.packages.length > 0) {
    const npm = ['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', at.packages];
    await runAll([[...npm, ...peer.packages]], at);
  }
  const halves = [0, 1].map((half) => names.filter((_, i) => i % 2 === half));
  const watch = watchTree(process.pid, 500);
  const start = performance.now();
  await Promise.all(halves.map((half) => runAll(peer.commands(half, at), at)));
  const wall = (performance.now() - start) / 1000;
  const cost = await watch.stop();
  // What the bench itself has used since it began is no cost of the peer's.
  const { system, user } = process.cpuUsage();
  const seconds = cost.seconds - (system + user) / 1e6;
  print(
    [
      peer.name.padEnd(14),
      (names.length / wall).toFixed(2).padStart(7),
      (seconds / names.length).toFixed(2).padStart(10),
      cost.megabytes.toFixed(0).padStart(10),
      await lookAt(at.work, names),
    ].join(''),
  );
}

async function writeAll(work: string, jobs: readonly PrintJob[]): Promise<readonly string[]> {
  const names = jobs.map((_, i) => `document-${i + 1}`);
  for (const [i, { body, lang, pageStyle, style, title }] of jobs.entries()) {
    const head = `<meta charset="utf-8"><title>${title}</title><style>${style}</style><style>${pageStyle}</style>`;
    const html = `<!doctype html><html lang="${lang}"><head>${head}</head><body>${body}</body></html>`;
    await writeFile(join(work, `${names[i] ?? ''}.html`), html);
    await writeFile(join(work, `${names[i] ?? ''}.typ`), typstOf(body, title));
  }
  return names;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { size: { type: 'string', default: '12' }, peer: { type: 'string', multiple: true } },
  });
  const folder = await mkdtemp(join(tmpdir(), 'briefs-peers-'));
  const at: Place = {
    work: join(folder, 'work'),
    packages: join(folder, 'packages'),
    browser: (await locateBrowser(realWorld(folder, process.env, { note: () => undefined }, process))).path,
  };
  try {
    for (const one of [at.work, at.packages]) await mkdir(one);
    await writeFile(join(at.packages, 'package.json'), '{"private":true}');
    const index = { seed: 1, size: Number(values.size), editions: [edition], narratives: true };
    await storeFictional(diskAt(folder), await fictionalIndex(index));
    const world = realWorld(folder, process.env, { note: () => undefined }, process);
    const { documents } = await check(world, { products: ['brief'] });
    const names = await writeAll(
      at.work,
      documents.map((one) => one.print),
    );
    print(
      'peer         docs/s  CPU s/doc  peak MB  kB/PDF  pages  tagged   (two processes at once, commands cold)',
    );
    for (const peer of peers) {
      if (values.peer && !values.peer.includes(peer.name)) continue;
      for (const file of await readdir(at.work)) if (file.endsWith('.pdf')) await rm(join(at.work, file));
      await measure(peer, names, at).catch((cause: unknown) => {
        print(`${peer.name.padEnd(14)} does not run here: ${cause instanceof Error ? cause.message : ''}`);
      });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
