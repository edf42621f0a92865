import { describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { rules } from '../pipeline/messages.ts';
import { code, cycleIn, importsOf, texts, topLevel, type Text } from './support/source-tree.ts';

const pipeline = await texts('pipeline', /\.(ts|mjs)$/);
const templates = await texts('templates', /\.(hbs|css)$/);
const tests = await texts('test', /\.ts$/);
const stages = ['load', 'validate', 'score', 'narrate', 'compose', 'plan', 'print', 'finish', 'write'];

/** The stage, or `cli`, that a path belongs to; undefined for a file at the top of pipeline/. */
function folderOf(path: string): string | undefined {
  return /^pipeline\/([^/]+)\//.exec(path)?.[1];
}

/** Every match of `pattern` in the code of files, as `path: match`: a list that must be empty says what is wrong by itself. */
function matches(files: readonly Text[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    [...code(text).matchAll(pattern)].map(([match]) => `${path}: ${match}`),
  );
}

/** Where each package may be imported: files that begin with one of these, below pipeline/. */
const owners: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(node:)?fs(\/|$)/, ['disk.ts', 'compiled.mjs']],
  [/^(node:)?process$/, ['cli/', 'compiled.mjs']],
  [/^(node:)?child_process$/, ['print/']],
  [/^puppeteer/, ['print/']],
  [/^hyphen(\/|$)/, ['print/']],
  [/^(pdf-lib|pako)$/, ['finish/']],
  [/^(css-tree|handlebars|qr)$/, ['compose/']],
  [/^(unified|remark-.*|mdast.*|hast.*|unist.*|micromark.*)$/, ['narrate/']],
  [/^yaml$/, ['validate/']],
  [/^csv-parse(\/|$)/, ['validate/', 'import/']],
  [/^mammoth$/, ['import/']],
  [/^@e965\/xlsx$/, ['import/', 'export/']],
  [/^commander(\/|$)/, ['cli/']],
  [/^(esbuild|tsx(\/.*)?)$/, ['compiled.mjs']],
  [/^(chokidar|(node:)?http)$/, ['preview/']],
];

