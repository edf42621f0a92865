import Handlebars from 'handlebars';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileTemplates, TemplateError } from '../../pipeline/compose/templates.ts';
import type { View } from '../../pipeline/compose/view.ts';
import { diskAt } from '../../pipeline/disk.ts';
import { completeView, peruView } from '../support/peru-view.ts';

type Value = unknown;
const templates = new Map<string, hbs.AST.Program>();
let view: View;
let complete: View;

beforeAll(async () => {
  view = (await peruView()).view;
  complete = await completeView();
  const disk = diskAt('templates');
  for (const path of await disk.list('')) {
    if (path.endsWith('.hbs')) {
      const text = new TextDecoder().decode(await disk.read(path));
      templates.set(path.replace(/^partials\//, '').slice(0, -'.hbs'.length), Handlebars.parse(text));
    }
  }
});

/** Every path of a template with the value that the view has for it; partials are followed with their own context. */
function pathsOf(name: string, scopes: readonly Value[]): { readonly path: string; readonly value: Value }[] {
  const program = templates.get(name);
  if (!program) throw new Error(`no template ${name}`);
  const found: { path: string; value: Value }[] = [];
  const lookUp = (expression: hbs.AST.Expression, stack: readonly Value[]): Value => {
    if (expression.type !== 'PathExpression') return undefined;
    const path = expression as hbs.AST.PathExpression;
    if (path.data && path.parts[0] !== 'root') return true;
    const from = path.data ? view : stack[stack.length - 1 - path.depth];
    const parts = path.data ? path.parts.slice(1) : path.parts;
    const value = parts.reduce<Value>(
      (object, part) =>
        typeof object === 'object' && object !== null ? Reflect.get(object, part) : undefined,
      from,
    );
    found.push({ path: `${name}: ${path.original}`, value });
    return value;
  };
  const visit = (body: readonly hbs.AST.Statement[], stack: readonly Value[]): void => {
    for (const node of body) {
      if (node.type === 'MustacheStatement') lookUp((node as hbs.AST.MustacheStatement).path, stack);
      else if (node.type === 'PartialStatement') {
        const partial = node as hbs.AST.PartialStatement;
        const [param] = partial.params;
        const own = param ? lookUp(param, stack) : stack.at(-1);
        const pairs = (partial.hash as hbs.AST.Hash | undefined)?.pairs ?? [];
        const given = pairs.map(({ key, value }) => [
          key,
          value.type === 'PathExpression' ? lookUp(value, stack) : (value as hbs.AST.BooleanLiteral).value,
        ]);
        const context: Value =
          pairs.length === 0 ? own : { ...(own as object), ...(Object.fromEntries(given) as object) };
        found.push(
          ...pathsOf((partial.name as hbs.AST.PathExpression).original, [...stack.slice(0, -1), context]),
        );
      } else if (node.type === 'BlockStatement') {
        const block = node as hbs.AST.BlockStatement;
        const helper = block.path.original;
        const [param] = block.params;
        const value = param ? lookUp(param, stack) : undefined;
        if (helper === 'each' && Array.isArray(value)) {
          for (const item of value) visit(block.program.body, [...stack, item]);
        } else visit(block.program.body, helper === 'with' ? [...stack, value] : stack);
        if (block.inverse as hbs.AST.Program | undefined) visit(block.inverse.body, stack);
      }
    }
  };
  visit(program.body, scopes);
  return found;
}

/** The same view with every text empty. */
function blank<T>(value: T): T {
  if (typeof value === 'string') return '' as T;
  if (Array.isArray(value)) return value.map(blank) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, blank(item)])) as T;
}

/** Values of the view that are neither text, truth value, list nor object. */
function holes(value: Value, path: string): string[] {
  if (typeof value === 'string' || typeof value === 'boolean') return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => holes(item, `${path}[${i}]`));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => holes(item, `${path}.${key}`));
  }
  return [path];
}

