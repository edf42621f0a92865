import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { realWorld, type Disk } from '../../pipeline/disk.ts';
import { write } from '../../pipeline/build.ts';
import { scratchDisk } from '../support/scratch.ts';
import { briefsCommand, copyProject, spawnBriefs, withoutStatus } from '../support/commands.ts';
import { chanceOf } from '../support/seeded-random.ts';
import { interrupt, outputHashes, signals, type Hashes } from './signals.ts';

const execute = promisify(execFile);
const html = ['--format', 'html'];
let pages: Hashes = new Map();

async function freshProject(): Promise<Disk> {
  const project = await scratchDisk();
  await copyProject(project, '.');
  return project;
}

/** A project whose web pages are built. */
async function builtProject(): Promise<Disk> {
  const project = await freshProject();
  const world = realWorld(project.locate('.'), process.env, { note: () => undefined }, process);
  expect((await write(world, { formats: ['html'] })).messages).toEqual([]);
  return project;
}

/** Runs a line of bash in a folder, in which "$@" is the command. */
async function bash(
  folder: Disk,
  line: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const options = { cwd: folder.locate('.'), env: { ...process.env, ...environment } };
  const ended = await execute('bash', ['-c', line, 'bash', ...briefsCommand], options).catch(
    (cause: unknown) => cause as { code: number; stdout: string; stderr: string },
  );
  const { stdout } = ended;
  const stderr = withoutStatus(ended.stderr);
  return { code: 'code' in ended ? ended.code : 0, stdout, stderr };
}

/** A disk of 1 MiB at a folder; false where this user may not make one. */
function mountSmall(path: string): boolean {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
  if (status === 0) onTestFinished(() => void spawnSync('umount', ['-l', path]));
  else process.stdout.write('skipped: only root may mount a disk of 1 MiB\n');
  return status === 0;
}

test('the pages that all tests of this file compare with', async () => {
  pages = await outputHashes(await builtProject());
  expect([...pages.keys()].filter((path) => path.endsWith('.html'))).toHaveLength(2);
});

describe('a disk of 1 MiB that is full', () => {
  test('as the output folder: exit code 3, the old pages, nothing left over; with room again it is whole', async ({
    skip,
  }) => {
    const project = await freshProject();
    await project.write('output/x', new Uint8Array());
    if (!mountSmall(project.locate('output'))) skip();
    expect((await bash(project, '"$@" build --format html')).code).toBe(0);
    expect(await outputHashes(project)).toEqual(pages);
    // All the room but 40 KB, which the first of the new files does not fit.
    const room = Number((await execute('stat', ['-f', '-c', '%a', project.locate('output')])).stdout) * 4096;
    await project.write('output/filler.bin', new Uint8Array(room - 40_960));
    const full = await bash(project, '"$@" build --force --format html');
    expect(full).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/was not written: the disk is full.*ENOSPC/) as unknown,
    });
    await project.remove('output/filler.bin');
    expect(await outputHashes(project)).toEqual(pages);
    expect((await bash(project, '"$@" build --format html')).code).toBe(0);
    expect(await outputHashes(project)).toEqual(pages);
  });

  test('as the place of an export: the old table stays', async ({ skip }) => {
    const project = await freshProject();
    await project.write('small/x', new Uint8Array());
    if (!mountSmall(project.locate('small'))) skip();
    expect((await bash(project, '"$@" export --out small/scores.csv')).code).toBe(0);
    const before = await project.read('small/scores.csv');
    await execute('bash', ['-c', 'head -c 2000000 /dev/zero > small/filler || true'], {
      cwd: project.locate('.'),
    });
    const { code, stderr } = await bash(project, '"$@" export --out small/scores.csv');
    expect(code).toBe(3);
    expect(stderr).toMatch(/small\/scores\.csv was not written: the disk is full/);
    expect(Buffer.compare(await project.read('small/scores.csv'), before)).toBe(0);
    expect(await project.list('small')).toEqual(['small/filler', 'small/scores.csv']);
  });

  test('as the cache: the pages are the same', async ({ skip }) => {
    const project = await freshProject();
    await project.write('cache/x', new Uint8Array());
    if (!mountSmall(project.locate('cache'))) skip();
    const line = 'head -c 2000000 /dev/zero > cache/filler; "$@" build --format html';
    expect((await bash(project, line, { XDG_CACHE_HOME: project.locate('cache') })).code).toBe(0);
    expect(await outputHashes(project)).toEqual(pages);
  });
});