describe('who may import what', () => {
  test.each(owners)('%s is imported only in pipeline/%s', (name, places) => {
    const wrong = pipeline
      .filter(({ path }) => !places.some((place) => path.startsWith(`pipeline/${place}`)))
      .flatMap((file) => importsOf(file).map((imported) => [file.path, imported] as const))
      .filter(([, imported]) => name.test(imported));
    expect(wrong).toEqual([]);
  });

  test('a stage never imports another stage', () => {
    const wrong = pipeline.flatMap((file) => {
      const stage = folderOf(file.path);
      if (!stage || stage === 'cli') return [];
      const foreign = importsOf(file).filter((path) => (folderOf(path) ?? stage) !== stage);
      return foreign.map((path) => `${file.path} imports ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  test('only build.ts with press.ts, explain.ts and index.ts know the stages; the commands go through index.ts', () => {
    const wrong = pipeline.flatMap((file) => {
      const folder = folderOf(file.path);
      if (folder !== undefined && folder !== 'cli') return [];
      if (/^pipeline\/(build|press|explain|index|cli\/schemas)\.ts$/.test(file.path)) return [];
      const foreign = importsOf(file).filter((path) => stages.includes(folderOf(path) ?? ''));
      return foreign.map((path) => `${file.path} imports ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  test('nothing but build.ts, index.ts and the commands stands above the stages', () => {
    // The preview is a command that goes on: it reads and makes through build.ts and press.ts.
    const wrong = pipeline
      .filter(
        ({ path }) => folderOf(path) !== 'cli' && !/^pipeline\/(index|explain|preview\/\w+)\.ts$/.test(path),
      )
      .filter((file) => importsOf(file).some((path) => /^pipeline\/(index\.ts|build\.ts|cli\/)/.test(path)));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('the nouns import nothing', () => {
    const model = pipeline.filter(({ path }) => path === 'pipeline/model.ts');
    expect(model.flatMap(importsOf)).toEqual([]);
    expect(model).toHaveLength(1);
  });

  test('no imports go round in a circle', () => {
    expect(cycleIn(new Map(pipeline.map((file) => [file.path, importsOf(file)])))).toBeNull();
  });

  test('every package that is imported is a dependency of its own right', () => {
    const names = pipeline
      .map(({ path, text }) => ({ path, text: text.replace(/^import type [^;]*;/gm, '') }))
      .flatMap(importsOf)
      .filter((name) => !/^(node:|pipeline\/)/.test(name))
      .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
    expect([...new Set(names)].filter((name) => !(name in packageJson.dependencies))).toEqual([]);
  });

  test('a circle would be seen', () => {
    const circle = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ]);
    expect(cycleIn(circle)).toEqual(['b', 'c', 'b']);
  });
});

describe('what no stage does', () => {
  const starts = ['pipeline/compiled.mjs'];
  const pure = pipeline.filter(({ path }) => folderOf(path) !== 'cli' && !starts.includes(path));

  test('reads no clock, no chance and no locale of the machine', () => {
    expect(matches(pure, /new Date\(\s*\)|\bDate\.now\b|\bDate\(\)/g)).toEqual([]);
    expect(matches(pure, /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/g)).toEqual([]);
    expect(matches(pure, /\.toLocale\w*|\.localeCompare\b|\bIntl\.\w+\(\s*\)/g)).toEqual([]);
  });
  test('reads no process: the world is a parameter', () => {
    expect(matches(pure, /\bprocess\.\w+|\bconsole\.\w+/g)).toEqual([]);
  });
  test('exports by name only', () => {
    const configured = [...pipeline, ...tests];
    expect(matches(configured, /^export default\b/gm)).toEqual([]);
  });
});

describe('what lies where', () => {
  test('one folder a stage, the commands, and the import', () => {
    const folders = new Set(pipeline.map(({ path }) => folderOf(path)).filter((name) => name !== undefined));
    expect([...folders].sort()).toEqual([...stages, 'cli', 'export', 'import', 'preview'].sort());
  });
  test('a stage is a folder, a file and a function of one name', () => {
    const wrong = stages.filter((stage) => {
      const file = pipeline.find(({ path }) => path === `pipeline/${stage}/${stage}.ts`);
      return !file || !new RegExp(`^export (async )?function (${stage}|openPrinter)\\b`, 'm').test(file.text);
    });
    expect(wrong).toEqual([]);
  });
  test('no file is longer than 250 lines', () => {
    const short = [...pipeline, ...templates, ...tests.filter(({ path }) => !path.startsWith('test/cases/'))];
    const long = short.filter(({ text }) => text.split('\n').length - 1 > 250);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
  test('no file or folder has a name that says nothing', () => {
    const empty = /(^|[/.-])(utils?|helpers?|managers?|services?|common|misc|lib)([/.-]|$)/;
    const wrong = [...pipeline, ...templates, ...tests].filter(({ path }) => empty.test(path));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
  test('the top of the project holds only what is agreed', async () => {
    const agreed =
      /^(package\.json|package-lock\.json|tsconfig\.json|pipeline|templates|data|output|test|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|node_modules|\..+)$/;
    expect((await topLevel()).filter((name) => !agreed.test(name))).toEqual([]);
  });
});

describe('the look has one source', () => {
  const styles = templates.filter(({ path }) => path.endsWith('.css'));
  const others = styles.filter(({ path }) => !path.endsWith('/tokens.css'));
  /** Declarations only: a media query cannot read a custom property, so its limits stand where they are used. */
  const declarations = others.map(({ path, text }) => ({
    path,
    text: text.replace(/@(media|container)[^{]*/g, ''),
  }));

  test('tokens.css is the only place with a colour', () => {
    expect(styles.length).toBeGreaterThan(others.length);
    expect(
      matches(declarations, /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/gi),
    ).toEqual([]);
    expect(
      matches(declarations, /:\s*[^;{}]*\b(black|white|gr[ae]y|red|green|blue|teal|brown)\b[^;{}]*;/g),
    ).toEqual([]);
  });
  test('tokens.css is the only place with a length', () => {
    expect(matches(declarations, /(?<![\w-])\d*\.?\d+(px|pt|pc|mm|cm|in|q|em|rem|ex|ch|vw|vh)\b/gi)).toEqual(
      [],
    );
  });
  test('page.css and press.css are the only places with @page', () => {
    const wrong = styles.filter(
      ({ path, text }) => !/\/(page|press)\.css$/.test(path) && code(text).includes('@page'),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
  test('templates hold no style, no script and no event of their own', () => {
    const pages = templates.filter(({ path }) => path.endsWith('.hbs'));
    expect(matches(pages, /\sstyle=|\son\w+=|<script(?! type="application\/ld\+json")/g)).toEqual([]);
  });
});

describe('rules', () => {
  const users = pipeline.filter(({ path }) => path !== 'pipeline/rules.ts');
  const used = new Set(
    users.flatMap(({ text }) => [...text.matchAll(/'(\w+:[\w.-]+)'/g)].map(([, id = '']) => id)),
  );

  test('every rule is used', () => {
    expect(Object.keys(rules).filter((id) => !used.has(id))).toEqual([]);
  });
  test('every rule belongs to a stage or to the preflight of a standard', () => {
    const owners = [...stages, 'import', 'impose', 'preflight', 'ua1', 'a3a', 'x4', 'booklet'];
    expect(Object.keys(rules).filter((id) => !owners.includes(id.split(':')[0] ?? ''))).toEqual([]);
  });
});
