import type { Component, Index, Indicator } from './model.ts';

/** All components of an index, each before those it is made of. */
export function componentsOf({ components }: Pick<Index, 'components'>): readonly Component[] {
  return components.flatMap((component) => [component, ...componentsOf(component)]);
}

/** Asked for each country of each edition: they are gathered once. */
const gathered = new WeakMap<Component, readonly Indicator[]>();

/** All indicators of a component and of those below it, in the order of the index. */
export function indicatorsOf(component: Component): readonly Indicator[] {
  const { components, groups } = component;
  const known = gathered.get(component) ?? [
    ...components.flatMap(indicatorsOf),
    ...groups.flatMap(({ indicators }) => indicators),
  ];
  gathered.set(component, known);
  return known;
}
