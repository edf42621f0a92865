import { formatFigure, formatHundredths, share } from '../figure.ts';
import type { Component, CountryScores, Fraction, Group, Index, Labels } from '../model.ts';
import { bar } from './charts/bar.ts';
import type { AxisView, ListView, RowView } from './view.ts';
import { word } from './words.ts';

/** What every list and bar of one document is made from. */
export interface Figures {
  readonly index: Index;
  readonly labels: Labels;
  readonly scores: CountryScores;
}

/** The mean of a component. @throws Error when there is none: `score` gives every component its mean. */
export function meanOf(scores: CountryScores, id: string): Fraction {
  const value = scores.means.get(id);
  if (!value) throw new Error(`no mean of ${id} for ${scores.country.iso3}`);
  return value;
}

/** A scale end as printed on an axis: 1, 5.5, 10. */
function axisFigure(hundredths: number): string {
  return formatHundredths(hundredths).replace(/\.?0+$/, '');
}

export function axisOf({ scale }: Index): AxisView {
  return {
    min: axisFigure(scale.min),
    middle: axisFigure((scale.min + scale.max) / 2),
    max: axisFigure(scale.max),
  };
}

/** One row an indicator of the group that the edition has, in the order of the index. */
export function rowsOf({ index, labels, scores }: Figures, group: Group): RowView[] {
  const { min, max } = axisOf(index);
  return group.indicators.flatMap(({ id, name }) => {
    const value = scores.indicators.get(id);
    if (!value) return [];
    const figure = formatFigure(value);
    return {
      name,
      figure,
      bar: bar({
        share: share(value, index.scale.min, index.scale.max),
        middle: 0.5,
        title: word(labels, 'barTitle', { name }),
        description: word(labels, 'barDescription', { figure, min, max }),
      }),
    };
  });
}

/** The score list of a component: its groups with their rows, its mean, its axis. */
export function listOf(figures: Figures, component: Component): ListView {
  const groups = component.groups.map((group) => ({
    name: group.name,
    isNamed: component.groups.length > 1,
    rows: rowsOf(figures, group),
  }));
  return {
    id: component.id,
    name: component.name,
    mean: formatFigure(meanOf(figures.scores, component.id)),
    axis: axisOf(figures.index),
    caption: word(figures.labels, 'scoresOf', { name: component.name }),
    groups: groups.filter(({ rows }) => rows.length > 0),
  };
}
