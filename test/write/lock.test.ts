import { describe, expect, test } from 'vitest';
import { lockPath, takeLock, type Holder, type LockOptions } from '../../pipeline/write/lock.ts';
import { scratchDisk, utf8 } from '../support/scratch.ts';

const me: Holder = { pid: 100, host: 'here', started: '2023-01-01T00:00:00.000Z' };
const other: Holder = { pid: 200, host: 'here', started: '2023-01-01T00:00:01.000Z' };
const lockOf = (holder: Holder, alive: readonly number[], patience = 0): LockOptions => ({
  log: { note: () => undefined },
  machine: { self: holder, isAlive: (pid) => alive.includes(pid) },
  patience,
});

describe('takeLock(output, options)', () => {
  test('gives the folder back when released', async () => {
    const disk = await scratchDisk();
    const release = await takeLock(disk, lockOf(me, [100]));
    expect(await disk.list('')).toEqual([lockPath]);
    await release();
    expect(await disk.list('')).toEqual([]);
  });

  test('refuses with the process, machine and start of a run that holds it', async () => {
    const disk = await scratchDisk();
    await takeLock(disk, lockOf(other, [200]));
    const refusal = takeLock(disk, lockOf(me, [200]));
    await expect(refusal).rejects.toThrow('process 200 on here, started 2023-01-01T00:00:01.000Z');
    await expect(refusal).rejects.toHaveProperty('name', 'UsageError');
  });

  test('waits for a run that ends in time, and says so once', async () => {
    const disk = await scratchDisk();
    const release = await takeLock(disk, lockOf(other, [200]));
    const notes: string[] = [];
    const waiting = takeLock(disk, {
      ...lockOf(me, [200], 5000),
      log: {
        note(line) {
          notes.push(line);
          void release();
        },
      },
    });
    await (
      await waiting
    )();
    expect(notes).toEqual(['Waiting for another run to end (process 200) …']);
  });

  test('takes over the lock of a process that is gone', async () => {
    const disk = await scratchDisk();
    await takeLock(disk, lockOf(other, []));
    await takeLock(disk, lockOf(me, []));
    expect(new TextDecoder().decode(await disk.read(lockPath))).toContain('"pid":100');
    expect(await disk.list('')).toEqual([lockPath]);
  });

  test('takes over the lock of an earlier process that had our number', async () => {
    const disk = await scratchDisk();
    await takeLock(disk, lockOf({ ...me, started: '2022-01-01T00:00:00.000Z' }, [100]));
    await expect(takeLock(disk, lockOf(me, [100]))).resolves.toBeTypeOf('function');
  });

  test('takes over a lock that a crash left empty', async () => {
    const disk = await scratchDisk();
    await disk.write(lockPath, utf8(''));
    await expect(takeLock(disk, lockOf(me, [100], 1000))).resolves.toBeTypeOf('function');
  });

  test('never takes over the lock of another machine', async () => {
    const disk = await scratchDisk();
    await takeLock(disk, lockOf({ ...other, host: 'there' }, []));
    await expect(takeLock(disk, lockOf(me, []))).rejects.toThrow('process 200 on there');
  });

  test('one of two runs that find the same stale lock gets it', async () => {
    const disk = await scratchDisk();
    await takeLock(disk, lockOf({ ...other, pid: 300 }, []));
    const alive = [100, 200];
    const runs = await Promise.allSettled([
      takeLock(disk, lockOf(me, alive)),
      takeLock(disk, lockOf(other, alive)),
    ]);
    expect(runs.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
