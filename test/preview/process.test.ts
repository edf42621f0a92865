import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ask, editableProject } from '../support/preview.ts';
import { briefs, spawnBriefs } from '../support/commands.ts';
import { quietWorld } from '../support/printing.ts';

/** Processes that `pid` has started, at any depth. */
function below(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = all.flatMap((name): [number, number][] => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]];
    } catch {
      return [];
    }
  });
  const children = (one: number): number[] =>
    parents.filter(([, parent]) => parent === one).flatMap(([child]) => [child, ...children(child)]);
  return children(pid);
}

/** False also for a process that has ended and waits for somebody to ask for its exit code. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Gives a new cache what the cache of this machine has of browser and fonts, which take long to make; linked where that can be. */
async function shareCache(folder: string): Promise<void> {
  const { cache } = quietWorld();
  for (const path of await cache.list('')) {
    if (!/^(chromium|fonts)[-/]/.test(path)) continue;
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await link(cache.locate(path), place).catch(() => copyFile(cache.locate(path), place));
  }
}

test.runIf(existsSync('/proc/self/stat')).each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends server and browser, with %i; no process and no file is left', async (signal, code) => {
  const project = await editableProject();
  const cache = await mkdtemp(join(tmpdir(), 'briefs-cache-'));
  await shareCache(join(cache, 'country-briefs'));
  const temporary = await mkdtemp(join(tmpdir(), 'briefs-temporary-'));
  onTestFinished(async () => {
    await project.remove();
    for (const folder of [cache, temporary]) await rm(folder, { recursive: true, force: true });
  });
  const before = (await project.list('')).join();
  const { ended, kill, output, pid } = spawnBriefs(project.locate('.'), ['preview', 'PER', '--port', '0'], {
    XDG_CACHE_HOME: cache,
    TMPDIR: temporary,
  });
  await expect.poll(output).toMatch(/brief {2}html \d+ ms, pdf \d+ ms/);
  const [, port = ''] = /^Preview at http:\/\/127\.0\.0\.1:(\d+)\/PER /m.exec(output()) ?? [];
  expect((await ask(Number(port), '/PER')).status).toBe(200);
  const started = below(pid);
  expect(started.length).toBeGreaterThan(0);
  // A page that looks on must not keep the process.
  void ask(Number(port), '/-/events?at=/PER').catch(() => undefined);

  kill(signal);
  const result = await ended;
  expect(result.code).toBe(code);
  await expect(ask(Number(port), '/')).rejects.toThrow('ECONNREFUSED');
  expect(started.filter(isRunning)).toEqual([]);
  expect((await project.list('')).join()).toBe(before);
  expect(readdirSync(join(cache, 'country-briefs/profiles'))).toEqual([]);
  // What compiles TypeScript keeps its results there.
  expect(readdirSync(temporary).filter((name) => !/^(tsx|node-compile-cache)/.test(name))).toEqual([]);
});

test.each([
  ['preview PRE', 'Unexpected country PRE', 'Did you mean PER?'],
  ['preview --port many', 'Unexpected --port many', 'a whole number'],
  ['preview PER CHL', 'too many arguments', '--help'],
])('"briefs %s" is wrong use', async (line, ...words) => {
  const { code, err, out } = await briefs('.', line.split(' '));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  for (const word of words) expect(err).toContain(word);
});

test('without a browser the command ends with 3 and says what to do', async () => {
  const { code, err } = await briefs('.', ['preview'], {
    ...process.env,
    CHROMIUM_PATH: '/nowhere/chromium',
  });
  expect(code).toBe(3);
  expect(err).toContain('/nowhere/chromium');
});
