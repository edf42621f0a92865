import type { Component, Group, Index } from './model.ts';

/** A heading that the index calls for; `group` is the one whose text stands below it, null for a heading over others. */
export interface Expected {
  readonly level: number;
  readonly title: string;
  readonly group: Group | null;
}

/** The headings of a narrative in order, from the tree of the index. */
export function outlineOf(index: Index): readonly Expected[] {
  const walk = (component: Component, level: number): Expected[] => {
    const [only] = component.groups;
    if (only && component.groups.length === 1 && only.section === component.name) {
      return [{ level, title: component.name, group: only }];
    }
    return [
      { level, title: component.name, group: null },
      ...component.components.flatMap((child) => walk(child, level + 1)),
      ...component.groups.map((group) => ({ level: level + 1, title: group.section, group })),
    ];
  };
  return index.components.flatMap((component) => walk(component, 1));
}
