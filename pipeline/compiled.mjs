// Lets Node run the pipeline, which is TypeScript: compiled once for each state of it, together with the libraries
// it loads, and kept in node_modules/.cache, beside what Node itself made of it. That starts in a quarter of the time
// that compiling file by file takes. Plain JavaScript, because nothing can read TypeScript before.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

const root = import.meta.dirname;
const cache = join(root, '../node_modules/.cache/country-briefs');

/** What is started by itself: the command, and what runs in a thread of its own. */
const entries = ['cli/main.ts', 'finish/finish-thread.ts'];

/** Packages that read files beside their own code, and those that a run seldom needs. */
const external = [
  '@e965/xlsx',
  '@sparticuz/chromium',
  'chokidar',
  'chromium-bidi/*',
  'pac-proxy-agent',
  'yargs',
  'css-tree',
  'esbuild',
  'mammoth',
  'pdfjs-dist',
  'subset-font',
  'tsx',
  'typescript',
];

/** States of the program that are kept in any case, and for how long the others: a run that goes on loads parts of its own. */
const kept = 5;
const anHour = 3600 * 1000;

/** Loads a module of the pipeline, one of `entries`. `use`: runs of one use need about the same functions. */
export async function load(entry, use = '') {
  const folder = join(cache, stateOfProgram());
  const path = join(folder, entry.replace(/ts$/, 'cjs'));
  let text;
  try {
    if (!existsSync(folder)) await compile(folder);
    text = programIn(path);
    if (text === undefined) {
      await rm(folder, { recursive: true, force: true });
      await compile(folder);
      text = programIn(path);
    }
  } catch {
    // A folder that cannot be written to or read, say.
  }
  if (text !== undefined) {
    run(path, text, use);
    return;
  }
  // Then file by file, in memory.
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(join(root, entry)).href);
}

/** Stands at the end of a compiled file. */
const end = '//whole';

/** A compiled file as text, which is ASCII; undefined where a crash or a fault has left only a part of it. */
function programIn(path) {
  const text = readFileSync(path, 'latin1');
  return text.trimEnd().endsWith(end) ? text : undefined;
}

/**
 * Runs a compiled file with the machine-independent code that Node made of its functions in earlier runs: to make it
 * anew takes a tenth of a second in each. Node refuses what another version, or one with other flags, has made.
 */
function run(path, text, use) {
  const flags = [process.version, process.arch, ...process.execArgv, use].join(' ');
  const mark = createHash('sha256').update(flags).digest('hex').slice(0, 8);
  const codes = Array.from({ length: learning }, (_, i) => `${path}.${mark}.${i}`);
  const last = codes.findLastIndex((code) => existsSync(code));
  const cachedData = last < 0 ? undefined : codeIn(codes[last]);
  const script = new Script(`(function (require, module, exports) {${text}\n})`, {
    filename: path,
    cachedData,
  });
  const next = codes[!cachedData || script.cachedDataRejected ? 0 : last + 1];
  // A wrong command is no use of its own.
  if (next) process.once('exit', (code) => code !== 2 && keepCode(script, next, codes[last]));
  const module = { exports: {} };
  script.runInThisContext()(createRequire(path), module, module.exports);
}

/** The first run may have had little to do: so many runs add the functions that they have used. */
const learning = 3;

/** Bytes of SHA-256, which stand before the code: Node believes all that it is given, and ends where it is damaged. */
const digestLength = 32;
const digestOf = (code) => createHash('sha256').update(code).digest();

/** The code in a file; undefined for one that a crash or a fault of the disk has left otherwise. */
function codeIn(path) {
  try {
    const bytes = readFileSync(path);
    const code = bytes.subarray(digestLength);
    return digestOf(code).equals(bytes.subarray(0, digestLength)) ? code : undefined;
  } catch {
    return undefined;
  }
}

function keepCode(script, path, before) {
  const partial = `${path}.${process.pid}`;
  try {
    const code = script.createCachedData();
    writeFileSync(partial, Buffer.concat([digestOf(code), code]));
    renameSync(partial, path);
    if (before && before !== path) rmSync(before, { force: true });
  } catch {
    // The next run takes a little longer, and tries again.
    rmSync(partial, { force: true });
  }
}

/** Hash of the code, of the versions of all packages, and of the folder, which is named in the compiled code. */
function stateOfProgram() {
  const hash = createHash('sha256').update(root);
  for (const name of ['compiled.mjs', '../package.json', '../package-lock.json']) {
    const path = join(root, name);
    if (existsSync(path)) hash.update(readFileSync(path));
  }
  const files = readdirSync(root, { recursive: true }).filter((path) => path.endsWith('.ts'));
  for (const path of files.sort()) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 16);
}

/** Compiles beside the folder and moves it into its place: another run finds all of it or nothing. */
async function compile(folder) {
  const { build } = await import('esbuild');
  await mkdir(cache, { recursive: true });
  const made = await mkdtemp(`${folder}.`);
  try {
    await build({
      entryPoints: entries.map((entry) => join(root, entry)),
      outbase: root,
      outdir: made,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      // Node keeps code for scripts, not for modules; a script that is taken from it cannot import, only require.
      format: 'cjs',
      supported: { 'dynamic-import': false },
      platform: 'node',
      target: 'node20',
      // Modules are bound together directly; what was CommonJS is asked for each name each time.
      mainFields: ['module', 'main'],
      minifyWhitespace: true,
      minifySyntax: true,
      footer: { js: end },
      external,
      plugins: [ownPlaces],
      logLevel: 'silent',
    });
    // Whoever may run the program may read it.
    await chmod(made, 0o755);
    await rename(made, folder);
    await sweep();
  } catch (cause) {
    await rm(made, { recursive: true, force: true });
    // Another run was faster.
    if (!existsSync(folder)) throw cause;
  }
}

/** A module goes on to know its own place, from which it finds its neighbours. */
const ownPlaces = {
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!path.startsWith(root)) return undefined;
      const text = await readFile(path, 'utf8');
      const contents = text
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
      return { contents, loader: 'ts' };
    });
  },
};

/** Removes states of the program that were compiled long before the newest. */
async function sweep() {
  const states = readdirSync(cache)
    .map((name) => join(cache, name))
    .map((path) => ({ path, time: statSync(path).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  const old = states.slice(kept).filter(({ time }) => time < states[0].time - anHour);
  for (const { path } of old) await rm(path, { recursive: true, force: true });
}
