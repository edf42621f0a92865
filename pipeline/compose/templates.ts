import Handlebars from 'handlebars';
import { error, nearest, type Message, type Place } from '../messages.ts';
import type { SourceFile } from '../model.ts';
import type { View } from './view.ts';

/** The pages that can be filled, by the name of their file in templates/. */
export type Templates = ReadonlyMap<string, (view: View) => string>;

const folder = 'templates/';
const partialFolder = 'templates/partials/';

/** How deep partials may stand in each other; ours need four. */
const deepest = 40;

/**
 * Compiles every template and partial. A template may use nothing but the view, `if`, `unless`, `each` and `with`;
 * a path that the view lacks is an error when the page is filled, never an empty string.
 */
export function compileTemplates(files: readonly SourceFile[]): {
  readonly value: Templates;
  readonly messages: readonly Message[];
} {
  const handlebars = Handlebars.create();
  const messages: Message[] = [];
  const pages = new Map<string, (view: View) => string>();
  const options = { strict: true, preventIndent: true, knownHelpersOnly: true } as const;

  let depth = 0;
  const partials = files.filter(({ path }) => path.startsWith(partialFolder));
  const known = partials.map(({ path }) => nameOf(path, partialFolder));
  for (const file of files) {
    if (file.text.trim() === '') {
      messages.push(emptyTemplate(file));
      continue;
    }
    let parsed: hbs.AST.Program;
    try {
      parsed = Handlebars.parse(file.text);
    } catch (cause) {
      messages.push(syntaxError(file, cause));
      continue;
    }
    const template = handlebars.compile<View>(parsed, options);
    const fill: Handlebars.TemplateDelegate<View> = (view, run) => {
      depth++;
      try {
        if (depth > deepest) throw new RangeError('too deep');
        return template(view, run);
      } catch (cause) {
        throw cause instanceof TemplateError ? cause : failureIn(file, cause, known);
      } finally {
        depth--;
      }
    };
    if (file.path.startsWith(partialFolder)) {
      handlebars.registerPartial(nameOf(file.path, partialFolder), fill);
    } else pages.set(nameOf(file.path, folder), (view) => fill(view));
  }
  return { value: pages, messages };
}

/** Paths of a template, by its name, and of all partials that it may include. */
export function templatesFor(files: readonly SourceFile[], name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const include = (path: string): void => {
    const file = files.find((one) => one.path === path);
    if (!file || found.has(path)) return;
    found.add(path);
    for (const [, partial = ''] of file.text.matchAll(/\{\{[~#]*>\s*([\w-]+)/g))
      include(`${partialFolder}${partial}.hbs`);
  };
  include(`${folder}${name}.hbs`);
  return found;
}

/** A template that cannot be filled: which of them, where, and what to do. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly path: string;
  readonly place: Place | undefined;
  readonly hint: string;
  constructor(path: string, reason: string, place: Place | undefined, hint: string) {
    super(reason);
    this.path = path;
    this.place = place;
    this.hint = hint;
  }
}

/** Handlebars tells the place within a template, but not of which; of a partial that is not there it tells neither. */
function failureIn({ path, text }: SourceFile, cause: unknown, partials: readonly string[]): TemplateError {
  const said = cause instanceof Error ? cause.message : String(cause);
  const include = (name: string): Place | undefined => {
    const before = new RegExp(`^([^]*?)\\{\\{#?>\\s*${name.replace(/[^\w-]/g, '\\$&')}\\b`)
      .exec(text)?.[1]
      ?.split('\n');
    return before && { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  const [, partial] = /^The partial (.+) could not be found/.exec(said) ?? [];
  if (partial !== undefined) {
    const meant = nearest(partial, partials);
    const hint = meant === undefined ? `there are ${partials.join(', ')}` : `did you mean ${meant}?`;
    return new TemplateError(path, `partial ${partial}, which is not there`, include(partial), hint);
  }
  if (cause instanceof RangeError) {
    const own = nameOf(path, path.startsWith(partialFolder) ? partialFolder : folder);
    const hint = 'a partial that includes itself needs an {{#if}} that ends it';
    return new TemplateError(path, 'partials that include each other without end', include(own), hint);
  }
  const [, line, column] = / - (\d+):(\d+)$/.exec(said) ?? [];
  const place = line ? { line: Number(line), column: Number(column) + 1 } : undefined;
  return new TemplateError(path, said, place, 'use only names of the view (pipeline/compose/view.ts)');
}

function emptyTemplate({ path }: SourceFile): Message {
  const place = { line: 1, column: 1 };
  const hint = 'restore the file: nothing would be on the page';
  return error('compose:template-syntax', 'Unexpected empty template, expected a page', {
    path,
    place,
    hint,
  });
}

function nameOf(path: string, within: string): string {
  return path.slice(within.length, -'.hbs'.length);
}

/** Handlebars says "Parse error on line 2:" and an excerpt with a caret under the place. */
function syntaxError(file: SourceFile, cause: unknown): Message {
  const text = cause instanceof Error ? cause.message : String(cause);
  const [, line] = /line (\d+)/.exec(text) ?? [];
  const [, at] = / - (\d+):\d+$/.exec(text) ?? [];
  const caret = text.split('\n').find((part) => /^-*\^$/.test(part));
  const reason = text.split('\n').at(-1) ?? text;
  return error('compose:template-syntax', `Unexpected template syntax: ${reason}`, {
    path: file.path,
    place: { line: Number(line ?? at ?? 1), column: caret ? caret.length : 1 },
    hint: 'every {{#if}} and {{#each}} needs its {{/if}} and {{/each}}; see handlebarsjs.com/guide',
  });
}
