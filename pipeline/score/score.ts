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
import { fractionsOf, meansOf } from './means.ts';
import { peerMeans } from './peers.ts';
import { differences, missingRanks } from './published.ts';
import { computedRanks, publishedRanks } from './ranks.ts';

/**
 * All figures of all editions, exact. In an edition that has scores of every country ranks are computed; in any
 * other they are the published ones. A country whose published figures are missing or differ is a message and is
 * left out, after the others have been ranked against it.
 */
export function score(dataset: Dataset): Checked<Scored> {
  const scored = new Map<string, EditionScores>();
  const messages: Message[] = [];
  for (const edition of dataset.editions.values()) {
    const { value, messages: problems } = scoreEdition(dataset, edition);
    scored.set(edition.id, value);
    messages.push(...problems);
  }
  return { value: scored, messages: sortMessages(messages) };
}

function scoreEdition(dataset: Dataset, edition: Edition): Checked<EditionScores> {
  const rows = dataset.scores.get(edition.id) ?? new Map<string, ScoreRow>();
  const published = dataset.published.get(edition.id) ?? new Map<string, PublishedRow>();
  const entries = [...dataset.countries.values()].flatMap((country) => {
    const row = rows.get(country.iso3);
    if (!row) return [];
    const indicators = fractionsOf(row.scores);
    return [{ country, row, indicators, means: meansOf(dataset.index.components, indicators) }];
  });
  const complete = entries.length === dataset.countries.size;
  const ranks = complete ? computedRanks(dataset, entries) : publishedRanks(dataset, published);

  const countries = new Map<string, CountryScores>();
  const unranked: CountryScores[] = [];
  const messages: Message[] = [];
  for (const { country, row, indicators, means } of entries) {
    const figures = { country, edition, indicators, means, ranks: ranks.get(country.iso3) ?? new Map() };
    const print = published.get(country.iso3) ?? null;
    const differ = print ? differences(dataset.index, figures, row, print, complete) : [];
    messages.push(...differ);
    if (figures.ranks.size < dataset.index.components.length) unranked.push(figures);
    else if (differ.length === 0) countries.set(country.iso3, figures);
  }
  if (unranked.length > 0) {
    const absent = [...dataset.countries.values()].filter(({ iso3 }) => !rows.has(iso3));
    messages.push(...missingRanks(edition, unranked, published, dataset.index, absent));
  }
  const peers = complete ? peerMeans(entries) : new Map<string, ReadonlyMap<string, Fraction>>();
  return { value: { edition, complete, peers, countries }, messages };
}
