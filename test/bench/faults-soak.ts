import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { diskAt, type Disk } from '../../pipeline/disk.ts';
import { readManifest, sha256 } from '../../pipeline/manifest.ts';
import { briefsCommand } from '../support/commands.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { chanceOf } from '../support/seeded-random.ts';
import { storeFictional } from './fictional.ts';
import { living, treeOf } from './living.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** What an editor may leave at the end of a narrative. */
const mistakes = [
  '::pulquote{}',
  '<script>alert(1)</script>',
  '[more](javascript:alert(1))',
  '![map](Map.PNG)',
];

type Files = Readonly<Record<string, string>>;

/** The same data with a mistake in the narrative of one country in ten, and the paths of these narratives by code. */
function spoilt(files: Files): { readonly files: Files; readonly bad: ReadonlyMap<string, string> } {
  const paths = Object.keys(files).filter((path) => path.includes('/narratives/'));
  const codes = [...new Set(paths.map((path) => path.replace(/.*\/([A-Z]{3})\..*/, '$1')))].sort();
  const bad = new Map<string, string>();
  const changed: Record<string, string> = { ...files };
  codes.forEach((iso3, i) => {
    if (i % 10 !== 4) return;
    const own = paths.filter((path) => path.includes(`/${iso3}.`));
    const path = own[i % own.length] ?? '';
    changed[path] = `${files[path] ?? ''}\n${mistakes[bad.size % mistakes.length] ?? ''}\n`;
    bad.set(iso3, path);
  });
  return { files: changed, bad };
}

interface Ended {
  readonly code: number;
  readonly err: string;
  readonly killed: number;
}

