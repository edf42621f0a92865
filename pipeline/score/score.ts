import { sortMessages, type Checked, type Message } from '../messages.ts';
import type {
  CountryScores,
  Dataset,
  Edition,
  EditionScores,
  Fraction,
  PublishedRow,
  Scored,
  ScoreRow,
} from '../model.ts';
import { atOnce, type Steps } from '../steps.ts';
import { changesOf } from './changes.ts';
import { contrastsOf } from './contrasts.ts';
import { fractionsOf, meansOf } from '../means.ts';
import { peerMeans } from './peers.ts';
import { differences, missingRanks } from './published.ts';
import { computedRanks, publishedRanks } from './ranks.ts';

/**
 * All figures of all editions, exact. In an edition that has scores of every country ranks are computed; in any
 * other they are the published ones. A country whose published figures are missing or differ is a message and is
 * left out, after the others have been ranked against it.
 */
export function score(dataset: Dataset): Checked<Scored> {
  return atOnce(scoring(dataset));
}

/** As `score`, an edition a step. */
export function* scoring(dataset: Dataset): Steps<Checked<Scored>> {
  const scored = new Map<string, EditionScores>();
  const messages: Message[] = [];
  // In the order of publication, so that the edition before is there to compare with.
  const editions = [...dataset.editions.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  for (const edition of editions) {
    const before = edition.previous === null ? undefined : scored.get(edition.previous);
    const { value, messages: problems } = scoreEdition(dataset, edition, before);
    scored.set(edition.id, value);
    messages.push(...problems);
    yield;
  }
  const value = new Map(
    [...dataset.editions.keys()].flatMap((id) => {
      const edition = scored.get(id);
      return edition ? [[id, edition] as const] : [];
    }),
  );
  return { value, messages: sortMessages(messages) };
}

function scoreEdition(
  dataset: Dataset,
  edition: Edition,
  before: EditionScores | undefined,
): Checked<EditionScores> {
  const { components } = dataset.index;
  const rows = dataset.scores.get(edition.id) ?? new Map<string, ScoreRow>();
  const published = dataset.published.get(edition.id) ?? new Map<string, PublishedRow>();
  const entries = [...dataset.countries.values()].flatMap((country) => {
    const row = rows.get(country.iso3);
    if (!row) return [];
    const indicators = fractionsOf(row.scores);
    return [{ country, row, indicators, means: meansOf(components, indicators) }];
  });
  const complete = entries.length === dataset.countries.size;
  const ranks = complete ? computedRanks(dataset, entries) : publishedRanks(dataset, published);

  const peers = complete ? peerMeans(entries) : new Map<string, ReadonlyMap<string, Fraction>>();
  const ranksOf = (iso3: string): CountryScores['ranks'] => ranks.get(iso3) ?? new Map();
  const standings = complete
    ? entries.map(({ country, means }) => ({ country, means, ranks: ranksOf(country.iso3) }))
    : [];

  const countries = new Map<string, CountryScores>();
  const unranked: CountryScores[] = [];
  const messages: Message[] = [];
  for (const { country, row, indicators, means } of entries) {
    const figures = {
      country,
      edition,
      indicators,
      means,
      ranks: ranksOf(country.iso3),
      contrasts: contrastsOf(components, indicators, peers.get(country.region)),
      changes: changesOf(components, { country, indicators, means }, before),
    };
    const print = published.get(country.iso3) ?? null;
    const differ = print ? differences(dataset.index, figures, row, print, complete) : [];
    messages.push(...differ);
    if (figures.ranks.size < components.length) unranked.push(figures);
    else if (differ.length === 0) countries.set(country.iso3, figures);
  }
  if (unranked.length > 0) {
    const absent = [...dataset.countries.values()].filter(({ iso3 }) => !rows.has(iso3));
    messages.push(...missingRanks(edition, unranked, published, dataset.index, absent));
  }
  return { value: { edition, complete, peers, standings, countries }, messages };
}
