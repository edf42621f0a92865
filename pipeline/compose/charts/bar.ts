import { onceFor } from '../../once.ts';
import { element, escapeXml } from './svg.ts';

/** Whose mean a mark shows; each has a shape of its own. */
export type MarkKind = 'region' | 'continent' | 'world';

export interface Mark {
  readonly kind: MarkKind;
  /** Place on the scale, 0 to 1. */
  readonly share: number;
}

export interface Bar {
  /** Place of the figure on the scale, 0 to 1, and of the middle of the scale. */
  readonly share: number;
  readonly middle: number;
  readonly marks: readonly Mark[];
  readonly title: string;
  readonly description: string;
  /** The means that the marks show, as text: nothing else on the page says them; '' where there are no marks. */
  readonly others: string;
}

// Around the middle of the bar, in CSS pixels: the region above it, the world below it, the continent on it.
const shapes: Readonly<Record<MarkKind, string>> = {
  region: 'M-3 -9.5H3L0 -5Z',
  continent: 'M0 -3.4L3.4 0L0 3.4L-3.4 0Z',
  world: 'M-3 9.5H3L0 5Z',
};

/** How far below the middle of the bar the middle of a mark lies. */
export function markMiddle(kind: MarkKind): number {
  return { region: -7.25, continent: 0, world: 7.25 }[kind];
}

/** A share of the scale as a length: finer than any press and the same text on every machine. */
function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}

/** An upright line over the whole height of the bar. */
function tick(share: number, className: string): string {
  return element('line', { x1: percent(share), y1: 0, x2: percent(share), y2: '100%', class: className });
}

/** The shape of a mark, at a place of the bar or alone in a key. */
export const markShape = onceFor((kind: MarkKind) =>
  element('path', { d: shapes[kind], class: `mark mark-${kind}` }),
);

/** What every bar, or every bar with the same middle, has in common. */
const scale = element('line', { x1: 0, y1: '50%', x2: '100%', y2: '50%', class: 'bar-scale' });
const middleTick = onceFor((middle: number) => tick(middle, 'bar-middle'));
const middleGap = onceFor((middle: number) => tick(middle, 'bar-gap'));

/**
 * A bar from the low end of the scale to the figure, on a hairline that is the whole scale, with its middle marked and
 * marks for the means of others. Widths are shares, so that shapes keep their form however long the bar is set.
 */
export function bar({ share, middle, marks, title, description, others }: Bar): string {
  return element(
    'svg',
    {
      class: 'bar',
      // The figure stands beside the bar; marks are read out.
      ...(others === '' ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': others }),
    },
    element('title', {}, escapeXml(title)),
    element('desc', {}, escapeXml(description)),
    scale,
    element('rect', {
      x: 0,
      y: '15%',
      width: percent(Math.max(share, 0.005)),
      height: '70%',
      class: 'bar-fill',
    }),
    // A dark tick on a dark bar is lost in grey: it stands in a gap.
    share > middle ? middleGap(middle) : '',
    middleTick(middle),
    ...marks.map((mark) => element('svg', { x: percent(mark.share), y: '50%' }, markShape(mark.kind))),
  );
}