describe('templates', () => {
  test('the view holds text, truth values, lists and objects, and nothing else', () => {
    expect(holes(view, 'view')).toEqual([]);
    expect(holes(complete, 'view')).toEqual([]);
  });

  test.each(['brief', 'score-sheets', 'page'])('%s uses only paths that the view has', (name) => {
    for (const one of [view, complete]) {
      const paths = pathsOf(name, [one]);
      expect(paths.length).toBeGreaterThan(20);
      expect(paths.filter(({ value }) => value === undefined).map(({ path }) => path)).toEqual([]);
    }
  });

  test('asks about truth values and lists alone: a text of "" or a figure never decides', () => {
    const conditions = new Set<string>();
    const visit = (body: readonly hbs.AST.Statement[]): void => {
      for (const node of body) {
        if (node.type !== 'BlockStatement') continue;
        const block = node as hbs.AST.BlockStatement;
        const [param] = block.params;
        const helper = block.path.original;
        if (helper === 'if' || helper === 'unless')
          conditions.add((param as hbs.AST.PathExpression).original);
        visit(block.program.body);
      }
    };
    for (const { body } of templates.values()) visit(body);
    const isQuestion = (path: string): boolean =>
      /^(@first|(.*\.|(\.\.\/)+)?(is|has)[A-Z]\w*|method|marks|insets)$/.test(path);
    expect([...conditions].filter((path) => !isQuestion(path))).toEqual([]);
  });

  test.each(['brief', 'score-sheets', 'page'])(
    '%s holds no figure, date or word of its own',
    async (name) => {
      const disk = diskAt('.');
      const files = (await disk.list('templates')).filter((path) => path.endsWith('.hbs'));
      const read = files.map(async (path) => ({
        path,
        text: new TextDecoder().decode(await disk.read(path)),
      }));
      const page = compileTemplates(await Promise.all(read)).value.get(name);
      for (const one of [view, complete]) {
        const printed = (page?.(blank(one)) ?? '')
          .replace(/<style>.*?<\/style>/gs, '')
          .replace(/<[^>]*>/g, '');
        expect(printed.trim()).toBe('');
      }
    },
  );

  test('an unclosed block is an error with file, line and a hint', () => {
    const { messages } = compileTemplates([
      { path: 'templates/brief.hbs', text: 'one\n{{#if hasNotes}}\ntwo' },
    ]);
    expect(messages.map(({ file, ruleId, line }) => ({ file, ruleId, line }))).toEqual([
      { file: 'templates/brief.hbs', ruleId: 'template-syntax', line: 3 },
    ]);
  });

  test('a path that the view lacks fails instead of printing nothing', () => {
    const { value } = compileTemplates([{ path: 'templates/brief.hbs', text: '{{index.nmae}}' }]);
    expect(() => value.get('brief')?.(view)).toThrow(/nmae/);
  });

  const faults: readonly (readonly [string, Record<string, string>, string])[] = [
    [
      'an unknown partial',
      { brief: 'a\n  {{> sheeet}}', 'partials/sheet': 'x' },
      'brief.hbs:2:3 did you mean sheet?',
    ],
    [
      'a name that a partial asks for',
      { brief: '{{> a}}', 'partials/a': '\n {{index.no}}' },
      'partials/a.hbs:2:4 use only names',
    ],
    ['an unknown helper', { brief: '\n{{foo index}}' }, 'brief.hbs:2:1 use only names'],
    [
      'a partial in itself',
      { brief: '{{> a}}', 'partials/a': 'x{{> a}}' },
      'partials/a.hbs:1:2 a partial that includes itself',
    ],
    [
      'two in each other',
      { brief: '{{> a}}', 'partials/a': '{{> b}}', 'partials/b': '{{> a}}' },
      'partials/',
    ],
  ];
  test.each(faults)('%s is told with the file, the place and what to do', (_, texts, expected) => {
    const files = Object.entries(texts).map(([name, text]) => ({ path: `templates/${name}.hbs`, text }));
    const page = compileTemplates(files).value.get('brief');
    let told = '';
    try {
      page?.(view);
    } catch (cause) {
      if (!(cause instanceof TemplateError)) throw cause;
      const { hint, path, place } = cause;
      told = `${path}:${place?.line ?? 0}:${place?.column ?? 0} ${hint}`;
    }
    expect(told).toContain(expected);
  });

  test('an empty template is an error', () => {
    const { messages } = compileTemplates([{ path: 'templates/brief.hbs', text: ' \n' }]);
    expect(messages.map(({ reason }) => reason)).toEqual(['Unexpected empty template, expected a page']);
  });

  test('text of the data is printed as text, also where it looks like a tag or a template', () => {
    const { value } = compileTemplates([{ path: 'templates/brief.hbs', text: '{{country.name}}' }]);
    const named = { ...view, country: { ...view.country, name: '<b>{{title}}</b>' } };
    expect(value.get('brief')?.(named)).toBe('&lt;b&gt;{{title}}&lt;/b&gt;');
  });
});
