import Handlebars from 'handlebars';
import { error, type Message } from '../messages.ts';
import type { SourceFile } from '../model.ts';
import type { View } from './view.ts';

/** The pages that can be filled, by the name of their file in templates/. */
export type Templates = ReadonlyMap<string, (view: View) => string>;

const folder = 'templates/';
const partialFolder = 'templates/partials/';

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

  for (const file of files) {
    try {
      Handlebars.parse(file.text);
    } catch (cause) {
      messages.push(syntaxError(file, cause));
      continue;
    }
    if (file.path.startsWith(partialFolder)) {
      handlebars.registerPartial(nameOf(file.path, partialFolder), handlebars.compile(file.text, options));
    } else {
      const template = handlebars.compile<View>(file.text, options);
      pages.set(nameOf(file.path, folder), (view) => template(view));
    }
  }
  return { value: pages, messages };
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
