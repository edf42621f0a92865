import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { realWorld, type Disk } from '../../pipeline/disk.ts';
import { lockPath, takeLock, type Holder, type LockOptions } from '../../pipeline/write/lock.ts';
import type { Machine } from '../../pipeline/world.ts';
import { scratchDisk, textOf, utf8 } from '../support/scratch.ts';
import { chanceOf } from '../support/seeded-random.ts';

const log = { note: (): void => undefined };

/** What another process would see of the machine. */
const machineOf = (
  pid: number,
  kill = (one: number, signal: number): unknown => process.kill(one, signal),
): Machine => realWorld('.', {}, log, { pid, kill }).machine;
const options = (machine: Machine, patience = 0): LockOptions => ({ log, machine, patience });

/** A program that does nothing until the test ends. */
function otherProgram(): number {
  const child = spawn('sleep', ['60']);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid ?? 0;
}

const lockOf = (holder: object): Uint8Array => utf8(JSON.stringify(holder));
const here = machineOf(process.pid).self;
const gone: Holder = { ...here, pid: 2 ** 22 + 1, birth: 'another boot 1' };

/** Locks whose holder is gone, and how each came about. */
const stale: readonly (readonly [string, (disk: Disk) => Promise<void>])[] = [
  ['of a process that is gone', (disk) => disk.write(lockPath, lockOf(gone))],
  [
    'whose number another program has now',
    (disk) => disk.write(lockPath, lockOf({ ...gone, pid: otherProgram() })),
  ],
  [
    'of our own number before a restart',
    (disk) => disk.write(lockPath, lockOf({ ...here, started: 'long ago' })),
  ],
  [
    'of a process that is gone, from the future: the clock was set back',
    (disk) => disk.write(lockPath, lockOf({ ...gone, started: '2999-01-01T00:00:00.000Z' })),
  ],
  ['that is empty', (disk) => disk.write(lockPath, utf8(''))],
  ['that was cut off', (disk) => disk.write(lockPath, utf8('{"pid":1,"ho'))],
  ['that holds no number', (disk) => disk.write(lockPath, lockOf({ ...gone, pid: 'one' }))],
  [
    'that is an empty folder',
    async (disk) => {
      await disk.write(`${lockPath}/a`, utf8(''));
      await disk.remove(`${lockPath}/a`);
    },
  ],
];

describe('a lock', () => {
  test.each(stale)('%s is taken over, and nothing else is left', async (_, leave) => {
    const disk = await scratchDisk();
    await leave(disk);
    const release = await takeLock(disk, options(machineOf(process.pid), 1000));
    expect(JSON.parse((await textOf(disk, lockPath)) ?? '')).toMatchObject({ pid: process.pid });
    expect(await disk.list('')).toEqual([lockPath]);
    await release();
    expect(await disk.list('')).toEqual([]);
  });

  test.runIf(process.platform === 'linux')(
    'of a program that runs is not, whatever its clock says',
    async () => {
      const disk = await scratchDisk();
      const pid = otherProgram();
      await sleep(50);
      const { self } = machineOf(pid);
      expect(self.birth).toMatch(/^[0-9a-f-]{36} \d+$/);
      await disk.write(lockPath, lockOf({ ...self, started: '1970-01-01T00:00:00.000Z' }));
      await expect(takeLock(disk, options(machineOf(process.pid)))).rejects.toThrow(
        `in use by process ${pid}`,
      );
    },
  );

  test('of another machine is not, and its remedy is said', async () => {
    const disk = await scratchDisk();
    await disk.write(lockPath, lockOf({ ...gone, host: 'elsewhere' }));
    const refusal = takeLock(disk, options(machineOf(process.pid)));
    await expect(refusal).rejects.toThrow(
      /process \d+ on elsewhere, started .*remove .*\.lock if it is gone/,
    );
    await expect(refusal).rejects.toHaveProperty('name', 'UsageError');
  });

  test('of an earlier version, which knew no birth, counts as long as its number runs', async () => {
    const disk = await scratchDisk();
    const { pid, host, started } = { ...gone, pid: otherProgram() };
    await disk.write(lockPath, lockOf({ pid, host, started }));
    await expect(takeLock(disk, options(machineOf(process.pid)))).rejects.toThrow(`process ${pid}`);
  });

  test('that is a folder with something in it stays, with a message that says so', async () => {
    const disk = await scratchDisk();
    await disk.write(`${lockPath}/mine.txt`, utf8('mine'));
    const refusal = takeLock(disk, options(machineOf(process.pid)));
    await expect(refusal).rejects.toThrow(/\.lock is a folder: remove it/);
    await expect(refusal).rejects.toHaveProperty('name', 'EnvironmentError');
    expect(await textOf(disk, `${lockPath}/mine.txt`)).toBe('mine');
  });

  test('that another run has taken in the meantime is not given back by us', async () => {
    const disk = await scratchDisk();
    const release = await takeLock(disk, options(machineOf(process.pid)));
    const theirs = lockOf({ ...gone, host: 'elsewhere' });
    await disk.write(lockPath, theirs);
    await release();
    expect(Buffer.compare(await disk.read(lockPath), theirs)).toBe(0);
  });

  test('that reaches the disk in part is none', async () => {
    const disk = await scratchDisk();
    const full: Disk = { ...disk, create: (path, bytes) => disk.create(path, bytes.subarray(0, 9)) };
    await expect(takeLock(full, options(machineOf(process.pid)))).rejects.toThrow('was not written whole');
    expect(await disk.list('')).toEqual([]);
  });
});

/** The same disk, on which every operation takes a while that nobody foresees. */
function slow(disk: Disk, seed: number, name: string): Disk {
  const chance = chanceOf(seed, name);
  const later = async <T>(work: () => Promise<T>): Promise<T> => {
    await sleep(chance.below(4));
    return work();
  };
  return {
    ...disk,
    kind: (path) => later(() => disk.kind(path)),
    read: (path) => later(() => disk.read(path)),
    create: (path, bytes) => later(() => disk.create(path, bytes)),
    remove: (path) => later(() => disk.remove(path)),
    rename: (from, to) => later(() => disk.rename(from, to)),
  };
}

const raced = [
  'of a process that is gone',
  'whose number another program has now',
  'that is empty',
  'that is an empty folder',
];

test.each(stale.filter(([name]) => raced.includes(name)))(
  'of five runs that find a lock %s, one at a time holds the folder',
  async (_, leave) => {
    const disk = await scratchDisk();
    await leave(disk);
    const pids = [1, 2, 3, 4, 5].map((one) => 2 ** 22 + 100 + one);
    const kill = (pid: number, signal: number): unknown => pids.includes(pid) || process.kill(pid, signal);
    let inside = 0;
    let most = 0;
    const runs = pids.map(async (pid, i) => {
      const release = await takeLock(slow(disk, i, lockPath), options(machineOf(pid, kill), 20_000));
      most = Math.max(most, ++inside);
      await sleep(5);
      inside--;
      await release();
    });
    await Promise.all(runs);
    expect(most).toBe(1);
    expect(await disk.list('')).toEqual([]);
  },
);
