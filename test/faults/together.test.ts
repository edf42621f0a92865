import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { diskAt, type Disk } from '../../pipeline/disk.ts';
import { copyProject, spawnBriefs, type Ended } from '../support/commands.ts';
import { scratchDisk } from '../support/scratch.ts';
import { outputHashes, type Hashes } from './signals.ts';

const html = ['build', '--format', 'html'];

async function freshProject(): Promise<Disk> {
  const project = await scratchDisk();
  await copyProject(project, '.');
  return project;
}

/** Starts commands in one project at the same time; resolves when all have ended. */
async function atOnce(project: Disk, ...commands: readonly (readonly string[])[]): Promise<readonly Ended[]> {
  return Promise.all(
    commands.map(async (args) => {
      // On a machine that is slow enough one may wait in vain for the others, and says so: then it is its turn now.
      for (;;) {
        const ended = await spawnBriefs(project.locate('.'), args).ended;
        if (ended.code !== 2 || !ended.err.includes('is in use by process')) return ended;
      }
    }),
  );
}

const codes = (ended: readonly Ended[]): number[] => ended.map(({ code }) => code);

/** What is there when nobody disturbs a build. */
let alone: Hashes = new Map();
beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), 'briefs-alone-'));
  const project = diskAt(root);
  await copyProject(project, '.');
  expect(codes(await atOnce(project, html))).toEqual([0]);
  alone = await outputHashes(project);
  await rm(root, { recursive: true, force: true });
});

/** Whether that is there now, without anything else. */
async function expectWhole(project: Disk): Promise<void> {
  expect(await outputHashes(project)).toEqual(alone);
}

test('three builds at once wait for each other, and the outputs are those of one', async () => {
  const project = await freshProject();
  const ended = await atOnce(project, [...html, '--force'], [...html, '--force'], html);
  expect(codes(ended)).toEqual([0, 0, 0]);
  await expectWhole(project);
});

test('build and clean at once: each is done wholly before or after the other', async () => {
  const project = await freshProject();
  expect(codes(await atOnce(project, html))).toEqual([0]);
  expect(codes(await atOnce(project, [...html, '--force'], ['clean'], ['clean'], html))).toEqual([
    0, 0, 0, 0,
  ]);
  expect((await project.list('output')).filter((path) => /\/\.[^/]+$/.test(path))).toEqual([]);
  expect(codes(await atOnce(project, html))).toEqual([0]);
  await expectWhole(project);
});

test('build, merge and import at once: nothing is lost', async () => {
  const project = await freshProject();
  const part = await freshProject();
  expect(codes(await atOnce(part, html))).toEqual([0]);
  const table = project.locate('data/scores/2023.csv');
  const ended = await atOnce(
    project,
    [...html, '--force'],
    ['merge', part.locate('output')],
    ['import', table],
    ['export', '--out', 'scores.csv'],
  );
  expect(codes(ended)).toEqual([0, 0, 0, 0]);
  expect(codes(await atOnce(project, html))).toEqual([0]);
  await expectWhole(project);
});

test('a preview holds nothing: builds and clean go on beside it', async () => {
  const project = await freshProject();
  const preview = spawnBriefs(project.locate('.'), ['preview', 'PER', '--port', '0']);
  await expect.poll(preview.output).toMatch(/^Preview at /m);
  expect(codes(await atOnce(project, html, [...html, '--force']))).toEqual([0, 0]);
  await expectWhole(project);
  expect(codes(await atOnce(project, ['clean']))).toEqual([0]);
  preview.kill('SIGHUP');
  const { code, err } = await preview.ended;
  expect({ code, err: err.replace(/^(No problems\.|Starting …|Unpacking .*)\n/gm, '') }).toEqual({
    code: 129,
    err: '',
  });
});

test('a run that waits in vain ends with 2 and names who holds the folder', async () => {
  const project = await freshProject();
  // The process of this test runs, and does not give the lock back.
  const other = {
    pid: process.pid,
    host: (await import('node:os')).hostname(),
    started: '2023-01-01T00:00:00.000Z',
  };
  await project.write('output/.lock', new TextEncoder().encode(JSON.stringify(other)));
  const ended = await spawnBriefs(project.locate('.'), html).ended;
  expect(ended).toMatchObject({
    code: 2,
    err: expect.stringMatching(`in use by process ${process.pid} on `) as unknown,
  });
  expect(await project.list('output')).toEqual(['output/.lock']);
});
