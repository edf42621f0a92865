import { sha256, type Input } from '../manifest.ts';
import type { Document, SourceFile, Sources } from '../model.ts';
import type { BuildOptions } from '../options.ts';
import { filesOf } from '../project-files.ts';

/** Every document shares most of its sources with the others: each is hashed once. */
const hashes = new WeakMap<SourceFile, string>();

function hashOf(file: SourceFile): string {
  const hash = hashes.get(file) ?? sha256(file.text);
  hashes.set(file, hash);
  return hash;
}

/** The source files that a document is made from, with their hashes, sorted by path. */
export function inputsOf(
  { design, edition, iso3, lang, previous, product }: Document,
  sources: Sources,
): readonly Input[] {
  const named =
    (path: string) =>
    (file: SourceFile): boolean =>
      file.path === path;
  const files = [
    sources.index,
    sources.countries,
    ...sources.editions.filter(named(`data/editions/${edition}.yaml`)),
    ...sources.scores.filter(named(`data/scores/${edition}.csv`)),
    ...sources.scores.filter(named(`data/scores/${previous ?? ''}.csv`)),
    ...sources.published.filter(named(`data/published/${edition}.csv`)),
    ...(product === 'score-sheets' ? [] : sources.narratives).filter(
      named(`data/narratives/${edition}/${iso3}.${lang}.md`),
    ),
    ...sources.labels.filter(named(`data/labels/${lang}.yaml`)),
    ...[...sources.templates, ...sources.styles].filter(({ path }) => design.has(path)),
  ].filter((file) => file !== null);
  return files
    .map((file) => ({ path: file.path, sha256: hashOf(file) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * About how many documents are stale, before anything is planned, by the text of the manifest: one for each changed
 * narrative, all where anything else has changed, since one score moves the means and ranks that others print. All also
 * where there is no manifest, or by `force`. All are the `countries` that were asked for, or those of the longest table of
 * scores.
 */
export function guessStale(
  manifest: string | null,
  sources: Sources,
  { countries = [], force = false }: Pick<BuildOptions, 'countries' | 'force'>,
): number {
  const rows = sources.scores.map(({ text }) => text.match(/\n./g)?.length ?? 0);
  const all = countries.length || Math.max(1, ...rows);
  if (manifest === null || force) return all;
  const current = new Map(filesOf(sources).map((file) => [file.path, hashOf(file)]));
  const inputs = manifest.matchAll(/"path": "([^"]+)",\s+"sha256": "([0-9a-f]{64})"/g);
  const changed = Array.from(inputs).filter(([, path = '', hash]) => current.get(path) !== hash);
  return changed.every(([, path = '']) => path.startsWith('data/narratives/')) ? changed.length : all;
}
