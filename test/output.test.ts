import { symlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { outputOf } from '../pipeline/output.ts';
import { scratchDisk, textOf, utf8 } from './support/scratch.ts';

describe('outputOf(project)', () => {
  test('writes below output/ and lists relative to it', async () => {
    const project = await scratchDisk();
    const output = outputOf(project);
    await output.write('2023/a.html', utf8('a'));
    expect(await project.list('')).toEqual(['output/2023/a.html']);
    expect(await output.list('')).toEqual(['2023/a.html']);
    expect(await output.list('2023')).toEqual(['2023/a.html']);
  });

  test.each(['../a', 'a/../../b', '/etc/a', 'a//b', '.', '', 'C:\\a', 'C:/a', 'a\\..\\..\\b', 'a\0b'])(
    'refuses the path %j',
    async (path) => {
      const project = await scratchDisk();
      await project.write('marker', utf8('here'));
      const output = outputOf(project);
      await expect(output.write(path, utf8('a'))).rejects.toThrow(RangeError);
      await expect(output.remove(path)).rejects.toThrow(RangeError);
      expect(await project.list('')).toEqual(['marker']);
    },
  );

  test('writes through no link, neither in place of output/ nor below it', async () => {
    const [project, elsewhere] = [await scratchDisk(), await scratchDisk()];
    await elsewhere.write('a.html', utf8('not ours'));
    await symlink(elsewhere.locate('.'), project.locate('output'));
    await expect(outputOf(project).write('a.html', utf8('ours'))).rejects.toThrow('output is a link');
    await project.remove('output');
    await project.write('output/README.md', utf8(''));
    await symlink(elsewhere.locate('.'), project.locate('output/2023'));
    await expect(outputOf(project).write('2023/a.html', utf8('ours'))).rejects.toThrow(
      'output/2023 is a link',
    );
    expect(await textOf(elsewhere, 'a.html')).toBe('not ours');
  });
});
