import { symlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { load } from '../../pipeline/load/load.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { memoryDisk, memoryWorld } from '../support/memory-world.ts';
import { scratchDisk, systemError, utf8 } from '../support/scratch.ts';

const least = {
  'data/index.yaml': 'name: x\n',
  'data/countries.csv': 'iso3\n',
  'data/editions/2023.yaml': 'date: x\n',
  'data/labels/en.yaml': 'lang: en\n',
};

describe('load(world)', () => {
  test('finds every kind of file, sorted by path', async () => {
    const { value, messages } = await load(
      memoryWorld({
        ...least,
        'data/editions/2021.yaml': '',
        'data/scores/2023.csv': 's',
        'data/published/2023.csv': 'p',
        'data/narratives/2023/PER.en.md': 'n',
        'templates/brief.hbs': 't',
        'templates/partials/row.hbs': 'r',
        'templates/styles/page.css': 'c',
        'data/README.md': '',
        'data/schemas/index.schema.json': '{}',
        'data/.gitkeep': '',
        'README.md': '',
      }),
    );
    expect(messages).toEqual([]);
    expect(value.index).toEqual({ path: 'data/index.yaml', text: 'name: x\n' });
    expect(value.countries?.path).toBe('data/countries.csv');
    expect(value.editions.map(({ path }) => path)).toEqual([
      'data/editions/2021.yaml',
      'data/editions/2023.yaml',
    ]);
    expect(value.scores).toEqual([{ path: 'data/scores/2023.csv', text: 's' }]);
    expect(value.published).toEqual([{ path: 'data/published/2023.csv', text: 'p' }]);
    expect(value.narratives).toEqual([{ path: 'data/narratives/2023/PER.en.md', text: 'n' }]);
    expect(value.templates.map(({ path }) => path)).toEqual([
      'templates/brief.hbs',
      'templates/partials/row.hbs',
    ]);
    expect(value.styles).toEqual([{ path: 'templates/styles/page.css', text: 'c' }]);
  });

  test('gives text in one form: no byte order mark, line feeds, composed accents', async () => {
    const { value } = await load(
      memoryWorld({ ...least, 'data/countries.csv': '\ufeffa\r\nb\rco\u0302te\n' }),
    );
    expect(value.countries?.text).toBe('a\nb\nc\u00f4te\n');
  });

  test('names every file that a project needs and lacks', async () => {
    const { value, messages } = await load(memoryWorld({}));
    expect(value.index).toBeNull();
    expect(messages.map(({ file, ruleId }) => `${file ?? ''} ${ruleId ?? ''}`)).toEqual([
      'data/countries.csv missing-file',
      'data/editions/<edition>.yaml missing-file',
      'data/index.yaml missing-file',
      'data/labels/<language>.yaml missing-file',
    ]);
  });

  test('refuses a file of more than 5 MB without reading it', async () => {
    const disk = memoryDisk({ ...least, 'data/scores/2023.csv': 'x'.repeat(5 * 1024 * 1024 + 1) });
    const read: string[] = [];
    const project = { ...disk, read: (path: string) => (read.push(path), disk.read(path)) };
    const { value, messages } = await load(memoryWorld({}, { project }));
    expect(messages.map(formatMessage)).toEqual([
      'data/scores/2023.csv  error  load:too-large  Unexpected size of 5.0 MB, expected at most 5 MB  → look for something pasted by mistake',
    ]);
    expect(value.scores).toEqual([]);
    expect(read).not.toContain('data/scores/2023.csv');
  });

  test('goes on after a file that cannot be read', async () => {
    const disk = memoryDisk(least);
    const project = {
      ...disk,
      read: (path: string) =>
        path === 'data/index.yaml' ? Promise.reject(systemError('EACCES')) : disk.read(path),
    };
    const { value, messages } = await load(memoryWorld({}, { project }));
    expect(messages.map(formatMessage)).toEqual([
      'data/index.yaml  error  load:unreadable  Unexpected failure to read the file (EACCES), expected text  → check that the file exists and that you may read it',
    ]);
    expect(value.countries).not.toBeNull();
  });

  test('never has more than 16 files open', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`data/scores/${i}.csv`, 'x']));
    const disk = memoryDisk({ ...least, ...many });
    let [open, most] = [0, 0];
    const project = {
      ...disk,
      read: async (path: string) => {
        most = Math.max(most, ++open);
        await new Promise((done) => setTimeout(done, 1));
        open--;
        return disk.read(path);
      },
    };
    const { value } = await load(memoryWorld({}, { project }));
    expect(value.scores).toHaveLength(100);
    expect(most).toBe(16);
  });

  test('does not follow a symbolic link, and says so', async () => {
    const project = await scratchDisk();
    for (const [path, text] of Object.entries(least)) await project.write(path, utf8(text));
    await project.write('elsewhere/2023.csv', utf8('secret'));
    await symlink('../elsewhere', project.locate('data/scores'));
    await symlink('../index.yaml', project.locate('data/labels/fr.yaml'));
    const { value, messages } = await load(memoryWorld({}, { project }));
    expect(messages.map(({ file, ruleId }) => `${file ?? ''} ${ruleId ?? ''}`)).toEqual([
      'data/labels/fr.yaml link',
      'data/scores link',
    ]);
    expect(value.scores).toEqual([]);
    expect(value.labels).toHaveLength(1);
  });

  test.each(['templates/brief.hbs', 'templates/styles/page.css', 'data/labels/fr.yaml'])(
    'names the marks of a merge that was left half done in %s',
    async (path) => {
      const text = 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n';
      const { value, messages } = await load(memoryWorld({ ...least, [path]: text }));
      expect(messages.map(formatMessage)).toEqual([
        expect.stringContaining(`${path}:2:1  error  load:conflict  Unexpected mark of a merge`),
      ]);
      expect([...value.templates, ...value.styles, ...value.labels].map((one) => one.path)).not.toContain(
        path,
      );
    },
  );
});
