import { formatChange, formatFigure, formatHundredths, share } from '../figure.ts';
import type { Component, CountryScores, EditionScores, Fraction, Group, Index, Labels } from '../model.ts';
import { bar, type Mark } from './charts/bar.ts';
import type { AxisView, ListView, RowView } from './view.ts';
import { word } from './words.ts';

/** What every list and bar of one document is made from. */
export interface Figures {
  readonly index: Index;
  readonly labels: Labels;
  readonly scores: CountryScores;
  /** Means of the groups of countries; empty where the edition is not complete. */
  readonly peers: EditionScores['peers'];
  readonly standings: EditionScores['standings'];
}

/** The mean of a component. @throws Error when there is none: `score` gives every component its mean. */
export function meanOf(scores: CountryScores, id: string): Fraction {
  const value = scores.means.get(id);
  if (!value) throw new Error(`no mean of ${id} for ${scores.country.iso3}`);
  return value;
}

/** A scale end as printed on an axis: 1, 5.5, 10. */
export function axisFigure(hundredths: number): string {
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
export function rowsOf(figures: Figures, group: Group, hasMarks = false): RowView[] {
  const { index, labels, scores } = figures;
  const { min, max } = axisOf(index);
  return group.indicators.flatMap(({ id, name }) => {
    const value = scores.indicators.get(id);
    if (!value) return [];
    const figure = formatFigure(value);
    const marks = hasMarks ? marksOf(figures, id) : [];
    return {
      name,
      figure,
      change: changeOf(figures, id),
      bar: bar({
        share: share(value, index.scale.min, index.scale.max),
        middle: 0.5,
        marks,
        others: marks.length > 0 ? marksText(figures, id) : '',
        title: word(labels, 'barTitle', { name }),
        description: word(labels, 'barDescription', { figure, min, max }),
      }),
    };
  });
}

/** The change of a figure since the edition before; "n/a" where that edition lacks it or parts of it. */
function changeOf({ labels, scores: { changes } }: Figures, id: string): string {
  if (!changes) return '';
  const points = changes.points.get(id);
  return points ? formatChange(points) : word(labels, 'notAvailable');
}

/** Where region, continent and world stand on the bar of an indicator; none where the edition is not complete. */
function marksOf({ index, peers, scores }: Figures, id: string): Mark[] {
  const { continent, region } = scores.country;
  const groups = { region, continent, world: '' } as const;
  return (['region', 'continent', 'world'] as const).flatMap((kind) => {
    const value = peers.get(groups[kind])?.get(id);
    return value ? { kind, share: share(value, index.scale.min, index.scale.max) } : [];
  });
}

/** The means that the marks show, for those who do not see them. */
function marksText({ labels, peers, scores }: Figures, id: string): string {
  const { continent, region } = scores.country;
  const mean = (name: string): string => {
    const value = peers.get(name)?.get(id);
    return value ? formatFigure(value) : word(labels, 'notAvailable');
  };
  return word(labels, 'marksDescription', {
    region,
    continent,
    regionMean: mean(region),
    continentMean: mean(continent),
    worldMean: mean(''),
  });
}

/** The score list of a component: its groups with their rows, its mean, its axis. */
export function listOf(figures: Figures, component: Component): ListView {
  const { changes } = figures.scores;
  const unlike = word(figures.labels, 'notAvailable');
  const groups = component.groups.map((group) => ({
    name: group.name,
    isNamed: component.groups.length > 1,
    rows: rowsOf(figures, group, true),
  }));
  return {
    id: component.id,
    name: component.name,
    mean: formatFigure(meanOf(figures.scores, component.id)),
    axis: axisOf(figures.index),
    caption: word(figures.labels, 'scoresOf', { name: component.name }),
    hasChanges: changes !== null,
    changeHead: changes ? word(figures.labels, 'changeSince', { edition: changes.since }) : '',
    meanChange: !changes || changes.likeForLike.has(component.id) ? changeOf(figures, component.id) : unlike,
    groups: groups.filter(({ rows }) => rows.length > 0),
  };
}
