import { mkdir, rename, symlink } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Disk } from '../../pipeline/disk.ts';
import { formatManifest, sha256, type Entry } from '../../pipeline/manifest.ts';
import { briefs, copyProject } from '../support/commands.ts';
import { scratchDisk, textOf, utf8 } from '../support/scratch.ts';

let disk: Disk;
/** The files beside the project, which nothing may read or change. */
let outside: readonly string[] = [];
beforeEach(async () => {
  disk = await scratchDisk();
  await copyProject(disk, 'project');
  await disk.write('outside/secret.md', utf8('TOPSECRET'));
  await disk.write('outside/folder/marker.txt', utf8('mine'));
  outside = await disk.list('outside');
});
const project = (): string => disk.locate('project');
const link = async (to: string, at: string): Promise<void> => symlink(disk.locate(to), disk.locate(at));
const run = (...args: readonly string[]): ReturnType<typeof briefs> => briefs(project(), args);
const isUntouched = async (): Promise<void> => {
  expect(await disk.list('outside')).toEqual(outside);
  expect(await textOf(disk, 'outside/secret.md')).toBe('TOPSECRET');
  expect(await textOf(disk, 'outside/folder/marker.txt')).toBe('mine');
};

const hash = sha256('mine');
const naming = (path: string): Uint8Array => {
  const entry: Entry = { inputs: [], outputs: [{ path, bytes: 4, sha256: hash, key: hash, made: hash }] };
  return utf8(formatManifest(new Map([['2023/x', entry]])));
};

describe('a link in the sources is not followed', () => {
  test.each([
    ['a file', 'outside/secret.md', 'project/data/narratives/2023/CHL.en.md'],
    ['a folder', 'outside/folder', 'project/data/narratives/2022'],
    ['a template', 'outside/secret.md', 'project/templates/other.hbs'],
    ['a style', 'outside/secret.md', 'project/templates/styles/other.css'],
    ['the folder of labels', 'outside/folder', 'project/data/labels2'],
    ['itself', 'project/data/loop', 'project/data/loop'],
  ])('%s', async (_, to, at) => {
    await link(to, at);
    const { code, err, out } = await run('check');
    expect(code).toBe(1);
    expect(err).toContain(`${at.replace('project/', '')}  error  load:link`);
    expect(out + err).not.toContain('TOPSECRET');
  });
  test('nor a chain of links', async () => {
    await link('outside/secret.md', 'outside/one');
    await link('outside/one', 'project/data/narratives/2023/CHL.en.md');
    const { err, out } = await run('check');
    expect(err).toContain('load:link');
    expect(out + err).not.toContain('TOPSECRET');
  });
  test.each(['data', 'templates'])('nor a link in place of %s', async (folder) => {
    await rename(disk.locate(`project/${folder}`), disk.locate(`outside/${folder}`));
    await link(`outside/${folder}`, `project/${folder}`);
    const { code, err } = await run('check');
    expect([code, err]).toEqual(
      folder === 'data'
        ? [2, expect.stringContaining('has no data folder')]
        : [1, expect.stringContaining('templates  error  load:link')],
    );
  });
  test('but a project that is a link itself works', async () => {
    await link('project', 'named');
    const { code, err } = await briefs(disk.locate('named'), ['build', '--format', 'html']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await disk.list('project/output')).toContain('project/output/manifest.json');
  });
});

