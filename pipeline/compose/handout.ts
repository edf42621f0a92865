import { compare } from '../figure.ts';
import { indicatorsOf } from '../components.ts';
import type { Chapter, Component, Group, Indicator } from '../model.ts';
import { contrastInsets, changeInset } from './comparison.ts';
import { rowsOf, type Figures } from './lists.ts';
import { marksKey, pyramidChart, readingKey, sourceOf, verdictOf } from './sheets.ts';
import type { HandoutView } from './view.ts';
import { word } from './words.ts';

/** Rows of each list on the front. */
const most = 5;
/** Lead sentences of more letters in all are set smaller, at the smallest size of the page. */
const manyLetters = 2000;
/** Up to so many leave room for what the indicators measure, and for more: the method, or what changed. */
const [fewLetters, fewerLetters] = [1500, 1250] as const;

/** What stands in the view of every other product. */
export const noHandout: HandoutView = {
  verdicts: [],
  chart: { svg: '', caption: '', legend: [], rows: [] },
  method: [],
  key: [],
  marks: [],
  lists: [],
  hasComparison: false,
  comparisons: [],
  hasLeads: false,
  isClose: false,
  leads: [],
  hasDefinitions: false,
  definitions: [],
  source: '',
};

/**
 * The leaf for a meeting. Front: the scores with their ranks, the chart, what stands highest in the first part of the
 * index and lowest in the others. Back: what changed, what stands out from the region, one sentence a section. Where
 * there is no region to compare with or no narrative, the back says what the listed indicators measure.
 */
export function handoutOf(figures: Figures, chapter: Chapter | null): HandoutView {
  const { index, labels } = figures;
  const chosen = index.components.map((component, i) => extremesOf(figures, component, i === 0));
  const comparisons = index.components.map((component, i) => ({
    id: component.id,
    name: component.name,
    insets: [...changeInset(figures, component), ...contrastInsets(figures, component, i === 0)],
  }));
  const hasComparison = comparisons.some(({ insets }) => insets.length > 0);
  const leads = (chapter?.sections ?? []).map(({ title, lead }) => ({ title, text: lead }));
  const hasLeads = leads.length > 0;
  const letters = leads.reduce((sum, { text }) => sum + text.length, 0);
  const isFull = hasLeads && comparisons.some(({ insets }) => insets.length > 1);
  const hasDefinitions = !isFull && letters <= (hasComparison ? fewerLetters : fewLetters);
  const hasMethod = letters <= fewerLetters && !(hasComparison && hasLeads);
  return {
    verdicts: index.components.map((component) => verdictOf(figures, component)),
    chart: pyramidChart(figures, 'front'),
    method: hasDefinitions && hasMethod ? index.method : [],
    key: readingKey(figures),
    marks: marksKey(figures),
    lists: chosen.map(({ id, name, indicators }) => ({
      id,
      name,
      caption: word(labels, 'scoresOf', { name }),
      rows: rowsOf(figures, asGroup(name, indicators), true),
    })),
    hasComparison,
    comparisons: hasComparison ? comparisons : [],
    hasLeads,
    isClose: letters > manyLetters,
    leads,
    hasDefinitions,
    definitions: chosen
      .flatMap(({ indicators }) => indicators.map(({ name, definition }) => ({ name, text: definition })))
      .filter(() => hasDefinitions),
    source: sourceOf(figures),
  };
}

/** The highest indicators of the first list of a component, or the lowest of all of it; equal ones in the order of the index. */
function extremesOf(
  { labels, scores }: Figures,
  component: Component,
  isHighest: boolean,
): { readonly id: string; readonly name: string; readonly indicators: readonly Indicator[] } {
  const part = (isHighest ? component.components[0] : undefined) ?? component;
  const scored = indicatorsOf(part).flatMap((indicator) => {
    const value = scores.indicators.get(indicator.id);
    return value ? [{ indicator, value }] : [];
  });
  const sorted = scored.sort((a, b) => (isHighest ? compare(b.value, a.value) : compare(a.value, b.value)));
  return {
    id: component.id,
    name: word(labels, isHighest ? 'highestOf' : 'lowestOf', { component: part.name }),
    indicators: sorted.slice(0, most).map(({ indicator }) => indicator),
  };
}

function asGroup(name: string, indicators: readonly Indicator[]): Group {
  return { id: '', name, section: name, indicators };
}
