import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { diskAt } from '../../pipeline/disk.ts';
import { briefsCommand } from '../support/commands.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { storeFictional } from './fictional.ts';

/** One run of `briefs check` as a command of its own: seconds from start to end, and the most memory it held, in MB. */
interface Run {
  readonly seconds: number;
  readonly megabytes: number;
}

/** The most memory a process has held so far, from the kernel; 0 where /proc does not tell. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

async function runCheck(folder: string, cache: string): Promise<Run> {
  const [node, ...program] = briefsCommand;
  const start = performance.now();
  const child = spawn(node, [...program, 'check', '--project', folder], {
    env: { ...process.env, XDG_CACHE_HOME: cache },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (data: Buffer) => (complaints += data.toString()));
  let megabytes = 0;
  const watch = setInterval(() => {
    void peakOf(child.pid ?? 0).then((peak) => (megabytes = Math.max(megabytes, peak)));
  }, 20);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`check ended with ${code}:\n${complaints}`);
  return { seconds: (performance.now() - start) / 1000, megabytes };
}

/** The middle one of an odd number of figures. */
function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
}

/** Times `check` for indexes of several sizes, in three editions, each with and without narratives in the last. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '5' },
      sizes: { type: 'string', default: '1,12,48,193' },
    },
  });
  const root = await mkdtemp(join(tmpdir(), 'briefs-bench-'));
  const print = (...cells: readonly (string | number)[]): void => {
    process.stdout.write(`${cells.map((cell) => String(cell).padStart(12)).join('')}\n`);
  };
  const row = async (size: number, what: string, times: number, once: () => Promise<Run>): Promise<void> => {
    const runs: Run[] = [];
    while (runs.length < times) runs.push(await once());
    const peak = Math.max(...runs.map(({ megabytes }) => megabytes));
    print(size, what, median(runs.map(({ seconds }) => seconds)).toFixed(2), peak.toFixed(0));
  };
  try {
    print('countries', 'narratives', 'seconds', 'MB');
    for (const size of values.sizes.split(',').map(Number)) {
      for (const narratives of [false, true]) {
        const folder = join(root, `${size}-${narratives}`);
        const cache = join(root, `cache-${size}-${narratives}`);
        const files = await fictionalIndex({ seed: 1, size, narratives, narrated: ['2025'] });
        await storeFictional(diskAt(folder), files);
        // The subsets of the fonts are made once on a machine, and not timed.
        await runCheck(folder, cache);
        const times = Number(values.runs);
        if (!narratives) await row(size, 'none', times, () => runCheck(folder, cache));
        else {
          await row(size, 'new', times, async () => {
            await rm(join(cache, 'country-briefs', 'chapters'), { recursive: true, force: true });
            return runCheck(folder, cache);
          });
          await row(size, 'known', times, () => runCheck(folder, cache));
        }
      }
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

await main();