describe('nothing is written through a link', () => {
  test.each([
    ['the output folder', 'outside/folder', 'project/output'],
    ['a folder in it', 'outside/folder', 'project/output/2023'],
    ['its manifest', 'outside/secret.md', 'project/output/manifest.json'],
    ['its lock', 'outside/secret.md', 'project/output/.lock'],
    ['its journal', 'outside/secret.md', 'project/output/.journal'],
    ['an output', 'outside/secret.md', 'project/output/2023/en/PER-peru/PER-peru.brief.html'],
    [
      'what an output is written to first',
      'outside/secret.md',
      'project/output/2023/en/PER-peru/.PER-peru.brief.html.part',
    ],
  ])('in place of %s', async (_, to, at) => {
    await mkdir(disk.locate(at.slice(0, at.lastIndexOf('/'))), { recursive: true });
    await link(to, at);
    for (const args of [['build', '--format', 'html'], ['clean']]) {
      const { err, out } = await run(...args);
      expect(out + err).not.toMatch(/TOPSECRET|\n\s+at |mistake of the program/);
      await isUntouched();
    }
  });
});

describe('a manifest that names what is not ours', () => {
  const paths = [
    '../../outside/folder/marker.txt',
    '/etc/passwd',
    '..\\..\\x',
    'a/../../../outside/secret.md',
    'C:\\x',
    './x',
    '',
    'a//b',
    '\0',
  ];
  test.each(paths)('%j is not believed by clean', async (path) => {
    await disk.write('project/output/manifest.json', naming(path));
    const { code, err } = await run('clean');
    expect([code, err]).toEqual([2, expect.stringContaining('manifest.json')]);
    await isUntouched();
  });
  test('is not believed by build either', async () => {
    await disk.write('project/output/manifest.json', naming('../../outside/folder/marker.txt'));
    expect(await run('build', '--format', 'html')).toMatchObject({ code: 0 });
    await isUntouched();
  });
  test.each(paths)('%j is not merged', async (path) => {
    await disk.write('part/manifest.json', naming(path));
    const { code } = await run('merge', disk.locate('part'));
    expect(code).toBe(2);
    await isUntouched();
  });
  test('as a part with links for files is not merged', async () => {
    await disk.write('part/manifest.json', naming('2023/x.html'));
    await mkdir(disk.locate('part/2023'));
    await link('outside/folder/marker.txt', 'part/2023/x.html');
    const { code, err } = await run('merge', disk.locate('part'));
    expect([code, err]).toEqual([1, expect.stringContaining('write:merge')]);
    expect(await disk.kind('project/output/2023/x.html')).toBe('none');
  });
  test('as a part with a folder that is a link is not merged', async () => {
    await disk.write('part/manifest.json', naming('2023/marker.txt'));
    await link('outside/folder', 'part/2023');
    const { code } = await run('merge', disk.locate('part'));
    expect([code, await disk.kind('project/output/2023/marker.txt')]).toEqual([1, 'none']);
  });
});

describe('an output folder with files of somebody else', () => {
  test('without a manifest is left alone by clean', async () => {
    await disk.write('project/output/marker.txt', utf8('mine'));
    await run('clean');
    expect(await textOf(disk, 'project/output/marker.txt')).toBe('mine');
  });
  test('keeps them through build and clean', async () => {
    await disk.write('project/output/2023/en/PER-peru/marker.txt', utf8('mine'));
    expect(await run('build', '--format', 'html')).toMatchObject({ code: 0 });
    const { err } = await run('clean');
    expect(err).toContain('output/2023/en/PER-peru/marker.txt is not ours: it stays');
    expect(await textOf(disk, 'project/output/2023/en/PER-peru/marker.txt')).toBe('mine');
  });
});

describe('a project folder that is none', () => {
  test.each(['/', '/etc', '..', '%2e%2e', 'data/index.yaml'])(
    '%j is told, and nothing is written',
    async (folder) => {
      const { code, err } = await run('build', '--format', 'html', '--project', folder);
      expect([1, 2]).toContain(code);
      expect(err).not.toMatch(/\n\s+at |mistake of the program/);
      expect(await disk.kind('output')).toBe('none');
    },
  );
  test.each(['', '/', '.'])('--out %j is told', async (out) => {
    const { code, err } = await run('export', '--out', out);
    expect([2, 3]).toContain(code);
    expect(err).not.toMatch(/\n\s+at |mistake of the program/);
  });
});
