import { componentsOf, indicatorsOf } from '../../components.ts';
import { formatHundredths, toHundredths } from '../../figure.ts';
import { fractionsOf, meansOf } from '../../means.ts';
import type { Message } from '../../messages.ts';
import type { Hundredths, RankPlaces } from '../../model.ts';
import type { ImportedRow } from '../table.ts';
import type { Blocks, Context } from './blocks.ts';
import type { Figure } from './figures.ts';
import type { LeftOut, Line } from './line.ts';
import { wordsOf } from './marks.ts';
import { doubtAt, problemAt } from './problem.ts';
import type { FoundRank } from './ranks.ts';

const scopes = ['world', 'continent', 'region'] as const;

/** How many countries each rank is among. */
export type Sizes = RankPlaces;

/**
 * The figures of a brief as the row of its country. What is printed twice must agree. `held` are the indicators that
 * need no score here, because the project has it.
 */
export function rowOf(
  { figures, lone, ranks }: Blocks,
  { country, file, index }: Context,
  expected: readonly string[],
  held: ReadonlySet<string>,
  sizes: Sizes,
  leftOut: LeftOut[],
  messages: Message[],
): ImportedRow {
  const known = once(
    figures,
    ({ id }) => id,
    ({ value }) => formatHundredths(value),
    file,
    messages,
  );
  const ofKind = (kind: Figure['kind']): Map<string, Hundredths> =>
    new Map([...known].filter(([, one]) => one.kind === kind).map(([id, { value }]) => [id, value]));
  const scores = ofKind('score');
  const means = ofKind('mean');
  const scored = [...known.values()].find(({ kind }) => kind === 'score');
  const missing = expected.filter((id) => !scores.has(id) && !held.has(id));
  if (scored && missing.length > 0) {
    const reason = `Unexpected absence of scores for ${missing.join(', ')}, expected all of the edition`;
    messages.push(
      problemAt(file, scored.line, scored.text, reason, { hint: 'add their lines to the brief' }),
    );
  }
  nameLone(lone, scores, means, { file, index }, leftOut, messages);
  return { country, scores, means, ranks: placesOf(ranks, file, sizes, messages) };
}

/**
 * The pyramid of a printed score sheet holds a mean without its name. Such a lone figure is the mean of the one component
 * whose indicators have this mean, and that no other line names; else it is left out.
 */
function nameLone(
  lone: readonly Line[],
  scores: ReadonlyMap<string, Hundredths>,
  means: Map<string, Hundredths>,
  { file, index }: Pick<Context, 'file' | 'index'>,
  leftOut: LeftOut[],
  messages: Message[],
): void {
  const complete = new Set(
    componentsOf(index)
      .filter((component) => indicatorsOf(component).some(({ id }) => scores.has(id)))
      .map(({ id }) => id),
  );
  const computed = [...meansOf(index.components, fractionsOf(scores))].filter(([id]) => complete.has(id));
  for (const line of lone) {
    const text = wordsOf(line.text).trim();
    const value = Math.round(Number(text.replace(',', '.')) * 100);
    const alike = computed.filter(([, mean]) => toHundredths(mean) === value).map(([id]) => id);
    const unnamed = alike.filter((id) => !means.has(id));
    const [only] = unnamed;
    if (only !== undefined && unnamed.length === 1) means.set(only, value);
    else if (alike.length === 0) {
      const hint = 'write the name beside it, if it is a figure of the index';
      const reason = `Unexpected figure ${text} without a name, expected the mean of a part of the index`;
      messages.push(doubtAt(file, line, text, reason, { hint }));
      leftOut.push({ line: line.number, reason: 'figure without a name', text });
    } else leftOut.push({ line: line.number, reason: 'figure that is printed twice', text });
  }
}

/** Ranks by top component. A component has all three of its ranks, or none. */
function placesOf(
  ranks: readonly FoundRank[],
  file: string,
  sizes: Sizes,
  messages: Message[],
): ReadonlyMap<string, RankPlaces> {
  const found = once(
    ranks,
    ({ id, scope }) => `${id}-rank-${scope}`,
    ({ place }) => String(place),
    file,
    messages,
  );
  for (const { line, of, scope, text } of found.values()) {
    if (of === sizes[scope]) continue;
    const reason = `Unexpected rank among ${of} countries, expected ${sizes[scope]} as in data/countries.csv`;
    messages.push(
      doubtAt(file, line, text, reason, { hint: 'look whether the edition has other countries' }),
    );
  }
  return new Map(
    [...new Set(ranks.map(({ id }) => id))].flatMap((id) => {
      const [world, continent, region] = scopes.map((scope) => found.get(`${id}-rank-${scope}`));
      if (world && continent && region)
        return [[id, { world: world.place, continent: continent.place, region: region.place }] as const];
      const some = world ?? continent ?? region;
      if (some) {
        const reason = `Unexpected number of ranks of ${id}, expected those in the world, the continent and the region`;
        messages.push(
          problemAt(file, some.line, some.text, reason, { hint: 'add the rank lines, or remove all' }),
        );
      }
      return [];
    }),
  );
}

/** What is found, by name; a message for each that comes again with another figure. */
function once<Found extends { readonly line: Line; readonly text: string }>(
  all: readonly Found[],
  nameOf: (one: Found) => string,
  figureOf: (one: Found) => string,
  file: string,
  messages: Message[],
): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const one of all) {
    const first = found.get(nameOf(one));
    if (!first) found.set(nameOf(one), one);
    else if (figureOf(first) !== figureOf(one)) {
      const reason = `Unexpected ${figureOf(one)} for ${nameOf(one)}, expected ${figureOf(first)} as in line ${first.line.number}`;
      messages.push(problemAt(file, one.line, one.text, reason, { hint: 'correct one of the two' }));
    }
  }
  return found;
}
