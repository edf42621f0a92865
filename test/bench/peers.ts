import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { realWorld } from '../../pipeline/disk.ts';
import { locateBrowser } from '../../pipeline/print/browser/locate.ts';
import { briefsCommand } from '../support/commands.ts';
import { lookAt, storeIndex, writeBriefs, type Made } from './peer-briefs.ts';
import { own, peers, type Brief, type Peer, type Place } from './peer-programs.ts';
import { childSeconds, watchTree, type Cost } from './process-tree.ts';

/** One run of one peer over all documents. */
interface Turn {
  readonly pace: number;
  readonly seconds: number;
  readonly megabytes: number;
}
/** What a peer has done so far; `fault` is why it does not run here. */
interface Entry {
  readonly peer: Peer;
  readonly turns: Turn[];
  made?: Made;
  fault?: string;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs one command after the other, and tells what they cost with all that they started. @throws Error with the end of what it said, when one fails. */
async function runAll(commands: readonly (readonly string[])[], at: Place): Promise<Cost> {
  let megabytes = 0;
  let seconds = 0;
  for (const [command = '', ...args] of commands) {
    const child = spawn(command, args, {
      cwd: at.work,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PUPPETEER_EXECUTABLE_PATH: at.browser, PUPPETEER_SKIP_DOWNLOAD: '1' },
    });
    const watch = watchTree(child.pid ?? 0);
    let told = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (told += data.toString()));
    const timer = setTimeout(() => child.kill('SIGKILL'), 900_000);
    const code = await new Promise<number | string>((resolve) => {
      child.on('error', (cause) => resolve(cause.message));
      child.on('close', (status, signal) => resolve(status ?? signal ?? 'lost'));
    });
    clearTimeout(timer);
    const cost = await watch.stop();
    megabytes = Math.max(megabytes, cost.megabytes);
    seconds += cost.seconds;
    if (code !== 0) throw new Error(`${code}: ${told.trim().slice(-300)}`);
  }
  return { megabytes, seconds };
}

async function install(packages: readonly string[], at: Place): Promise<void> {
  const npm = ['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', at.packages];
  if (packages.length > 0) await runAll([[...npm, ...packages]], at);
}

/** All documents by one peer, cold: from the start of its commands to the end of the last. */
async function takeTurn(peer: Peer, briefs: readonly Brief[], at: Place): Promise<Turn> {
  for (const brief of briefs) await rm(peer.pdf(brief, at), { force: true });
  const before = await childSeconds();
  const start = performance.now();
  const costs = await Promise.all(peer.runs(briefs, at).map((commands) => runAll(commands, at)));
  const wall = (performance.now() - start) / 1000;
  // What was looked at misses the end of a process, what was waited for misses one that was left behind.
  const seen = costs.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    pace: briefs.length / wall,
    seconds: Math.max(seen, (await childSeconds()) - before) / briefs.length,
    megabytes: costs.reduce((sum, one) => sum + one.megabytes, 0),
  };
}

const columns = [
  ['peer', -13],
  ['docs/s', 8],
  ['briefs/peer', 13],
  ['CPU s/doc', 11],
  ['cores', 7],
  ['peak MB', 9],
  ['kB/PDF', 8],
  ['pages', 7],
  ['tagged', 8],
  ['claims', 12],
] as const;
const line = (cells: readonly string[]): string =>
  columns
    .map(([, width], i) => (width < 0 ? (cells[i] ?? '').padEnd(-width) : (cells[i] ?? '').padStart(width)))
    .join('');

