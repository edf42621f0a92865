import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { platform } from 'node:os';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Disk } from '../../pipeline/disk.ts';
import { briefsCommand, copyProject, spawnBriefs } from '../support/commands.ts';
import { scratchDisk } from '../support/scratch.ts';

const execute = promisify(execFile);
const sheets = ['build', '--product', 'score-sheets'];
const peru = '2023/en/PER-peru/PER-peru';

async function freshProject(): Promise<Disk> {
  const scratch = await scratchDisk();
  await copyProject(scratch, '.');
  return scratch;
}
/** Waits until something is so, as long as a test may take. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(25);
}
/** Waits until the run has taken the output folder: from then on it plans and prints. */
const untilLocked = (project: Disk): Promise<void> =>
  until(async () => (await project.kind('output/.lock')) === 'file');

/** Command lines of browsers that a run started, by the profile folder that they name; found where the system has /proc. */
async function browsersOf(pid: number): Promise<string[]> {
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const lines = processes.map((name) => readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(lines)).filter((line) => line.includes(`profiles/${pid}-`));
}

describe('a run as a process', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    '%s ends it with %d: no browser, no lock, no temporary stays, and the next run is whole',
    async (signal, code) => {
      const project = await freshProject();
      const run = spawnBriefs(project.locate('.'), [...sheets, '--jobs', '1']);
      await untilLocked(project);
      if (platform() === 'linux') await until(async () => (await browsersOf(run.pid)).length > 0);
      run.kill(signal);
      expect((await run.ended).code).toBe(code);
      expect(await browsersOf(run.pid)).toEqual([]);
      const left = await project.list('output');
      expect(left.filter((path) => !/\.(html|pdf)$|manifest\.json$/.test(path))).toEqual([]);
      const next = await spawnBriefs(project.locate('.'), sheets).ended;
      expect(next.code).toBe(0);
      expect((await project.list('output')).length).toBe(3);
    },
  );

  test('SIGKILL leaves a lock that the next run takes over', async () => {
    const project = await freshProject();
    const run = spawnBriefs(project.locate('.'), sheets);
    await untilLocked(project);
    run.kill('SIGKILL');
    await run.ended;
    await project.write(`output/${peru.slice(0, -9)}/.half.pdf.part`, new Uint8Array(3));
    const next = await spawnBriefs(project.locate('.'), sheets).ended;
    expect(next).toMatchObject({ code: 0 });
    expect((await project.list('output')).filter((path) => path.includes('/.'))).toEqual([]);
  });

  test('a disk that fills up ends it with 3, and the file that was there stays as it was', async () => {
    const project = await freshProject();
    expect((await spawnBriefs(project.locate('.'), ['build', '--format', 'html']).ended).code).toBe(0);
    const path = `output/${peru}.brief.html`;
    const before = await project.read(path);
    // No file may grow beyond 64 blocks of 1024 bytes: what `ulimit -f` does, a full disk does.
    const program = 'ulimit -f 64; exec "$0" "$@"';
    const args = ['-c', program, ...briefsCommand, 'build', '--force', '--format', 'html'];
    const full = await execute('bash', args, { cwd: project.locate('.') }).catch((cause: unknown) => cause);
    expect(full).toMatchObject({ code: 3, stderr: expect.stringMatching(/was not written/) as unknown });
    expect(Buffer.compare(await project.read(path), before)).toBe(0);
    expect((await project.list('output')).filter((one) => one.includes('/.'))).toEqual([]);
  });
});
