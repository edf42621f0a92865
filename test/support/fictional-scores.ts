import type { Index } from '../../pipeline/model.ts';
import { formatHundredths } from '../../pipeline/figure.ts';
import { chanceOf } from './seeded-random.ts';

/** Scores in hundredths by indicator id, for one country in one edition. */
export type FictionalScores = ReadonlyMap<string, number>;

/** What a table of scores is made up from; `extremes` are the codes of the countries at the two ends of the scale. */
export interface FictionalField {
  readonly seed: number;
  readonly index: Index;
  readonly extremes: { readonly lowest: string; readonly highest: string };
}

/**
 * The scores of a country in every edition, in their order: indicators of a top component lie around a level of the
 * country, the levels of criminality and resilience lean against each other, and little moves between editions.
 */
export function scoresOf(
  { seed, index, extremes }: FictionalField,
  iso3: string,
  editions: readonly string[],
): readonly FictionalScores[] {
  const { min, max, step } = index.scale;
  const onGrid = (points: number): number =>
    min + Math.min(Math.max(Math.round((points * 100 - min) / step), 0), (max - min) / step) * step;
  const chance = chanceOf(seed, 'scores', iso3);
  const severity = chance.normal();
  const levels = index.components.map((_, i) => (i === 0 ? 5 + 1.3 * severity : 4.9 - 0.9 * severity));
  const values = new Map<string, number>();
  index.components.forEach((component, i) => {
    const level = (levels[i] ?? 5) + 0.7 * chance.normal();
    for (const id of indicatorsOf(component)) values.set(id, level + 1.5 * chance.normal());
  });
  return editions.map((edition, i) => {
    const moves = chanceOf(seed, 'moves', iso3, edition);
    for (const [id, value] of values) {
      if (i > 0 && moves.odds(0.35)) values.set(id, value + 0.5 * moves.pick([-2, -1, -1, 1, 1, 2]));
    }
    const end = { [extremes.lowest]: min, [extremes.highest]: max }[iso3];
    return new Map([...values].map(([id, value]) => [id, end ?? onGrid(value)]));
  });
}

/** A table as it stands in data/scores: a row a country, a column an indicator. */
export function scoreTable(
  indicators: readonly string[],
  rows: ReadonlyMap<string, FictionalScores>,
): string {
  const lines = [...rows].map(([iso3, scores]) =>
    [iso3, ...indicators.map((id) => formatHundredths(scores.get(id) ?? 0))].join(','),
  );
  return [['iso3', ...indicators].join(','), ...lines, ''].join('\n');
}

/** Ids of all indicators below a component, in the order of the index. */
export function indicatorsOf({ components, groups }: Index['components'][number]): readonly string[] {
  return [
    ...components.flatMap(indicatorsOf),
    ...groups.flatMap(({ indicators }) => indicators.map(({ id }) => id)),
  ];
}
