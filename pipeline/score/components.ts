import type { Component } from '../model.ts';

/** Ids of all indicators below a component, in the order of the index. */
export function indicatorsOf(component: Component): readonly string[] {
  return [
    ...component.components.flatMap(indicatorsOf),
    ...component.groups.flatMap((group) => group.indicators.map(({ id }) => id)),
  ];
}
