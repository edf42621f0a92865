import type { Message } from './messages.ts';
import type { Scored, SourceFile, Sources } from './model.ts';

/** What the messages found so far allow: nothing at all, or everything but some countries. */
export interface Gate {
  /** True when a problem concerns everything: the index, the editions, the countries, labels, templates. */
  readonly isShut: boolean;
  /** Codes of the countries with problems of their own, sorted. */
  readonly failed: readonly string[];
}

/** Judges messages; in a strict run a warning counts as an error. */
export function gateOf(messages: readonly Message[], sources: Sources, isStrict: boolean): Gate {
  const scopes = messages
    .filter(({ fatal }) => isStrict || fatal !== false)
    .map((message) => scopeOf(message, [...sources.scores, ...sources.published]));
  const failed = new Set(scopes.filter((scope) => scope !== 'all' && scope !== 'nobody'));
  return { isShut: scopes.includes('all'), failed: [...failed].sort() };
}

/**
 * Whom a message concerns: the country of its narrative or of its row; `nobody` for a place in a table that belongs to
 * no country, because a row that cannot be read is no row to any stage; else `all`.
 */
function scopeOf(message: Message, tables: readonly SourceFile[]): string {
  const path = message.file ?? '';
  const narrative = /^data\/narratives\/[^/]+\/([A-Z]{3})\./.exec(path)?.[1];
  if (narrative !== undefined) return narrative;
  if (path.startsWith('data/narratives/')) return 'nobody';
  if (!/^data\/(scores|published)\//.test(path)) return 'all';
  const table = tables.find((file) => file.path === path);
  const row = table?.text.split('\n')[(message.line ?? 1) - 1] ?? '';
  return /\b[A-Z]{3}\b/.exec(row)?.[0] ?? 'nobody';
}

/** The figures of the countries that may be built. */
export function pass(scored: Scored, { isShut, failed }: Gate): Scored {
  if (isShut) return new Map();
  return new Map(
    [...scored].map(([id, edition]) => {
      const countries = [...edition.countries].filter(([iso3]) => !failed.includes(iso3));
      return [id, { ...edition, countries: new Map(countries) }];
    }),
  );
}
