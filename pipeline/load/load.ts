import { asFailure } from '../failures.ts';
import { error, sortMessages, warning, type Checked, type Message } from '../messages.ts';
import type { SourceFile, Sources } from '../model.ts';
import type { World } from '../world.ts';
import { decode } from './decode.ts';
import { kindOf, type Kind } from './kinds.ts';

/** Largest source file in bytes. */
const limit = 5 * 1024 * 1024;

/** Where sources stand. */
const folders = ['data', 'templates'] as const;

/** How many files are open at once: fewer than any machine allows. */
const batch = 16;

/** Faults of one file that its editor can mend; any other is the machine's, and no other file is better off. */
const ofTheFile = ['EACCES', 'EPERM', 'ENOENT', 'EISDIR', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

/** Reads every source file of the project as text; interprets nothing. A file that cannot be read is a message and is left out. @throws EnvironmentError when the disk fails. */
export async function load(world: World): Promise<Checked<Sources>> {
  const disk = world.project;
  const messages: Message[] = [];
  // A folder that is a link would be listed as what it leads to.
  const links = await Promise.all(folders.map(async (folder) => (await disk.kind(folder)) === 'other'));
  const roots = folders.filter((_, i) => links[i] !== true);
  messages.push(...folders.filter((_, i) => links[i] === true).map(link));
  const list = async (kind: 'file' | 'other'): Promise<string[]> =>
    (await Promise.all(roots.map((folder) => disk.list(folder, kind)))).flat().sort();
  for (const path of await list('other')) messages.push(link(path));

  const files = new Map<Kind, SourceFile[]>();
  const take = async (path: string): Promise<[Kind, Checked<SourceFile | null>] | null> => {
    const kind = kindOf(path);
    if (kind === 'none') return null;
    if (kind === 'unknown') return [kind, { value: null, messages: [unknown(path)] }];
    return [kind, await read(world, path)];
  };
  const paths = await list('file');
  for (let start = 0; start < paths.length; start += batch) {
    for (const taken of await Promise.all(paths.slice(start, start + batch).map(take))) {
      if (!taken) continue;
      const [kind, { value, messages: problems }] = taken;
      messages.push(...problems);
      if (value) files.set(kind, [...(files.get(kind) ?? []), value]);
    }
  }

  const all = (kind: Kind): readonly SourceFile[] => files.get(kind) ?? [];
  const sources: Sources = {
    index: all('index')[0] ?? null,
    countries: all('countries')[0] ?? null,
    editions: all('editions'),
    scores: all('scores'),
    published: all('published'),
    narratives: all('narratives'),
    labels: all('labels'),
    templates: all('templates'),
    styles: all('styles'),
  };
  const present = new Set(paths.map(kindOf));
  messages.push(...required.filter(([kind]) => !present.has(kind)).map(([, path]) => missing(path)));
  return { value: sources, messages: sortMessages(messages) };
}

async function read(world: World, path: string): Promise<Checked<SourceFile | null>> {
  try {
    const size = await world.project.size(path);
    if (size > limit) return { value: null, messages: [tooLarge(path, size)] };
    return decode(path, await world.project.read(path));
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (!ofTheFile.includes(why)) throw asFailure(`${path} was not read`, cause);
    const reason = `Unexpected failure to read the file (${why}), expected text`;
    const hint = 'check that the file exists and that you may read it';
    return { value: null, messages: [error('load:unreadable', reason, { path, hint })] };
  }
}

/** What no project goes without, and where it stands. */
const required: readonly (readonly [Kind, string])[] = [
  ['index', 'data/index.yaml'],
  ['countries', 'data/countries.csv'],
  ['editions', 'data/editions/<edition>.yaml'],
  ['labels', 'data/labels/<language>.yaml'],
];

function missing(path: string): Message {
  const hint = 'restore the file, or run the command in the project folder; data/README.md describes it';
  return error('load:missing-file', `Unexpected absence of a file, expected ${path}`, { path, hint });
}

function unknown(path: string): Message {
  const hints: readonly (readonly [RegExp, string])[] = [
    [/\.(xlsx?|ods|tsv|numbers)$/i, 'export the sheet as CSV with commas, in UTF-8'],
    [/\.yml$/i, 'name it .yaml'],
    [
      /\.(docx?|odt|rtf|pdf|txt)$/i,
      'save the text as Markdown: data/narratives/<edition>/<ISO3>.<language>.md',
    ],
  ];
  const hint =
    hints.find(([pattern]) => pattern.test(path))?.[1] ?? 'check name and folder, or move it elsewhere';
  return warning('load:unknown-file', 'Unexpected file, expected only files that are read: it is ignored', {
    path,
    hint,
  });
}

function link(path: string): Message {
  const hint = 'put a copy of the file in its place';
  return error('load:link', 'Unexpected symbolic link or device, expected a file: it is not followed', {
    path,
    hint,
  });
}

function tooLarge(path: string, size: number): Message {
  const actual = `${(size / 1024 / 1024).toFixed(1)} MB`;
  const reason = `Unexpected size of ${actual}, expected at most 5 MB`;
  return error('load:too-large', reason, { path, actual, hint: 'look for something pasted by mistake' });
}