describe('limits of a process', () => {
  test('64 open files are enough for web pages', async () => {
    const project = await freshProject();
    expect(await bash(project, 'ulimit -n 64; exec "$@" build --format html')).toMatchObject({ code: 0 });
    expect(await outputHashes(project)).toEqual(pages);
  });

  test('a table that may not grow beyond 1 KB is not exported, and the old one stays', async () => {
    const project = await freshProject();
    await project.write('scores.csv', new TextEncoder().encode('old'));
    const { code, stderr } = await bash(project, 'ulimit -f 1; exec "$@" export --out scores.csv');
    expect(code).toBe(3);
    expect(stderr).toMatch(/scores\.csv was not written: the system allows no file of this size/);
    expect(new TextDecoder().decode(await project.read('scores.csv'))).toBe('old');
    expect((await project.list('')).filter((path) => !/^(data|templates)\//.test(path))).toEqual([
      'scores.csv',
    ]);
  });
});

describe('what a run says', () => {
  const works = process.platform === 'linux' ? test : test.skip;

  works('to a full device is told once, with exit code 3, and the pages are made', async () => {
    const project = await freshProject();
    const { code, stderr } = await bash(project, 'exec "$@" build --format html > /dev/full');
    expect({ code, lines: stderr.trimEnd().split('\n') }).toEqual({
      code: 3,
      lines: [
        'error  what this command says was not written: the disk is full: free some space and try again (ENOSPC)',
      ],
    });
    expect(await outputHashes(project)).toEqual(pages);
  });

  works('to a reader that has gone is no fault', async () => {
    const project = await freshProject();
    const { code, stderr, stdout } = await bash(
      project,
      '"$@" build --format html | head -1; exit ${PIPESTATUS[0]}',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toHaveLength(2);
    expect(await outputHashes(project)).toEqual(pages);
  });

  works('to a full device or nobody on stderr is no fault', async () => {
    const project = await freshProject();
    expect((await bash(project, 'exec "$@" build --format html 2> /dev/full')).code).toBe(0);
    expect((await bash(project, 'exec "$@" build --force --format html > /dev/null 2>&-')).code).toBe(0);
    expect(await outputHashes(project)).toEqual(pages);
  });

  works('to a pipe that is named as a file is all there', async () => {
    const project = await freshProject();
    const { code, stdout } = await bash(
      project,
      '"$@" export --out /dev/stdout | wc -l; exit ${PIPESTATUS[0]}',
    );
    expect({ code, lines: Number(stdout) > 1 }).toEqual({ code: 0, lines: true });
  });
});

/** How long a build takes that nobody disturbs, in milliseconds. */
async function timeOf(project: Disk, args: readonly string[]): Promise<number> {
  const start = performance.now();
  expect((await spawnBriefs(project.locate('.'), ['build', ...args]).ended).code).toBe(0);
  return Math.round(performance.now() - start);
}

describe('signals at any moment', () => {
  const seed = 6;

  test('web pages: each is old or new, and the next build is whole', async () => {
    const project = await builtProject();
    const within = await timeOf(project, ['--force', ...html]);
    const chance = chanceOf(seed, 'pages');
    for (const signal of signals) {
      const { line, wrong } = await interrupt(signal, {
        project,
        args: html,
        wanted: pages,
        chance,
        within,
      });
      process.stdout.write(`seed ${seed}, web pages: ${line}\n`);
      expect(wrong).toEqual([]);
    }
  });

  test('PDFs: each is old or new, no browser stays, and the next build is whole', async () => {
    const project = await freshProject();
    const args = ['--product', 'score-sheets,handout'];
    const within = await timeOf(project, args);
    const wanted = await outputHashes(project);
    const chance = chanceOf(seed, 'prints');
    for (const signal of signals.slice(1)) {
      const { line, wrong } = await interrupt(signal, { project, args, wanted, chance, within });
      process.stdout.write(`seed ${seed}, PDFs: ${line}\n`);
      expect(wrong).toEqual([]);
    }
  });
});
