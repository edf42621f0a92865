import { indicatorsOf } from '../components.ts';
import { sortMessages, type Checked, type Message } from '../messages.ts';
import type {
  Country,
  Dataset,
  Edition,
  Index,
  PublishedRow,
  ScoreRow,
  SourceFile,
  Sources,
} from '../model.ts';
import { atOnce, type Steps } from '../steps.ts';
import { readCountries } from './countries.ts';
import type { CountryRows } from './country-rows.ts';
import { readEditions } from './editions.ts';
import { readManuscript, type Known } from './front-matter.ts';
import { audienceMessages, readIndex } from './index.ts';
import { readLabels } from './labels.ts';
import { stem } from './names.ts';
import { readPublished } from './published.ts';
import { unknownName } from './references.ts';
import { readScores } from './scores.ts';
import { absentScores, brokenEditions, soundRows } from './sound.ts';

/**
 * Turns texts into facts, or into messages: all of them at once, sorted. What has a fault is left out: a country's
 * row, a narrative, a language, an edition. `value` is null when the fault concerns everything (the index, the
 * countries, or no edition or language left).
 */
export function validate(sources: Sources): Checked<Dataset | null> {
  return atOnce(validating(sources));
}

/** As `validate`, a few files a step. */
export function* validating(sources: Sources): Steps<Checked<Dataset | null>> {
  const messages: Message[] = [];
  const take = <T>({ value, messages: problems }: Checked<T>): T => {
    messages.push(...problems);
    return value;
  };

  // What concerns everything: the index and its countries.
  const read = sources.index ? take(readIndex(sources.index)) : null;
  const index: Index | null = read?.index ?? null;
  const countries: ReadonlyMap<string, Country> | null = sources.countries
    ? take(readCountries(sources.countries))
    : null;
  if (read && countries) messages.push(...audienceMessages(read, countries));
  const isSound = messages.length === 0;

  // Editions, and the tables that belong to them.
  const editions = take(readEditions(sources.editions, index));
  const editionFiles = namesOf(sources.editions);
  yield;
  const tables = function* <T>(
    files: readonly SourceFile[],
    readOne: (file: SourceFile, edition: Edition, of: Index) => Checked<CountryRows<T> | null>,
  ): Steps<ReadonlyMap<string, CountryRows<T> | null>> {
    const found = new Map<string, CountryRows<T> | null>();
    for (const file of files) {
      const id = stem(file.path);
      const edition = editions.get(id);
      const at = { path: file.path, place: { line: 1, column: 1 } };
      if (editionFiles && !editionFiles.has(id)) {
        messages.push(unknownName('edition', 'data/editions', id, editionFiles, at));
      }
      if (edition && index) found.set(id, take(readOne(file, edition, index)));
      yield;
    }
    return found;
  };
  const scores = yield* tables<ScoreRow>(sources.scores, (file, edition, { scale }) =>
    readScores(file, edition, scale, countries),
  );
  const published = yield* tables<PublishedRow>(sources.published, (file, _, of) =>
    readPublished(file, of, countries),
  );

  // Words and texts.
  const indicators = index && new Set(index.components.flatMap(indicatorsOf).map(({ id }) => id));
  const languages = sources.labels.flatMap((file) => take(readLabels(file, countries, indicators)) ?? []);
  const labels = new Map(languages.map((words) => [words.lang, words]));
  const known: Known = {
    countries: countries && new Set(countries.keys()),
    editions: editionFiles,
    langs: namesOf(sources.labels),
  };
  const manuscripts = sources.narratives.flatMap((file) => take(readManuscript(file, known)) ?? []);
  yield;

  if (countries) messages.push(...brokenEditions(scores, countries.size));
  messages.push(...absentScores(editions, namesOf(sources.scores) ?? new Set(), scores, manuscripts));
  if (!index || !countries || !isSound || editions.size === 0 || labels.size === 0) {
    return { value: null, messages: sortMessages(messages) };
  }
  const ids = [...editions.keys()];
  const sound = (id: string): ReadonlyMap<string, ScoreRow> =>
    soundRows({ scores: scores.get(id), published: published.get(id) }, countries.size);
  const value: Dataset = {
    index,
    countries,
    editions,
    scores: new Map(ids.map((id) => [id, sound(id)])),
    published: new Map(ids.map((id) => [id, published.get(id)?.rows ?? new Map<string, PublishedRow>()])),
    manuscripts,
    labels,
  };
  return { value, messages: sortMessages(messages) };
}

/** What the names of files say there is, whether or not the files are sound; null for no files. */
function namesOf(files: readonly SourceFile[]): ReadonlySet<string> | null {
  return files.length > 0 ? new Set(files.map(({ path }) => stem(path))) : null;
}
