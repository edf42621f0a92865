import { error, type Checked, type Message } from '../messages.ts';
import type { Manuscript, SourceFile } from '../model.ts';
import { unknownName } from './references.ts';
import { frontMatterSchema } from './schemas.ts';
import { readShape } from './shape.ts';
import { readYaml, type YamlFile } from './yaml.ts';

/** What the front matter of a narrative may name; null where there is nothing to check against. */
export interface Known {
  readonly countries: ReadonlySet<string> | null;
  readonly editions: ReadonlySet<string> | null;
  readonly langs: ReadonlySet<string> | null;
}

/** Reads the front matter of a narrative, which agrees with its path data/narratives/<edition>/<ISO3>.<language>.md. */
export function readManuscript(source: SourceFile, known: Known): Checked<Manuscript | null> {
  const { path } = source;
  const { value: name, messages: misnamed } = readPath(path);
  const { value: parts, messages: unclosed } = split(source);
  if (!parts) return { value: null, messages: [...misnamed, ...unclosed] };
  const { value: file, messages: syntax } = readYaml({ path, text: parts.yaml });
  if (!file) return { value: null, messages: [...misnamed, ...syntax] };
  const { value: input, messages: shape } = readShape(frontMatterSchema, file);
  const messages: Message[] = [...misnamed, ...shape];
  if (!input) return { value: null, messages };

  if (name) {
    for (const key of ['country', 'edition', 'language'] as const) {
      if (input[key] !== name[key]) messages.push(disagrees(file, key, input[key], name[key]));
    }
  }
  const references = [
    ['country', 'data/countries.csv', known.countries],
    ['edition', 'data/editions', known.editions],
    ['language', 'data/labels', known.langs],
  ] as const;
  for (const [key, where, names] of references) {
    if (!names || names.has(input[key])) continue;
    messages.push(unknownName(key, where, input[key], names, { path, place: file.placeOf([key]) }));
  }
  if (messages.length > 0) return { value: null, messages };
  const { country: iso3, edition, language: lang, status } = input;
  const { body, bodyLine } = parts;
  return { value: { path, iso3, edition, lang, status, body, bodyLine }, messages };
}

interface Name {
  readonly country: string;
  readonly edition: string;
  readonly language: string;
}

function readPath(path: string): Checked<Name | null> {
  const match = /^data\/narratives\/([^/]+)\/([A-Z]{3})\.([A-Za-z-]+)\.md$/.exec(path);
  const [, edition, country, language] = match ?? [];
  if (edition && country && language) return { value: { edition, country, language }, messages: [] };
  const file = path.slice(path.lastIndexOf('/') + 1);
  const reason = `Unexpected file name ${file}, expected <ISO3>.<language>.md`;
  const hint = 'name it PER.en.md: the code of the country in capitals, a point, the language';
  const place = { line: 1, column: 1 };
  return {
    value: null,
    messages: [error('validate:file-name', reason, { path, place, actual: file, hint })],
  };
}

/** The front matter with its lines where they stand in the file, and the text below it. */
function split({
  path,
  text,
}: SourceFile): Checked<{ readonly yaml: string; readonly body: string; readonly bodyLine: number } | null> {
  const fail = (what: string, expected: string, hint: string): Checked<null> => {
    const reason = `Unexpected ${what}, expected ${expected}`;
    const details = { path, place: { line: 1, column: 1 }, hint };
    return { value: null, messages: [error('validate:front-matter', reason, details)] };
  };
  const lines = text.split('\n');
  const isFence = (line: string): boolean => line.trimEnd() === '---';
  if (!isFence(lines[0] ?? '')) {
    const below = lines.findIndex((line) => line.trim() !== '');
    const hint = isFence((lines[below] ?? '').trimStart())
      ? 'remove what stands before ---: it must be the very first line'
      : 'begin the file with ---, country, edition, language, status, ---';
    return fail('first line', '---', hint);
  }
  const close = lines.findIndex((line, i) => i > 0 && isFence(line));
  if (close < 0)
    return fail('front matter without an end', 'a second line ---', 'add a line --- below status');
  return {
    value: {
      yaml: ['', ...lines.slice(1, close)].join('\n'),
      body: lines.slice(close + 1).join('\n'),
      bodyLine: close + 2,
    },
    messages: [],
  };
}

function disagrees(file: YamlFile, key: keyof Name, actual: string, expected: string): Message {
  const reason = `Unexpected ${key} ${actual}, expected ${expected} as in the path of the file`;
  return error('validate:file-name', reason, {
    path: file.path,
    place: file.placeOf([key]),
    actual,
    expected: [expected],
    hint: 'correct it here, or move the file',
  });
}
