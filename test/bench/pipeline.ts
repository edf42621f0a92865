import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { diskAt } from '../../pipeline/disk.ts';
import { briefsCommand } from '../support/commands.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { printBare } from './bare.ts';
import { storeFictional } from './fictional.ts';
import { watchTime, watchTree } from './process-tree.ts';

const edition = '2025';

interface Run {
  /** From the start of the command to its end. */
  readonly wall: number;
  /** CPU seconds of all its processes. */
  readonly seconds: number;
  /** The most memory that they held at once; 0 for a run that was not watched. */
  readonly megabytes: number;
}

/**
 * Runs `briefs` as a command of its own, cold. Whoever is `watched` is not timed: a look at the memory of a browser stops
 * it for a tenth of a second.
 */
async function run(folder: string, args: readonly string[], isWatched = false): Promise<Run> {
  const [node, ...program] = briefsCommand;
  const start = performance.now();
  const child = spawn(node, [...program, ...args, '--project', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const watch = (isWatched ? watchTree : watchTime)(child.pid ?? 0);
  let told = '';
  child.stdout.on('data', (data: Buffer) => (told += data.toString()));
  child.stderr.on('data', (data: Buffer) => (told += data.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const wall = (performance.now() - start) / 1000;
  const { megabytes, seconds } = await watch.stop();
  if (code !== 0) throw new Error(`briefs ${args.join(' ')} ended with ${code}:\n${told.slice(0, 2000)}`);
  return { wall, seconds, megabytes };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Sizes of the PDFs below a folder, in bytes. */
async function sizesIn(folder: string): Promise<readonly number[]> {
  const files = await readdir(folder, { recursive: true });
  const pdfs = files.filter((file) => file.endsWith('.pdf'));
  return Promise.all(pdfs.map(async (file) => (await stat(join(folder, file))).size));
}

/** The lower one of two in the middle. */
function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}

/** The bare browser and the whole pipeline on the same documents, by turns: medians, and of the ratios of each turn the median. */
async function compare(size: number, products: readonly string[], rounds: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'briefs-bench-'));
  await storeFictional(
    diskAt(folder),
    await fictionalIndex({ seed: 1, size, editions: [edition], narratives: true }),
  );
  // Subsets of the fonts and the browser's unpacking are done once on a machine.
  await run(folder, ['check']);
  const bare: Awaited<ReturnType<typeof printBare>>[] = [];
  const runs: Run[] = [];
  const build = ['build', '--edition', edition, '--product', products.join(','), '--format', 'pdf'];
  while (runs.length < rounds) {
    bare.push(await printBare(folder, { editions: [edition], products }, 2));
    runs.push(await run(folder, [...build, '--force']));
  }
  const { megabytes } = await run(folder, [...build, '--force'], true);
  const count = size * products.length;
  const paces = runs.map(({ wall }) => count / wall);
  const costs = runs.map(({ seconds }) => seconds / count);
  const sizes = await sizesIn(join(folder, 'output'));
  print(
    [
      String(count).padStart(9),
      median(bare.map(({ pace }) => pace))
        .toFixed(1)
        .padStart(8),
      median(paces).toFixed(1).padStart(10),
      median(bare.map(({ pace }, i) => (paces[i] ?? NaN) / pace))
        .toFixed(2)
        .padStart(7),
      median(bare.map(({ warmPace }) => warmPace))
        .toFixed(1)
        .padStart(10),
      (1000 * median(bare.map(({ seconds }) => seconds))).toFixed(0).padStart(9),
      (1000 * median(costs)).toFixed(0).padStart(10),
      median(bare.map(({ seconds }, i) => seconds / (costs[i] ?? NaN)))
        .toFixed(2)
        .padStart(7),
      megabytes.toFixed(0).padStart(9),
      (sizes.reduce((sum, one) => sum + one, 0) / sizes.length / 1000).toFixed(0).padStart(8),
    ].join(''),
  );
  return folder;
}

/** One half point more or less for one indicator of Peru. */
async function editScore(folder: string): Promise<void> {
  const path = join(folder, `data/scores/${edition}.csv`);
  const text = await readFile(path, 'utf8');
  await writeFile(
    path,
    text.replace(/^PER,([\d.]+)/m, (_, score: string) => {
      return `PER,${(Number(score) < 5 ? Number(score) + 0.5 : Number(score) - 0.5).toFixed(2)}`;
    }),
  );
}

/** One command a few times: a machine that others use too makes single ones longer by a half. */
async function repeat(once: () => Promise<Run>): Promise<readonly Run[]> {
  const runs: Run[] = [];
  while (runs.length < 7) runs.push(await once());
  return runs;
}

function secondsOf(runs: readonly Run[]): string {
  const walls = runs.map(({ wall }) => wall);
  return `${Math.min(...walls).toFixed(2)} s, half of ${walls.length} runs within ${median(walls).toFixed(2)} s`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '1,12,48,193' },
      products: { type: 'string', default: 'brief' },
      rounds: { type: 'string', default: '3' },
    },
  });
  print(
    'Documents a second, and CPU milliseconds a document; browsers and commands cold, start and check included. Warm: from when\n' +
      'as many are printed as there are bare browsers.\n' +
      'documents    bare  pipeline  ratio bare warm bare CPU       CPU  ratio  peak MB  kB/PDF',
  );
  const folders: string[] = [];
  const sizes = values.sizes.split(',').map(Number);
  try {
    for (const size of sizes)
      folders.push(await compare(size, values.products.split(','), Number(values.rounds)));
    const whole = folders.at(-1) ?? '';
    const same = ['build', '--edition', edition, '--product', 'brief'];
    await run(whole, same);
    print(`nothing changed: ${secondsOf(await repeat(() => run(whole, same)))}`);
    // The published means of an index that lacks countries would contradict the score.
    if (sizes.at(-1) === 193) {
      const args = ['PER', '--edition', edition, '--product', 'brief', '--format', 'pdf'];
      const edited = await repeat(async () => {
        await editScore(whole);
        return run(whole, ['build', ...args]);
      });
      print(`one edited score, the new PDF of Peru: ${secondsOf(edited)}`);
    }
  } finally {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
}

await main();