/** Runs `briefs build` on a project; with `seed`, a process of its browsers is killed every two to ten seconds. */
async function build(
  folder: string,
  cache: string,
  args: readonly string[],
  seed: number | null,
): Promise<Ended> {
  const [node, ...program] = briefsCommand;
  const child = spawn(node, [...program, 'build', '--format', 'pdf', '--project', folder, ...args], {
    env: { ...process.env, XDG_CACHE_HOME: cache },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let done = 0;
  let killed = 0;
  let err = '';
  let next = 0;
  const stops = [50, 250, 500, 1000, 1500, 2000];
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  child.stdout.on('data', (data: Buffer) => {
    done += data.toString().split('.pdf\n').length - 1;
    if (seed === null || done < (stops[next] ?? Infinity)) return;
    next++;
    void living().then((all) => {
      const tree = treeOf(child.pid ?? 0, all);
      const own = all.find(({ pid }) => pid === child.pid)?.megabytes ?? 0;
      const sum = tree.reduce((total, { megabytes }) => total + megabytes, 0);
      print(
        `  document ${done}: node ${own.toFixed(0)} MB, all ${tree.length} processes ${sum.toFixed(0)} MB, ${killed} killed`,
      );
    });
  });
  let timer: NodeJS.Timeout | undefined;
  if (seed !== null) {
    const chance = chanceOf(seed, 'kills');
    const strike = async (): Promise<void> => {
      const browsers = treeOf(child.pid ?? 0, await living()).filter(({ line }) => line.includes('chromium'));
      if (browsers.length > 0 && done > 0) {
        process.kill(chance.pick(browsers).pid, 'SIGKILL');
        killed++;
      }
      timer = setTimeout(() => void strike().catch(() => undefined), 2000 + chance.below(8000));
    };
    timer = setTimeout(() => void strike().catch(() => undefined), 5000);
  }
  const code = await new Promise<number>((resolve) => child.on('close', (one) => resolve(one ?? -1)));
  clearTimeout(timer);
  return { code, err, killed };
}

async function hashesOf(disk: Disk): Promise<ReadonlyMap<string, string>> {
  const paths = (await disk.list('')).filter((path) => path.endsWith('.pdf'));
  const hashes = new Map<string, string>();
  for (const path of paths) hashes.set(path, sha256(await disk.read(path)));
  return hashes;
}

/** Prints a line for a fact, and whether it is as it should be. */
function hold(what: string, isRight: boolean): boolean {
  print(`${isRight ? 'ok   ' : 'WRONG'}  ${what}`);
  return isRight;
}

/**
 * About 2,000 documents in one run whose browsers are killed at random, with a mistake in one narrative of one country in
 * ten. `--size` countries, `--seed` of the kills, `--sample` countries that are made again undisturbed.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: '193' },
      seed: { type: 'string', default: '1' },
      sample: { type: 'string', default: '20' },
    },
  });
  const root = await mkdtemp(join(tmpdir(), 'briefs-soak-'));
  try {
    const editions = ['2019', '2021', '2023', '2025'];
    const whole = await fictionalIndex({ seed: 1, editions, size: Number(values.size), narratives: true });
    const { files, bad } = spoilt(whole);
    const [soaked, calm, cache] = ['soaked', 'calm', 'cache'].map((name) => join(root, name)) as [
      string,
      string,
      string,
    ];
    await storeFictional(diskAt(soaked), files);
    await storeFictional(diskAt(calm), whole);
    const codes = [
      ...new Set(Object.keys(whole).flatMap((path) => /\/([A-Z]{3})\.en\.md$/.exec(path)?.[1] ?? [])),
    ];
    const good = codes.filter((iso3) => !bad.has(iso3)).sort();

    print(`Disturbed: ${codes.length} countries, ${bad.size} of them with a mistake, seed ${values.seed}`);
    const begin = performance.now();
    const run = await build(soaked, cache, ['--jobs', '2'], Number(values.seed));
    const seconds = (performance.now() - begin) / 1000;
    const made = await hashesOf(diskAt(join(soaked, 'output')));
    print(`  ${made.size} documents in ${seconds.toFixed(0)} s, ${run.killed} processes of browsers killed`);

    const each = Math.max(1, Math.floor(good.length / Number(values.sample)));
    const sample = good.filter((_, i) => i % each === 0).slice(0, Number(values.sample));
    print(`Undisturbed: ${sample.length} countries without a mistake`);
    const calmRun = await build(calm, cache, sample, null);
    const wanted = await hashesOf(diskAt(join(calm, 'output')));

    const expected = good.length * editions.length * 3;
    const different = [...wanted].filter(([path, hash]) => made.get(path) !== hash).map(([path]) => path);
    const unnamed = [...bad.values()].filter(
      (path) => !new RegExp(`^${path}:\\d+:\\d+  error`, 'm').test(run.err),
    );
    const manifest = await readManifest(diskAt(join(soaked, 'output')));
    const entries = [...(manifest?.values() ?? [])].flatMap(({ outputs }) => outputs);
    const left = [...(await diskAt(soaked).list('')), ...(await diskAt(cache).list(''))].filter((path) =>
      /(^|\/)\.|profiles\/|unpacking\//.test(path),
    );
    const alive = (await living()).filter(({ line }) => line.includes(root) && !line.includes('faults-soak'));
    return [
      hold(`exit code ${run.code} tells of mistakes of the content`, run.code === 1),
      hold(`${made.size} of ${expected} good documents are there`, made.size === expected),
      hold(
        `${wanted.size - different.length} of ${wanted.size} of the sample have the bytes of an undisturbed run`,
        calmRun.code === 0 && wanted.size > 0 && different.length === 0,
      ),
      hold(
        `${bad.size - unnamed.length} of ${bad.size} mistakes are told with file, line and column`,
        unnamed.length === 0,
      ),
      hold(
        `${entries.length} entries of the manifest agree with the disk`,
        entries.length === made.size && entries.every(({ path, sha256: hash }) => made.get(path) === hash),
      ),
      hold(`${left.length} files left over ${left.slice(0, 3).join(' ')}`, left.length === 0),
      hold(`${alive.length} processes left over`, alive.length === 0),
    ].every(Boolean)
      ? 0
      : 1;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

process.exitCode = await main();
