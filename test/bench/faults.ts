import { brotliCompressSync } from 'node:zlib';
import { write } from '../../pipeline/build.ts';
import type { Disk } from '../../pipeline/disk.ts';
import { unpackBrowser } from '../../pipeline/print/browser/unpack.ts';
import { fictionalProject } from '../faults/fictional-project.ts';
import { filesOn, strikeAll, undisturbed, type Files, type Place, type Trial } from '../faults/trials.ts';
import { tarOf } from '../support/archive.ts';
import { faults, type Fault } from '../support/failing-disk.ts';
import { memoryDisk } from '../support/memory-world.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

let all = 0;
let bad = 0;

/** Strikes each operation with each fault, once and from then on, and prints what was found. */
async function strike(
  trial: Trial,
  files: Files,
  place: Place,
  kinds: readonly Fault[] = faults,
): Promise<void> {
  if (!trial.name.startsWith(process.argv[2] ?? '')) return;
  for (const fault of kinds) {
    const { count, wrong } = await strikeAll(trial, () => Promise.resolve(memoryDisk(files)), place, [fault]);
    all += count;
    bad += wrong.length;
    print(`${trial.name}, ${place}, ${fault}: ${count} faults injected, ${wrong.length} wrong`);
    for (const line of wrong.slice(0, 5)) print(`  ${line}`);
  }
}

/** A package with a program of a few letters in place of the browser. */
const pack = new Map([
  ['@sparticuz/chromium/package.json', utf8('{"version":"9.8.7"}')],
  ['@sparticuz/chromium/bin/chromium.br', brotliCompressSync('the program')],
  [
    '@sparticuz/chromium/bin/al2023.tar.br',
    brotliCompressSync(tarOf([{ path: 'lib/libnss3.so', content: 'a library' }])),
  ],
]);

/** Unpacks the browser into the project's disk, so that the cache is what is struck and looked at. */
const unpacking: Trial = {
  name: 'unpack the browser',
  start: {},
  act: async (world) => {
    const cache: Disk = world.project;
    const asset = async (path: string): Promise<Uint8Array> => pack.get(path) ?? world.asset(path);
    await unpackBrowser({ ...world, cache, asset });
    return [];
  },
};

/** Every operation of whole builds of web pages, with every fault: some hundred a minute, for hours. An argument: only trials whose name begins so. */
async function main(): Promise<void> {
  const act: Trial['act'] = async (world) => (await write(world, { formats: ['html'] })).messages;
  const cache = memoryDisk();
  const built = await undisturbed({ start: await fictionalProject(1), act }, cache);
  const project = await fictionalProject(2);
  await undisturbed({ start: project, act }, cache);
  const warm = await filesOn(cache);
  const fonts = Object.fromEntries(Object.entries(warm).filter(([path]) => path.startsWith('fonts/')));
  const outputs = Object.fromEntries(Object.entries(built).filter(([path]) => path.startsWith('output/')));
  const damaged = { ...outputs, 'output/manifest.json': utf8('{"schema": 3, "docum') };

  await strike({ name: 'build, empty output', start: project, act }, warm, 'project');
  await strike({ name: 'build, older output', start: { ...project, ...outputs }, act }, warm, 'project');
  await strike({ name: 'build, damaged manifest', start: { ...project, ...damaged }, act }, warm, 'project');
  await strike({ name: 'build, older output', start: { ...project, ...outputs }, act }, fonts, 'cache');
  await strike(unpacking, {}, 'project');
  print(`${all} faults injected, ${bad} wrong`);
  process.exitCode = bad === 0 ? 0 : 1;
}

await main();
