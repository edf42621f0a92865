import { sha256, type Input } from '../manifest.ts';
import type { Document, SourceFile, Sources } from '../model.ts';

/** The source files that a document is made from, with their hashes, sorted by path. */
export function inputsOf({ edition, iso3, lang }: Document, sources: Sources): readonly Input[] {
  const named =
    (path: string) =>
    (file: SourceFile): boolean =>
      file.path === path;
  const files = [
    sources.index,
    sources.countries,
    ...sources.editions.filter(named(`data/editions/${edition}.yaml`)),
    ...sources.scores.filter(named(`data/scores/${edition}.csv`)),
    ...sources.published.filter(named(`data/published/${edition}.csv`)),
    ...sources.narratives.filter(named(`data/narratives/${edition}/${iso3}.${lang}.md`)),
    ...sources.labels.filter(named(`data/labels/${lang}.yaml`)),
    ...sources.templates,
    ...sources.styles,
  ].filter((file) => file !== null);
  return files
    .map(({ path, text }) => ({ path, sha256: sha256(text) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
