import type { Component, Index, Indicator } from './model.ts';

/** All components of an index, each before those it is made of. */
export function componentsOf({ components }: Pick<Index, 'components'>): readonly Component[] {
  return components.flatMap((component) => [component, ...componentsOf(component)]);
}

/** All indicators of a component and of those below it, in the order of the index. */
export function indicatorsOf({ components, groups }: Component): readonly Indicator[] {
  return [...components.flatMap(indicatorsOf), ...groups.flatMap(({ indicators }) => indicators)];
}
