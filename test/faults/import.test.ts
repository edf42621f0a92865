import { beforeAll, describe, expect, test, vi } from 'vitest';
import { check } from '../../pipeline/build.ts';
import type { Disk } from '../../pipeline/disk.ts';
import { importFile } from '../../pipeline/index.ts';
import { faults } from '../support/failing-disk.ts';
import { cacheWithFonts, memoryDisk } from '../support/memory-world.ts';
import { scratchDisk, utf8 } from '../support/scratch.ts';
import { fictionalProject } from './fictional-project.ts';
import {
  blow,
  filesOn,
  hashesOf,
  strikeAll,
  undisturbed,
  worldAt,
  type Files,
  type Trial,
} from './trials.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

let start: Files = {};
/** What `check` keeps, made once. */
let warm: Files = {};
let table = '';

beforeAll(async () => {
  start = await fictionalProject(1);
  const cache = cacheWithFonts();
  await undisturbed({ start, act: async (world) => (await check(world)).messages }, cache);
  warm = await filesOn(cache);
  table = new TextDecoder().decode(start['data/scores/2025.csv']);
});

/** The same disk, on which others have their turn during each operation. */
function patient(disk: Disk): Disk {
  const turn = (): Promise<void> => new Promise((go) => setImmediate(go));
  return {
    ...disk,
    kind: (path) => turn().then(() => disk.kind(path)),
    read: (path) => turn().then(() => disk.read(path)),
    write: (path, bytes) => turn().then(() => disk.write(path, bytes)),
    rename: (from, to) => turn().then(() => disk.rename(from, to)),
  };
}

/** Imports a table for an edition that nobody has described: two files, which go together. */
async function importing(): Promise<Trial> {
  const scratch = await scratchDisk();
  await scratch.write('2027.csv', utf8(table));
  const options = { edition: null, overwrite: false, dryRun: false };
  return {
    name: 'import',
    start,
    isTogether: true,
    act: async (world) => (await importFile(world, scratch.locate('2027.csv'), options)).messages,
  };
}
const cache = (): Promise<Disk> => Promise.resolve(cacheWithFonts(warm));

describe('importFile(world, path, options): all files or none, whatever the disk does', () => {
  test('an import of two files, struck at each operation that changes anything', async () => {
    const trial = await importing();
    const changing = faults.filter((fault) => !['EIO', 'EACCES', 'EMFILE', 'kill'].includes(fault));
    const { count, wrong } = await strikeAll(trial, cache, 'project', changing);
    process.stdout.write(`import: ${count} faults injected, ${wrong.length} wrong\n`);
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(40);
  });

  test('killed at any operation, the next import does it, and the next check finds all of it or nothing', async () => {
    const trial = await importing();
    const wanted = await undisturbed(trial, await cache());
    const checked: Trial['next'] = async (world) => {
      await check(world);
      return [];
    };
    const wrong: string[] = [];
    let count = 0;
    for (let nth = 1; ; nth++) {
      const one = { fault: 'kill', nth, lasting: false } as const;
      // Of those that read the sources, a few.
      if (nth % 12 !== 0 && nth < 88) continue;
      const found = await blow(trial, wanted, await cache(), 'project', one);
      if (!found) break;
      wrong.push(...found);
      wrong.push(...((await blow({ ...trial, next: checked }, wanted, await cache(), 'project', one)) ?? []));
      count += 2;
    }
    process.stdout.write(`import, killed: ${count} faults injected, ${wrong.length} wrong\n`);
    expect(wrong).toEqual([]);
  });

  test.each(['data/scores/2027.csv', 'data/editions/2027.yaml'])(
    'another program keeps %s open: nothing is imported, and that is said',
    async (open) => {
      const { act } = await importing();
      const project = memoryDisk(start);
      const busy: Disk = {
        ...project,
        rename: (from, to) =>
          to === open
            ? Promise.reject(Object.assign(new Error('as if it were open'), { code: 'EBUSY' }))
            : project.rename(from, to),
      };
      const messages = await act(worldAt(busy, await cache()));
      expect(messages.filter(({ fatal }) => fatal).map((one) => [one.file, one.ruleId])).toEqual([
        [open, 'in-use'],
      ]);
      expect(hashesOf(await filesOn(project))).toEqual(hashesOf(start));
    },
  );

  test('a file that was edited after an import was cut off stays as it was edited', async () => {
    const trial = await importing();
    const wanted = await undisturbed(trial, await cache());
    const project = memoryDisk(wanted);
    const record = {
      files: [
        { path: 'data/scores/2027.csv', before: null, after: 'another content' },
        { path: 'data/editions/2027.yaml', before: null, after: 'another content' },
      ],
    };
    await project.write('data/.import.json', utf8(JSON.stringify(record)));
    await check(worldAt(project, await cache()));
    expect(hashesOf(await filesOn(project))).toEqual(hashesOf(wanted));
  });

  test('two imports at once into one table: neither loses what the other wrote', async () => {
    const [head = '', ...rows] = table.trimEnd().split('\n');
    const [first = '', second = ''] = rows;
    const scratch = await scratchDisk();
    await scratch.write('2027.csv', utf8([head, first, ''].join('\n')));
    await scratch.write('2/2027.csv', utf8([head, second, ''].join('\n')));
    const project = patient(memoryDisk(start));
    const options = { edition: '2027', overwrite: false, dryRun: false };
    const worlds = [worldAt(project, await cache()), worldAt(project, await cache())];
    const alive = worlds.map(({ machine }) => machine.self.pid);
    await Promise.all(
      worlds.map((world, i) =>
        importFile(
          { ...world, machine: { ...world.machine, isAlive: (pid) => alive.includes(pid) } },
          scratch.locate(i === 0 ? '2027.csv' : '2/2027.csv'),
          options,
        ),
      ),
    );
    const text = new TextDecoder().decode(await project.read('data/scores/2027.csv'));
    expect(text).toContain(first.slice(0, 3));
    expect(text).toContain(second.slice(0, 3));
  });
});
