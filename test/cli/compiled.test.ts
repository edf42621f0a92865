import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../support/source-tree.ts';

const execute = promisify(execFile);
let folder = '';
const cache = (): string => join(folder, 'node_modules/.cache');

/** A copy of the program that shares the packages, but not what is compiled. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefs-compiled-'));
  await cp(join(projectRoot, 'pipeline'), join(folder, 'pipeline'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json'])
    await cp(join(projectRoot, name), join(folder, name));
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(join(projectRoot, 'node_modules')))
    if (name !== '.cache')
      await symlink(join(projectRoot, 'node_modules', name), join(folder, 'node_modules', name));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const briefs = async (...args: readonly string[]): Promise<string> =>
  (await execute(process.execPath, [join(folder, 'pipeline/cli/briefs.mjs'), ...args])).stdout;
const states = async (): Promise<readonly string[]> => readdir(join(cache(), 'country-briefs'));

test('two runs that start together compile the program once', async () => {
  const said = await Promise.all([briefs('--version'), briefs('--version')]);
  expect(new Set(said).size).toBe(1);
  expect(await states()).toHaveLength(1);
});

test('a change of the program is seen by the next run', async () => {
  const path = join(folder, 'pipeline/cli/version.ts');
  const before = await briefs('--version');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('return version;', 'return `${version}-changed`;'));
  expect(await briefs('--version')).toBe(before.replace('\n', '-changed\n'));
  expect(await states()).toHaveLength(2);
});

describe('what Node has made of the program', () => {
  const codes = async (): Promise<readonly string[]> => {
    const all = await readdir(join(cache(), 'country-briefs'), { recursive: true });
    return all
      .filter((name) => /\.cjs\.[0-9a-f]{8}\.\d$/.test(name))
      .map((name) => join(cache(), 'country-briefs', name));
  };

  test('is kept by each of the first three runs in the place of the one before', async () => {
    for (const one of await codes()) await rm(one);
    const kept: string[] = [];
    for (let run = 0; run < 4; run++) {
      await briefs('--version');
      kept.push(...(await codes()).map((path) => path.slice(-1)));
    }
    expect(kept).toEqual(['0', '1', '2', '2']);
  });

  test.each([
    [
      'damaged',
      (bytes: Uint8Array) => bytes.map((byte, i) => (i > 500 && i % 97 === 0 ? byte ^ 0x5a : byte)),
    ],
    ['cut off', (bytes: Uint8Array) => bytes.subarray(0, 1000)],
    ['empty', () => new Uint8Array()],
  ])('is made anew where it is %s', async (_, spoil) => {
    const before = await briefs('--version');
    for (const one of await codes()) await writeFile(one, spoil(await readFile(one)));
    expect(await briefs('--version')).toBe(before);
    expect((await codes()).map((path) => path.slice(-1))).toEqual(['0']);
    expect(await briefs('--version')).toBe(before);
  });

  test('loads packages when they are needed, and says nothing, in the first run and in later ones', async () => {
    const out = join(folder, 'scores.xlsx');
    for (let run = 0; run < 3; run++) {
      const environment = { ...process.env, XDG_CACHE_HOME: join(folder, `cache-${run}`) };
      const program = join(folder, 'pipeline/cli/briefs.mjs');
      for (const args of [['export', '--format', 'xlsx', '--out', out], ['check']]) {
        const { stderr } = await execute(process.execPath, [program, ...args, '--project', projectRoot], {
          env: environment,
        });
        expect(stderr).not.toMatch(/warning/i);
      }
      expect((await readFile(out)).subarray(0, 2).toString()).toBe('PK');
      await rm(out);
    }
  });

  test('is not kept of a wrong command', async () => {
    const before = await codes();
    await expect(briefs('nonsense')).rejects.toMatchObject({ code: 2 });
    expect(await codes()).toEqual(before);
  });
});

test('where nothing can be stored it runs all the same', async () => {
  const before = await briefs('--version');
  await rm(cache(), { recursive: true });
  await writeFile(cache(), 'a file where a folder should be');
  expect(await briefs('--version')).toBe(before);
});
