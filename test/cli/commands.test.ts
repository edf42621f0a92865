import { beforeAll, describe, expect, test } from 'vitest';
import { diskAt, type Disk } from '../../pipeline/disk.ts';
import { briefs, copyProject } from '../support/commands.ts';
import { scratchDisk, textOf, utf8 } from '../support/scratch.ts';
import { projectRoot } from '../support/source-tree.ts';

/** A fresh copy of the project; web pages alone need no browser. */
async function freshProject(): Promise<Disk> {
  const scratch = await scratchDisk();
  await copyProject(scratch, '.');
  return scratch;
}
const source = diskAt(projectRoot).locate('.');

describe('wrong use', () => {
  test.each([
    ['buld', "unknown command 'buld'", 'Did you mean build?'],
    ['build --forse', "unknown option '--forse'", 'Did you mean --force?'],
    ['build PRE', 'Unexpected country PRE', 'Did you mean PER?'],
    ['build --product briefs', 'Unexpected product briefs', 'Did you mean brief?'],
    ['build --format pfd,html', 'Unexpected format pfd', 'Did you mean pdf?'],
    ['build --jobs many', 'Unexpected --jobs many', 'a whole number'],
    ['check --edition 2013', 'Unexpected edition 2013', 'Did you mean 2023?'],
    ['preflight', "missing required argument 'files'", '--help'],
    ['preflight none.pdf', 'Unexpected file none.pdf', 'a PDF file that is there'],
    ['clean everything', 'too many arguments', '--help'],
    ['check --project test', 'is no project: it has no data folder', '--project'],
    ['', 'Usage: briefs', 'build [options] [countries...]'],
  ])('"briefs %s" ends with 2 and says what was meant', async (line, ...words) => {
    const { code, out, err } = await briefs(source, line.split(' ').filter(Boolean));
    expect(code).toBe(2);
    expect(out).toBe('');
    for (const word of words) expect(err).toContain(word);
  });

  test('with --json the mistake is one JSON document on stdout, too', async () => {
    const { code, out } = await briefs(source, ['build', 'PRE', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ exitCode: 2, error: expect.stringContaining('PRE') as unknown });
  });

  test('help and version are no mistakes', async () => {
    expect(await briefs(source, ['--help'])).toMatchObject({ code: 0, err: '' });
    expect(await briefs(source, ['build', '--help'])).toMatchObject({ code: 0, err: '' });
    expect((await briefs(source, ['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('briefs check', () => {
  test('says how much can be built, and writes nothing', async () => {
    const project = await freshProject();
    const { code, out, err } = await briefs(project.locate('.'), ['check']);
    // A machine that is busy is told after a second that the check goes on.
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^3 documents can be built, 0 errors, 0 warnings, \d+\.\d s\n$/);
    expect(await project.kind('output')).toBe('none');
  });

  test('with --json stdout is one document with the facts of each message, stderr has them for people', async () => {
    const project = await freshProject();
    const table = (await textOf(project, 'data/scores/2023.csv')) ?? '';
    await project.write('data/scores/2023.csv', utf8(table.replace(/^PER,[^,]*/m, 'PER,7.25')));
    const { code, out, err } = await briefs(project.locate('.'), ['check', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      command: 'check',
      exitCode: 1,
      summary: { documents: 0, errors: 1 },
      messages: [
        {
          file: 'data/scores/2023.csv',
          line: 2,
          column: 5,
          severity: 'error',
          rule: 'validate:score',
          actual: '7.25',
        },
      ],
    });
    expect(err).toContain('data/scores/2023.csv:2:5  error  validate:score');
    expect(err).not.toContain('\u001b');
  });
});

describe('a project that has been built', () => {
  let project: Disk;
  const html = '2023/en/PER-peru/PER-peru.score-sheets.html';
  const here = (...args: string[]): ReturnType<typeof briefs> => briefs(project.locate('.'), args);
  const build = ['build', '--format', 'html', '--product', 'score-sheets'];

  beforeAll(async () => {
    // A folder for all tests of this block: scratchDisk would go with the first of them.
    const { mkdtemp } = await import('node:fs/promises');
    const { tmpdir } = await import('node:os');
    project = diskAt(await mkdtemp(`${tmpdir()}/briefs-cli-`));
    await copyProject(project, '.');
    return () => project.remove('.');
  });

  test('a run tells files and summary on stdout', async () => {
    expect((await here(...build, '--dry-run')).out).toMatch(
      /^output\/2023\/en\/PER-peru\/PER-peru\.score-sheets\.html {2}\(new\)\n1 document would be built \(1 file\), /,
    );
    expect(await project.kind('output')).toBe('none');
    const { code, out } = await here(...build);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^output\/2023\/en\/PER-peru\/PER-peru\.score-sheets\.html\n1 document built \(1 file\), 0 unchanged, 0 failed, 0 warnings, \d+\.\d s\n$/,
    );
  });

  test('a dry run that finds nothing to do says so', async () => {
    expect((await here(...build, '--dry-run')).out).toMatch(
      /^0 documents would be built \(0 files\), 1 unchanged, /,
    );
  });

  test('--json tells the same facts as one document', async () => {
    const { out } = await here(...build, '--force', '--json');
    expect(JSON.parse(out)).toMatchObject({
      command: 'build',
      exitCode: 0,
      summary: { built: 1, unchanged: 0, failed: [], errors: 0, warnings: 0 },
      documents: [
        {
          iso3: 'PER',
          product: 'score-sheets',
          status: 'built',
          outputs: [{ path: html, reason: 'forced' }],
        },
      ],
      messages: [],
    });
  });

  test('explain says of a change that moves no figure that none is known to differ', async () => {
    const path = 'data/labels/en.yaml';
    const sound = (await textOf(project, path)) ?? '';
    await project.write(
      path,
      utf8(sound.replace('pyramidCaption: Pyramid of the scores', 'pyramidCaption: Scores')),
    );
    const { out } = await here('explain', '--product', 'score-sheets');
    await project.write(path, utf8(sound));
    expect(out).toMatch(
      /^ {2}html {2}stale: something printed changed; no figure of its own is known to differ: /m,
    );
    expect(out).not.toMatch(/^ {2}figures$/m);
    expect((await here('explain', '--product', 'score-sheets')).out).toMatch(/^ {2}html {2}fresh$/m);
  });

  test('a manifest that cannot be read is told in words by whoever reads it', async () => {
    const path = 'output/manifest.json';
    const sound = (await textOf(project, path)) ?? '';
    for (const args of [['explain', '--product', 'score-sheets'], [...build, '--dry-run'], build]) {
      await project.write(path, utf8(sound.slice(0, 40)));
      const { code, err } = await here(...args);
      expect(code).toBe(0);
      expect(err).toContain(`${path}  warning  write:manifest  Unexpected content of the manifest`);
    }
    expect((await here(...build)).err).toBe('');
  });

  test('what belongs to no document any more is a warning, an error in a strict run, and stays', async () => {
    const slug = (await textOf(project, 'data/countries.csv')) ?? '';
    await project.write('data/countries.csv', utf8(slug.replace('PER,peru,', 'PER,republic-of-peru,')));
    const { code, err } = await here('build', '--format', 'html');
    expect(code).toBe(0);
    expect(err).toContain(`output/${html}  warning  plan:left-over`);
    expect((await here('build', '--format', 'html', '--strict')).code).toBe(1);
    expect(await project.kind(`output/${html}`)).toBe('file');
    await project.write('data/countries.csv', utf8(slug));
  });

  test('clean removes what was built and keeps what was not, and says so', async () => {
    await project.write('output/2023/en/PER-peru/notes.txt', utf8('mine'));
    const { code, out, err } = await here('clean');
    expect(code).toBe(0);
    expect(out).toMatch(/^4 files removed, 1 kept\n$/);
    expect(err).toBe('output/2023/en/PER-peru/notes.txt is not ours: it stays\n');
    expect(await project.list('output')).toEqual(['output/2023/en/PER-peru/notes.txt']);
    expect((await here('clean', '--json')).out).toContain('"removed": []');
  });
});

describe('the machine', () => {
  test('without a browser a build ends with 3, and web pages are built all the same', async () => {
    const project = await freshProject();
    const environment = { ...process.env, CHROMIUM_PATH: '/nowhere/chromium' };
    const failed = await briefs(project.locate('.'), ['build'], environment);
    expect(failed.code).toBe(3);
    expect(failed.err).toContain('CHROMIUM_PATH names /nowhere/chromium');
    expect(await project.list('output')).toEqual([]);
    expect((await briefs(project.locate('.'), ['build', '--format', 'html'], environment)).code).toBe(0);
    expect((await briefs(project.locate('.'), ['doctor'], environment)).code).toBe(3);
  });

  test('doctor tells of browser, engine, disk and helpers on one page', async () => {
    const { code, out, err } = await briefs(source, ['doctor']);
    expect({ code, err: err.replace(/^(Looking|Unpacking).*\n/gm, '') }).toEqual({ code: 0, err: '' });
    for (const word of [
      'node',
      'browser',
      'Chrome/',
      'pdf-lib 1.',
      'source-serif 4.',
      'cache',
      'pdftotext',
      'qpdf',
    ]) {
      expect(out).toContain(word);
    }
    expect(out.split('\n').length).toBeLessThan(30);
  });
});
