import { z } from 'zod';
import { keep, recall } from '../kept.ts';
import { sha256 } from '../manifest.ts';
import type { Chapter, Dataset, Manuscript, Scored } from '../model.ts';
import { onceFor } from '../once.ts';
import { textOf } from '../text-of.ts';
import { versionsOf } from '../versions.ts';
import type { World } from '../world.ts';
import type { narrate } from './narrate.ts';

/** Packages that decide what a chapter looks like, and what its faces can print. */
const makers = [
  'hast-util-to-html',
  'mdast-util-to-hast',
  'remark-directive',
  'remark-gfm',
  'remark-parse',
  'source-sans',
  'source-serif',
];

const schema = z.record(
  z.string(),
  z.custom<Chapter>((value) => typeof value === 'object' && value !== null),
);
type Memory = Readonly<Record<string, Chapter>>;
const listSchema = z.array(z.string());

/** Texts between two pauses. */
const someTexts = 64;

/** What is asked of chapters beside their faults. */
export interface Wanted {
  /** Whether somebody reads the chapter of a text: any other that has no fault is left on its shelf. Default: all. */
  readonly isWanted?: (manuscript: Manuscript) => boolean;
  /** Awaited now and then. */
  readonly pause?: () => Promise<void>;
}

/**
 * As `narrate`, but a chapter that an earlier run found without a fault is taken from the cache when nothing has
 * changed that it is made from: reading Markdown is most of the work of a check. `program` is the hash of the
 * pipeline. The cache may be emptied or damaged at any time; then everything is read anew.
 */
export async function narrateRemembered(
  world: World,
  program: string,
  dataset: Dataset,
  scored: Scored,
  covers: (codePoint: number) => boolean,
  { isWanted = () => true, pause = () => Promise.resolve() }: Wanted = {},
): Promise<ReturnType<typeof narrate>> {
  const folder = `chapters/${sha256(world.project.locate('')).slice(0, 24)}`;
  // The names of all countries: no text may have another's in a heading.
  const names = Array.from(dataset.countries.values(), ({ name }) => name);
  const common = sha256(textOf([program, await versionsOf(world, makers), dataset.index, names]));
  const wordsOf = onceFor((lang: string) => sha256(textOf(dataset.labels.get(lang) ?? null)));
  const keyOf = (manuscript: Manuscript): string => {
    const { edition, iso3, lang } = manuscript;
    const scores = scored.get(edition)?.countries.get(iso3);
    // No text can contradict what its country's figures are compared with: that moves with every country.
    const figures = scores && { ...scores, contrasts: null, changes: null };
    return sha256(textOf([common, wordsOf(lang), figures ?? null, manuscript]));
  };
  const keys = new Map<Manuscript, string>();
  for (const [i, manuscript] of dataset.manuscripts.entries()) {
    keys.set(manuscript, keyOf(manuscript));
    if (i % someTexts === someTexts - 1) await pause();
  }

  const faultless = new Set(listSchema.catch([]).parse(await recallJson(world, `${folder}/index.json`)));
  const isFaultless = (manuscript: Manuscript): boolean => faultless.has(keys.get(manuscript) ?? '');
  const shelves = new Map<string, Memory>();
  for (const manuscript of dataset.manuscripts) {
    const shelf = shelfOf(manuscript);
    if (shelves.has(shelf) || (isFaultless(manuscript) && !isWanted(manuscript))) continue;
    shelves.set(shelf, schema.catch({}).parse(await recallJson(world, `${folder}/${shelf}.json`)));
  }
  await pause();
  const known = (manuscript: Manuscript): Chapter | undefined =>
    shelves.get(shelfOf(manuscript))?.[keys.get(manuscript) ?? ''];
  const isUnread = (manuscript: Manuscript): boolean =>
    !known(manuscript) && (isWanted(manuscript) || !isFaultless(manuscript));
  const unread = dataset.manuscripts.filter(isUnread);

  const read = await readNew({ ...dataset, manuscripts: unread }, scored, covers);
  const chapters = new Map(read.value.map((chapter) => [chapter.path, chapter]));
  const value = dataset.manuscripts.flatMap(
    (manuscript) => known(manuscript) ?? chapters.get(manuscript.path) ?? [],
  );
  const faulty = new Set(read.messages.map(({ file }) => file));
  const store = async (name: string, content: unknown): Promise<void> =>
    keep(world, `${folder}/${name}.json`, new TextEncoder().encode(JSON.stringify(content)));
  for (const shelf of new Set(unread.map(shelfOf))) {
    const kept = dataset.manuscripts.flatMap((manuscript): [string, Chapter][] => {
      const chapter = known(manuscript) ?? chapters.get(manuscript.path);
      const isKept = shelfOf(manuscript) === shelf && !faulty.has(manuscript.path);
      return chapter && isKept ? [[keys.get(manuscript) ?? '', chapter]] : [];
    });
    await store(shelf, Object.fromEntries(kept));
  }
  // Behind the shelves: what it names is there.
  const isSound = (manuscript: Manuscript): boolean =>
    isUnread(manuscript)
      ? chapters.has(manuscript.path) && !faulty.has(manuscript.path)
      : isFaultless(manuscript) || known(manuscript) !== undefined;
  const sound = dataset.manuscripts.filter(isSound).map((manuscript) => keys.get(manuscript) ?? '');
  if (sound.length !== faultless.size || !sound.every((key) => faultless.has(key)))
    await store('index', sound);
  return { value, messages: read.messages };
}

/** Chapters are kept on 16 shelves: when a few are read anew, few others are written again with them. */
function shelfOf({ path }: Manuscript): string {
  return sha256(path).slice(0, 1);
}

/** Loads the libraries that read Markdown only when there is something to read. */
async function readNew(
  dataset: Dataset,
  scored: Scored,
  covers: (codePoint: number) => boolean,
): Promise<ReturnType<typeof narrate>> {
  if (dataset.manuscripts.length === 0) return { value: [], messages: [] };
  const stage = await import('./narrate.ts');
  return stage.narrate(dataset, scored, covers);
}

/** What is kept at a path as JSON; null where there is nothing, or anything else. */
async function recallJson(world: World, path: string): Promise<unknown> {
  const bytes = await recall(world, path);
  try {
    return bytes && JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch {
    return null;
  }
}
