import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { labelPlaceholders } from '../../pipeline/label-keys.ts';
import { load } from '../../pipeline/load/load.ts';
import { formatMessage, sortMessages } from '../../pipeline/messages.ts';
import { score } from '../../pipeline/score/score.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { memoryWorld } from './memory-world.ts';

type Files = Readonly<Record<string, Uint8Array>>;

const base = 'base';

/** A folder with the name of a case: files that stand in place of those of the base, `remove.txt`, `expected.txt`. */
export async function caseNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== base)
    .map(({ name }) => name)
    .sort();
}

/** The files of a small sound project, with some replaced, added or removed by a case. */
export async function projectOf(folder: string, name: string): Promise<Files> {
  const below = await filesBelow(join(folder, base));
  const { 'remove.txt': removed, ...own } = await filesBelow(join(folder, name));
  const gone = new TextDecoder().decode(removed).split('\n');
  const labels = 'data/labels/en.yaml';
  const words = `${new TextDecoder().decode(own[labels] ?? below[labels])}${labelText()}`;
  const files = { ...below, ...own, [labels]: new TextEncoder().encode(words) };
  return Object.fromEntries(Object.entries(files).filter(([path]) => !gone.includes(path)));
}

/** Every label with its placeholders as its words, from the code that reads them: the base cannot fall behind. */
function labelText(): string {
  const words = (names: readonly string[]): string => ['Words', ...names.map((one) => `{${one}}`)].join(' ');
  const lines = Object.entries(labelPlaceholders).map(([key, names]) => `  ${key}: '${words(names)}'`);
  return `text:\n${lines.join('\n')}\n`;
}

/** What an editor is told of a project, and which countries of which editions have figures in spite of it. */
export async function reportOf(files: Files): Promise<string> {
  const sources = await load(memoryWorld(files));
  const dataset = validate(sources.value);
  const scored = dataset.value ? score(dataset.value) : null;
  const messages = sortMessages([...sources.messages, ...dataset.messages, ...(scored?.messages ?? [])]);
  const figures = [...(scored?.value.values() ?? [])].map(
    ({ edition, complete, countries }) =>
      `${edition.id} ${complete ? 'complete' : 'incomplete'}: ${[...countries.keys()].join(' ') || 'no country'}`,
  );
  const narratives = dataset.value?.manuscripts.map(({ path }) => path) ?? [];
  const facts = dataset.value
    ? [...figures, `narratives: ${narratives.join(' ') || 'none'}`]
    : ['nothing can be built'];
  return [...messages.map(formatMessage), '', ...facts, ''].join('\n');
}

async function filesBelow(root: string): Promise<Files> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map(async (path) => new Uint8Array(await readFile(path))));
  return Object.fromEntries(
    files.flatMap((path, i) => {
      const bytes = contents[i];
      return bytes ? [[path.slice(root.length + 1).replaceAll('\\', '/'), bytes]] : [];
    }),
  );
}