/** The best turn of each counts, and of the ratio the median of the rounds: in a round both ran right after each other. On a busy machine who has more threads gets more of it: `cores` is what each got, and only CPU seconds compare where these differ. */
function tell({ peer, turns, made, fault }: Entry, ours: readonly Turn[]): string {
  if (!made || fault !== undefined) return `${peer.name.padEnd(14)} does not run here: ${fault ?? ''}`;
  const ratios = turns.map(({ pace }, i) => (ours[i]?.pace ?? NaN) / pace).sort((a, b) => a - b);
  return line([
    peer.name,
    Math.max(...turns.map(({ pace }) => pace)).toFixed(2),
    (ratios[Math.floor((ratios.length - 1) / 2)] ?? NaN).toFixed(2),
    Math.min(...turns.map(({ seconds }) => seconds)).toFixed(2),
    Math.max(...turns.map(({ pace, seconds }) => pace * seconds)).toFixed(2),
    Math.max(...turns.map(({ megabytes }) => megabytes)).toFixed(0),
    made.kilobytes.toFixed(0),
    made.pages.toFixed(1),
    made.isTagged ? 'yes' : 'no',
    made.claims,
  ]);
}

/** The pipeline and its peers by turns; a peer that fails once is left out from then on. */
async function compare(
  wanted: readonly Peer[],
  rounds: number,
  briefs: readonly Brief[],
  at: Place,
): Promise<void> {
  const ours: Entry = { peer: own, turns: [] };
  const entries: readonly Entry[] = [ours, ...wanted.map((peer) => ({ peer, turns: [] }))];
  const attempt = (entry: Entry, action: () => Promise<void>): Promise<void> =>
    action().catch((cause: unknown) => {
      entry.fault = cause instanceof Error ? cause.message : String(cause);
    });
  for (const entry of entries) await attempt(entry, () => install(entry.peer.packages, at));
  for (let round = 1; round <= rounds; round++) {
    for (const entry of entries.filter(({ fault }) => fault === undefined)) {
      await attempt(entry, async () => {
        entry.turns.push(await takeTurn(entry.peer, briefs, at));
        entry.made ??= await lookAt(entry.peer, briefs, at);
      });
      const { pace = NaN, seconds = NaN } = entry.turns.at(-1) ?? {};
      process.stderr.write(
        `round ${round}: ${entry.peer.name} ${pace.toFixed(2)} docs/s, ${seconds.toFixed(2)} CPU s/doc\n`,
      );
    }
  }
  print(`${briefs.length} briefs, two processes at once, commands cold, best of ${rounds} rounds by turns`);
  print(line(columns.map(([name]) => name)));
  for (const entry of entries) print(tell(entry, ours.turns));
}

const usage = `Usage: node --import tsx test/bench/peers.ts [--peers NAME,…] [--size N] [--rounds N] [--keep FOLDER]
Peers, each beside the pipeline: ${peers.map(({ name }) => name).join(', ')}; a name may be its beginning.
--keep uses a folder that does not exist yet, and leaves all documents there.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: '12' },
      rounds: { type: 'string', default: '2' },
      peers: { type: 'string', default: '' },
      keep: { type: 'string' },
    },
  });
  const names = values.peers.toLowerCase().split(',');
  const matches = ({ name }: Peer, start: string): boolean => name.toLowerCase().startsWith(start);
  if (names.some((start) => !peers.some((peer) => matches(peer, start)))) {
    process.stderr.write(usage);
    return 2;
  }
  const wanted = peers.filter((peer) => names.some((start) => matches(peer, start)));
  const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'briefs-peers-')));
  const project = join(folder, 'project');
  const places = { project, work: join(folder, 'work'), packages: join(folder, 'packages') };
  try {
    for (const one of Object.values(places)) await mkdir(one, { recursive: true });
    await writeFile(join(places.packages, 'package.json'), '{"private":true}');
    await storeIndex(project);
    const browser = await locateBrowser(realWorld(project, process.env, { note: () => undefined }, process));
    const { briefs, all } = await writeBriefs(places, Number(values.size));
    const at: Place = { ...places, browser: browser.path, all };
    // Subsets of the fonts and the browser's unpacking are done once on a machine.
    await runAll([[...briefsCommand, 'check', '--project', project]], at);
    await compare(wanted, Number(values.rounds), briefs, at);
  } finally {
    if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
  }
  return 0;
}

process.exitCode = await main();
