import { fromHundredths, mean } from './figure.ts';
import type { Component, Fraction, Hundredths } from './model.ts';

/** The scores of one country as exact fractions, by indicator id. */
export function fractionsOf(scores: ReadonlyMap<string, Hundredths>): ReadonlyMap<string, Fraction> {
  return new Map([...scores].map(([id, score]) => [id, fromHundredths(score)]));
}

/**
 * The exact mean of every component, by id, children before parents. A mean of components is taken from their
 * unrounded means, each with the same weight; indicators and components without a score do not count, and a
 * component of which nothing is scored has no mean.
 */
export function meansOf(
  components: readonly Component[],
  scores: ReadonlyMap<string, Fraction>,
): ReadonlyMap<string, Fraction> {
  const means = new Map<string, Fraction>();
  const visit = (component: Component): Fraction | null => {
    const parts =
      component.components.length > 0
        ? component.components.map(visit)
        : component.groups.flatMap((group) => group.indicators.map(({ id }) => scores.get(id) ?? null));
    const scored = parts.filter((part) => part !== null);
    if (scored.length === 0) return null;
    const value = mean(scored);
    means.set(component.id, value);
    return value;
  };
  components.forEach(visit);
  return means;
}
