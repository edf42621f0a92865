import { rename, symlink } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Disk } from '../../pipeline/disk.ts';
import { sha256 } from '../../pipeline/manifest.ts';
import { briefs, copyProject } from '../support/commands.ts';
import { scratchDisk, textOf, utf8 } from '../support/scratch.ts';

const table = 'data/scores/2023.csv';
let disk: Disk;
let before: readonly string[] = [];
let [header, peru] = ['', ''];

beforeEach(async () => {
  disk = await scratchDisk();
  await copyProject(disk, 'a/b/project');
  [header = '', peru = ''] = (await held(table)).split('\n');
  before = await everything();
});

const held = async (path: string): Promise<string> => (await textOf(disk, `a/b/project/${path}`)) ?? '';
const everything = async (): Promise<string[]> => [
  ...(await disk.list('')).filter((path) => !path.endsWith('/x.csv')),
  ...(await disk.list('', 'other')),
];
const run = (...args: readonly string[]): ReturnType<typeof briefs> =>
  briefs(disk.locate('a/b/project'), args);
/** Imports a table with Chile's scores. */
async function importing(text: string, ...args: readonly string[]): ReturnType<typeof briefs> {
  await disk.write('a/b/project/x.csv', utf8(text));
  return run('import', 'x.csv', ...args);
}
const chile = (): string => `${header}\n${peru.replace('PER', 'CHL')}\n`;

describe('an edition that is no name of a file is refused', () => {
  const editions = [
    '../../../../x',
    '../x',
    '..',
    '/tmp/x',
    'a\\b',
    'CON',
    'a b',
    'spring',
    '0000',
    '%2e%2e',
  ];

  test.each(editions)('%j in a cell', async (edition) => {
    const text = `edition,${header}\n${edition},${peru.replace('PER', 'CHL')}\n`;
    const { code, err } = await importing(text);
    expect(err).toContain(`x.csv!csv!A2  error  import:sheet  Unexpected edition "${edition}"`);
    expect([code, await everything()]).toEqual([1, before]);
  });

  test.each(editions)('%j in --edition', async (edition) => {
    const { code, err } = await importing(chile(), '--edition', edition);
    expect(err).toContain(`x.csv!csv!A1  error  import:sheet  Unexpected edition "${edition}"`);
    expect([code, await everything()]).toEqual([1, before]);
  });
});

describe('a table of the project stays as it is', () => {
  test.each([
    ['with a score off the scale', (text: string) => text.replace('PER,7.00', 'PER,11'), `${table}:2:5`],
    ['with a row that is cut off', (text: string) => `${text}BOL,5\n`, `${table}:3:5`],
    ['with a country misspelt', (text: string) => text.replace('PER', 'PRE'), `${table}:2:1`],
    ['with a column misspelt', (text: string) => text.replace('smuggling', 'smugling'), `${table}:1:24`],
    ['that is no UTF-8', () => 'iso3,\u0000', `${table}:1:6`],
  ])('%s: an import would lose what cannot be read', async (_, spoil, place) => {
    const text = spoil(await held(table));
    await disk.write(`a/b/project/${table}`, utf8(text));
    const { code, err, out } = await importing(chile(), '--edition', '2023');
    expect(err).toContain(`${place}  error  `);
    expect(out).toContain('nothing was imported');
    expect([code, await textOf(disk, `a/b/project/${table}`)]).toEqual([1, text]);
  });

  test.each(['data/scores', table])('where %s is a link', async (path) => {
    await rename(disk.locate(`a/b/project/${path}`), disk.locate('outside'));
    await symlink(disk.locate('outside'), disk.locate(`a/b/project/${path}`));
    const linked = path === table ? 'outside' : 'outside/2023.csv';
    const { code, err } = await importing(chile(), '--edition', '2023');
    expect(err).toContain(`${path}  error  load:link`);
    expect([code, await textOf(disk, linked)]).toEqual([1, `${header}\n${peru}\n`]);
  });
});

describe('the record of an import that was cut off', () => {
  test.each(['templates/brief.hbs', 'output/README.md', 'data/../templates/brief.hbs', 'package.json'])(
    'changes no %s: data may come from anyone, templates are code',
    async (path) => {
      const old = utf8('as it was');
      await disk.write(`a/b/project/${path}`, old);
      const record = {
        files: [{ path, before: Buffer.from('changed').toString('base64'), after: sha256(old) }],
      };
      await disk.write('a/b/project/data/.import.json', utf8(JSON.stringify(record)));
      const { code, err } = await run('check');
      expect(err).toContain('data/.import.json, which an import left that was cut off, cannot be understood');
      expect([code, await textOf(disk, `a/b/project/${path}`)]).toEqual([3, 'as it was']);
    },
  );

  test('changes nothing through a link', async () => {
    const old = utf8('as it was');
    await disk.write('outside/x.csv', old);
    await symlink(disk.locate('outside'), disk.locate('a/b/project/data/linked'));
    const record = { files: [{ path: 'data/linked/x.csv', before: null, after: sha256(old) }] };
    await disk.write('a/b/project/data/.import.json', utf8(JSON.stringify(record)));
    expect(await run('check')).toMatchObject({ code: 3 });
    expect(await textOf(disk, 'outside/x.csv')).toBe('as it was');
  });
});

describe('a file to read that has no end', () => {
  test.each([
    ['import', 'x.xlsx'],
    ['import', 'x.csv', '--edition', '2023'],
    ['import', 'x.md', '--country', 'PER', '--edition', '2023'],
    ['build', '--product', 'press', '--icc', 'x.icc'],
  ])('is refused by %s %s', async (...args) => {
    const name = args.find((one) => one.startsWith('x.')) ?? '';
    await symlink('/dev/zero', disk.locate(`a/b/project/${name}`));
    const { code, err } = await run(...args);
    expect([code, err]).toEqual([2, expect.stringContaining('of more than 200 MB')]);
  });
});

test.each([
  [
    'with semicolons',
    Buffer.from('iso3;a\nPER;1'),
    'x.csv:1:1  error  import:workbook  Unexpected ; between',
  ],
  ['with tabs', Buffer.from('iso3\ta\nPER\t1'), 'Unexpected tab between the columns'],
  ['in Latin-1', Buffer.from('name,a\nC\u00f4te,1', 'latin1'), 'Unexpected text that is not UTF-8'],
])('a table to import %s says so', async (_, bytes, expected) => {
  await disk.write('a/b/project/x.csv', bytes);
  const { code, err } = await run('import', 'x.csv', '--edition', '2023');
  expect([code, err]).toEqual([1, expect.stringContaining(expected)]);
});
