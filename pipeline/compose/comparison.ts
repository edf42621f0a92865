import { formatCount, formatChange, formatFigure, fromHundredths, compare, share } from '../figure.ts';
import { indicatorsOf } from '../components.ts';
import type { Component, Contrast, Fraction, Standing } from '../model.ts';
import { quadrantPlot, spotShape, type Axis, type Spot } from './charts/quadrant.ts';
import { element } from './charts/svg.ts';
import { axisFigure, axisOf, meanOf, type Figures } from './lists.ts';
import type { InsetView, OrderView, PlotView, ShapeView } from './view.ts';
import { word } from './words.ts';

/** Rows of a short list. */
const most = 3;

/**
 * The short lists of a sheet: on the first what changed and what stands out most, on the others strengths and
 * weaknesses against the region. None where there is nothing to compare with.
 */
export function insetsOf(figures: Figures, component: Component, isFirst: boolean): readonly InsetView[] {
  const changes = isFirst ? changeInset(figures, component) : [];
  return [...changes, ...contrastInsets(figures, component, isFirst)].slice(0, 2);
}

/** The largest changes of a component since the edition before; none where there is no such edition. */
export function changeInset(figures: Figures, component: Component): readonly InsetView[] {
  const { labels, scores } = figures;
  const { changes } = scores;
  if (!changes) return [];
  const moved = (changes.largest.get(component.id) ?? []).flatMap((id): Contrast[] => {
    const points = changes.points.get(id);
    return points ? [{ id, points }] : [];
  });
  const caption = word(labels, 'sinceEdition', { edition: changes.since });
  return [inset(figures, component, moved, word(labels, 'largestChanges'), caption)];
}

/** What lies furthest above and below the region; none where the edition is not complete. */
export function contrastInsets(
  figures: Figures,
  component: Component,
  isFirst: boolean,
): readonly InsetView[] {
  const { labels, scores } = figures;
  const contrast = scores.contrasts.get(component.id);
  if (!contrast) return [];
  const [above, below] = [word(labels, 'aboveRegion'), word(labels, 'belowRegion')];
  return [
    inset(figures, component, contrast.above, word(labels, isFirst ? 'highest' : 'strengths'), above),
    inset(figures, component, contrast.below, word(labels, isFirst ? 'lowest' : 'weaknesses'), below),
  ];
}

function inset(
  { labels, scores }: Figures,
  component: Component,
  list: readonly Contrast[],
  name: string,
  caption: string,
): InsetView {
  const names = new Map(indicatorsOf(component).map((indicator) => [indicator.id, indicator.name]));
  const rows = list.slice(0, most).flatMap(({ id, points }) => {
    const value = scores.indicators.get(id);
    return value
      ? { name: names.get(id) ?? id, figure: formatFigure(value), points: formatChange(points) }
      : [];
  });
  return { name, caption, hasRows: rows.length > 0, rows, nothing: word(labels, 'nothing') };
}

/** What stands in the view where there is no plot. */
export const noPlot: PlotView = { svg: '', caption: '', legend: [], note: '' };

/** The plane of the first two top components. */
export function plotOf(figures: Figures): PlotView {
  const { index, labels, scores, standings } = figures;
  const [first, second] = index.components;
  if (!first || !second) return noPlot;
  const { min, max } = index.scale;
  const spot = (means: Standing['means']): Spot => ({
    x: share(means.get(first.id) ?? fromHundredths(min), min, max),
    y: share(means.get(second.id) ?? fromHundredths(min), min, max),
  });
  const high = fromHundredths(index.quadrant);
  const isHigh = (mean: Fraction | undefined): boolean => mean !== undefined && compare(mean, high) >= 0;
  const level = (isUpper: boolean, component: Component): string =>
    word(labels, isUpper ? 'isHigh' : 'isLow', { component: component.name });
  const count = (x: boolean, y: boolean): number =>
    standings.filter(({ means }) => isHigh(means.get(first.id)) === x && isHigh(means.get(second.id)) === y)
      .length;
  const own = [isHigh(scores.means.get(first.id)), isHigh(scores.means.get(second.id))] as const;
  const others = standings.filter(({ country }) => country.iso3 !== scores.country.iso3);
  const isNear = ({ country }: Standing): boolean => country.region === scores.country.region;
  const axis = (component: Component): Axis => ({
    low: level(false, component),
    high: level(true, component),
    ...axisOf(index),
    middle: axisFigure(index.quadrant),
  });
  return {
    svg: quadrantPlot({
      own: spot(scores.means),
      region: others.filter(isNear).map(({ means }) => spot(means)),
      others: others.filter((one) => !isNear(one)).map(({ means }) => spot(means)),
      axes: { x: axis(first), y: axis(second) },
      high: share(high, min, max),
      title: word(labels, 'plotTitle', { country: scores.country.name }),
      description: word(labels, 'plotDescription', {
        country: scores.country.name,
        first: first.name,
        second: second.name,
        x: formatFigure(meanOf(scores, first.id)),
        y: formatFigure(meanOf(scores, second.id)),
      }),
    }),
    caption: word(labels, 'plotCaption'),
    legend: legendOf(figures),
    note: word(labels, 'plotNote', {
      first: level(own[0], first),
      second: level(own[1], second),
      n: formatCount(count(...own)),
      count: formatCount(standings.length),
      high: formatFigure(high),
    }),
  };
}

function legendOf({ labels, scores: { country } }: Figures): readonly ShapeView[] {
  const shapes = [
    ['own', country.name],
    ['ring', country.region],
    ['dot', word(labels, 'otherCountries')],
  ] as const;
  return shapes.map(([kind, name]) => ({
    shape: element(
      'svg',
      { class: 'mark-key', viewBox: '-6 -6 12 12', 'aria-hidden': 'true' },
      spotShape(kind),
    ),
    name,
  }));
}

export const noOrder: OrderView = { caption: '', heads: [], rows: [] };

/** The countries of the region in the order of their ranks by one component, with their scores. */
export function orderOf({ index, labels, scores, standings }: Figures, component: Component): OrderView {
  const others = index.components.filter(({ id }) => id !== component.id);
  const columns = [component, ...others];
  const place = ({ ranks }: Standing): number => ranks.get(component.id)?.region.place ?? 0;
  const members = standings
    .filter(({ country }) => country.region === scores.country.region)
    .sort((a, b) => place(a) - place(b) || (a.country.name < b.country.name ? -1 : 1));
  return {
    caption: word(labels, 'regionOrder', { region: scores.country.region, component: component.name }),
    heads: columns.map(({ name }) => name),
    rows: members.map((one) => ({
      place: formatCount(place(one)),
      name: one.country.name,
      isOwn: one.country.iso3 === scores.country.iso3,
      figures: columns.map(({ id }) => {
        const mean = one.means.get(id);
        return mean ? formatFigure(mean) : word(labels, 'notAvailable');
      }),
    })),
  };
}
