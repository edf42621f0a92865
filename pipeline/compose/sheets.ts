import { formatChange, formatCount, formatFigure, toHundredths } from '../figure.ts';
import { indicatorsOf } from '../components.ts';
import type { Component, Country, Notice, Rank } from '../model.ts';
import { pyramid, pyramidFromPanel, type Pyramid } from './charts/pyramid.ts';
import { rankStrip } from './charts/strip.ts';
import { markMiddle, markShape } from './charts/bar.ts';
import { element } from './charts/svg.ts';
import { insetsOf, noOrder, noPlot, orderOf, plotOf } from './comparison.ts';
import { axisOf, listOf, meanOf, type Figures } from './lists.ts';
import type { ChartView, ListView, RankView, SheetView, VerdictView } from './view.ts';
import { longDate, ordinal, word } from './words.ts';

/** True when a notice holds for a country. */
export function holdsFor({ audience }: Notice, country: Country): boolean {
  return (
    audience.all ||
    audience.continents.includes(country.continent) ||
    audience.countries.includes(country.iso3)
  );
}

/** The three rank lines of a component: world, continent, region. */
function ranksOf({ labels, scores }: Figures, id: string): RankView[] {
  const ranks = scores.ranks.get(id);
  if (!ranks) throw new Error(`no ranks of ${id} for ${scores.country.iso3}`);
  const before = scores.changes?.ranks.get(id);
  const line = (rank: Rank, was: Rank | undefined, adjective: string | null): RankView => {
    const place = ordinal(labels, rank.place);
    const count = formatCount(rank.of);
    const alone =
      adjective === null
        ? word(labels, 'rankWorld', { place, count })
        : word(labels, 'rankGroup', { place, count, adjective });
    // Published ranks do not tell whether they are shared.
    const tied = (rank.ties ?? 0) > 0 ? word(labels, 'rankTied', { rank: alone }) : alone;
    const text = was
      ? word(labels, 'rankWas', {
          rank: tied,
          place: ordinal(labels, was.place),
          edition: scores.changes?.since ?? '',
        })
      : tied;
    return { text, strip: rankStrip(rank.place, rank.of, text) };
  };
  const { continent, region } = scores.country;
  return [
    // The widest field says where the country stood before; the others have no room for it.
    line(ranks.world, before?.world, null),
    line(ranks.continent, undefined, labels.continents[continent] ?? continent),
    line(ranks.region, undefined, labels.regions[region] ?? region),
  ];
}

/** The shapes of the marks with the names of the groups, for the key. */
export function marksKey({ labels, peers, scores }: Figures): SheetView['marks'] {
  if (peers.size === 0) return [];
  const { continent, region } = scores.country;
  const names = { region, continent, world: word(labels, 'world') } as const;
  return (['region', 'continent', 'world'] as const).map((kind) => ({
    shape: element(
      'svg',
      { class: 'mark-key', viewBox: `-6 ${markMiddle(kind) - 6} 12 12`, 'aria-hidden': 'true' },
      markShape(kind),
    ),
    name: names[kind],
  }));
}

/** The chart of the index needs three means: two that make up the first top component, and the second. */
export function pyramidParts(
  figures: Figures,
): { base: Component; height: Component; panel: Component } | null {
  const [first, panel] = figures.index.components;
  const [base, height] = first?.components ?? [];
  return base && height && panel ? { base, height, panel } : null;
}

/** The pyramid seen from the front or from the panel's side, with its legend and its figures as rows. */
export function pyramidChart(figures: Figures, side: 'front' | 'panel'): ChartView {
  const parts = pyramidParts(figures);
  if (!parts) return { svg: '', caption: '', legend: [], rows: [] };
  const { labels, scores, index } = figures;
  const dimension = (component: Component): { points: number; figure: string } => {
    const value = meanOf(scores, component.id);
    return { points: toHundredths(value) / 100, figure: formatFigure(value) };
  };
  const [base, height, panel] = [dimension(parts.base), dimension(parts.height), dimension(parts.panel)];
  const words = {
    base: base.figure,
    height: height.figure,
    panel: panel.figure,
    baseName: parts.base.name,
    heightName: parts.height.name,
    panelName: parts.panel.name,
  };
  const drawing: Pyramid = {
    base,
    height,
    panel,
    max: index.scale.max / 100,
    title: word(labels, side === 'front' ? 'pyramidTitle' : 'pyramidSideTitle', {
      country: scores.country.name,
    }),
    description: word(labels, 'pyramidDescription', words),
  };
  return {
    svg: side === 'front' ? pyramid(drawing) : pyramidFromPanel(drawing),
    caption: word(labels, side === 'front' ? 'pyramidCaption' : 'pyramidSideCaption'),
    legend: [
      word(labels, 'pyramidBase', words),
      word(labels, 'pyramidHeight', words),
      word(labels, 'pyramidPanel', words),
    ],
    rows: [parts.base, parts.height, parts.panel].map(({ id, name }) => ({
      name,
      figure: formatFigure(meanOf(scores, id)),
    })),
  };
}

