import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diskAt, type Disk } from '../../pipeline/disk.ts';
import { sha256 } from '../../pipeline/manifest.ts';
import { copyProject, spawnBriefs } from '../support/commands.ts';
import { scratchDisk } from '../support/scratch.ts';

/** A module that sets the clock of a program forward by 400 days, 5 hours and 3 minutes. */
const laterClock = `data:text/javascript,${encodeURIComponent(`
  const Real = Date, shift = 34_578_180_000;
  globalThis.Date = class Date extends Real {
    constructor(...a) { if (a.length === 0) super(Real.now() + shift); else super(...a); }
    static now() { return Real.now() + shift; }
  };`)}`;

/** Keeps the processors busy until it is called. */
function busyMachine(): () => void {
  const busy: ChildProcess[] = [1, 2].map(() => spawn(process.execPath, ['-e', 'for (;;);']));
  return () => {
    for (const child of busy) child.kill('SIGKILL');
  };
}

async function hashesOf(disk: Disk): Promise<Record<string, string>> {
  const paths = await disk.list('output');
  const hashes = paths.map(async (path) => [path, sha256(await disk.read(path))] as const);
  return Object.fromEntries(await Promise.all(hashes));
}

test('another clock, time zone, language, working folder, place, order and load give the same bytes', async () => {
  const scratch = await scratchDisk();
  await copyProject(scratch, 'one');
  await copyProject(scratch, 'another place/two');
  const [one, two] = [diskAt(scratch.locate('one')), diskAt(scratch.locate('another place/two'))];

  const first = await spawnBriefs(scratch.locate('one'), ['build'], {
    TZ: 'America/Lima',
    LANG: 'en_US.UTF-8',
    LC_ALL: 'en_US.UTF-8',
  }).ended;
  expect(first).toMatchObject({ code: 0 });

  const rest = busyMachine();
  try {
    // The web pages alone first, then what is left, with one browser: another order than in one run.
    const environment = {
      TZ: 'Pacific/Kiritimati',
      LANG: 'ar_EG.UTF-8',
      LC_ALL: 'ar_EG.UTF-8',
      NODE_OPTIONS: `--import ${laterClock}`,
    };
    const folder = scratch.locate('.');
    const project = ['--project', join('another place', 'two')];
    for (const flags of [
      ['--format', 'html'],
      ['--jobs', '1'],
    ]) {
      expect(await spawnBriefs(folder, ['build', ...project, ...flags], environment).ended).toMatchObject({
        code: 0,
      });
    }
  } finally {
    rest();
  }

  const hashes = await hashesOf(one);
  expect(Object.keys(hashes)).toHaveLength(6);
  expect(await hashesOf(two)).toEqual(hashes);
});

test('the clock of the second build is another', async () => {
  const child = spawn(process.execPath, [
    '--import',
    laterClock,
    '-e',
    'console.log(Date.now() - performance.timeOrigin)',
  ]);
  let out = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  expect(Number(out) / 86_400_000).toBeCloseTo(400.2, 1);
});
