import { formatFigure } from '../figure.ts';
import type { Chapter, Component, Group, Section } from '../model.ts';
import { meanOf, rowsOf, type Figures } from './lists.ts';
import type { BlockView, PartView } from './view.ts';
import { word } from './words.ts';

/** The narrative of a chapter in the order of the index: a part a top component, a block a heading. */
export function partsOf(figures: Figures, chapter: Chapter): PartView[] {
  const sections = new Map(chapter.sections.map((section) => [section.group, section]));
  return figures.index.components.map((component) => ({
    id: `narrative-${component.id}`,
    name: component.name,
    score: formatFigure(meanOf(figures.scores, component.id)),
    blocks: blocksOf(figures, component, sections),
  }));
}

function blocksOf(
  figures: Figures,
  component: Component,
  sections: ReadonlyMap<string, Section>,
): BlockView[] {
  if (component.components.length === 0) {
    return component.groups.map((group) => block(figures, group, sections.get(group.id), false));
  }
  return component.components.flatMap((child) => {
    const [only] = child.groups;
    const mean = formatFigure(meanOf(figures.scores, child.id));
    // A component with one group of its own name is one section: heading, scores and text together.
    if (only && child.groups.length === 1 && only.section === child.name) {
      return { ...block(figures, only, sections.get(only.id), false), hasMean: true, mean };
    }
    const head: BlockView = {
      ...emptyBlock,
      id: `narrative-${child.id}`,
      title: child.name,
      hasMean: true,
      mean,
    };
    return [head, ...child.groups.map((group) => block(figures, group, sections.get(group.id), true))];
  });
}

const emptyBlock: BlockView = {
  id: '',
  isDeep: false,
  title: '',
  hasMean: false,
  mean: '',
  scoresLabel: '',
  hasRows: false,
  rows: [],
  html: '',
};

function block(figures: Figures, group: Group, section: Section | undefined, isDeep: boolean): BlockView {
  const rows = rowsOf(figures, group);
  return {
    ...emptyBlock,
    id: `section-${group.id}`,
    isDeep,
    title: group.section,
    scoresLabel: word(figures.labels, 'scoresOf', { name: group.section }),
    hasRows: rows.length > 0,
    rows,
    html: section?.html ?? '',
  };
}