/** How to read bars and figures of all components. */
export function readingKey({ index, labels }: Figures): string[] {
  const { min, middle, max } = axisOf(index);
  return [
    word(labels, 'keyBar', { min, middle, max }),
    ...index.components.map(({ name }, i) =>
      word(labels, i === 0 ? 'keyHighHarm' : 'keyHighGood', { component: name }),
    ),
  ];
}

/** How to read a sheet: the bars, which way is worse, and what stands where a change cannot be told. */
function keyOf(
  { index, labels, scores }: Figures,
  lists: readonly ListView[],
  isFirst: boolean,
  name: string,
): string[] {
  const { min, middle, max } = axisOf(index);
  const sign = word(labels, 'notAvailable');
  const isNeeded = lists.some(
    ({ groups, meanChange }) =>
      meanChange === sign || groups.some(({ rows }) => rows.some(({ change }) => change === sign)),
  );
  return [
    word(labels, 'keyBar', { min, middle, max }),
    word(labels, isFirst ? 'keyHighHarm' : 'keyHighGood', { component: name }),
    ...(isNeeded ? [word(labels, 'keyNotAvailable', { sign, edition: scores.changes?.since ?? '' })] : []),
  ];
}

/** Below the rank order of a region of so many countries there is room for the method. */
const smallRegion = 6;
/** Below that of a region of so many there is room for all of the method, elsewhere for its first lines. */
const tinyRegion = 3;

/** The change of a top component's score, and over which indicators; '' where there is nothing to compare with. */
function scoreChange({ labels, scores: { changes, indicators } }: Figures, component: Component): string {
  const points = changes?.points.get(component.id);
  if (!changes || !points) return '';
  const names = { change: formatChange(points), edition: changes.since };
  if (changes.likeForLike.has(component.id)) return word(labels, 'scoreChange', names);
  const shared = indicatorsOf(component).filter(({ id }) => indicators.has(id) && changes.points.has(id));
  return word(labels, 'scoreChangeShared', { ...names, n: formatCount(shared.length) });
}

/** The score of a top component with its ranks and its change. */
export function verdictOf(figures: Figures, component: Component): VerdictView {
  const { labels, scores } = figures;
  const change = scoreChange(figures, component);
  return {
    id: component.id,
    name: component.name,
    score: formatFigure(meanOf(scores, component.id)),
    scoreLabel: word(labels, 'scoreOf', { component: component.name }),
    hasChange: change !== '',
    change,
    ranksLabel: word(labels, 'ranksOf', { component: component.name }),
    ranks: ranksOf(figures, component.id),
  };
}

/** Where the figures come from. */
export function sourceOf({ index, labels, scores: { edition } }: Figures): string {
  return word(labels, 'source', {
    publisher: index.publisher,
    index: index.name,
    edition: edition.id,
    date: longDate(labels, edition.date),
  });
}

/** One score sheet a top component, in the order of the index. */
export function sheetsOf(figures: Figures): SheetView[] {
  const { index, labels, scores } = figures;
  return index.components.map((component, position) => {
    const lists = (component.components.length > 0 ? component.components : [component]).map((part) =>
      listOf(figures, part),
    );
    const [main, ...side] = lists;
    if (!main) throw new Error(`component ${component.id} has no list`);
    const isFirst = position === 0;
    const hasPlot = !isFirst && figures.standings.length > 0;
    const order = hasPlot ? orderOf(figures, component) : noOrder;
    const hasMethod = !isFirst && order.rows.length <= smallRegion;
    const isTiny = hasPlot && order.rows.length <= tinyRegion;
    return {
      ...verdictOf(figures, component),
      heading: word(labels, 'scoreSheet', { component: component.name }),
      isFirst,
      main,
      side,
      chart: pyramidChart(figures, isFirst ? 'front' : 'panel'),
      insets: insetsOf(figures, component, isFirst),
      hasPlot,
      plot: hasPlot ? plotOf(figures) : noPlot,
      order,
      method: hasMethod ? index.method.slice(0, isTiny ? index.method.length : 3) : [],
      key: keyOf(figures, lists, isFirst, component.name),
      marks: marksKey(figures),
      funders: index.funders.filter((notice) => holdsFor(notice, scores.country)).map(({ text }) => text),
      source: sourceOf(figures),
    };
  });
}
