import { element, escapeXml, figureSvg, line, text } from './svg.ts';

/** A place in the plane of two scores, each as a share of the scale from 0 to 1. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Axis {
  readonly name: string;
  readonly min: string;
  readonly middle: string;
  readonly max: string;
}

export interface QuadrantPlot {
  readonly own: Spot & { readonly name: string };
  /** The countries of the same region, and all others. */
  readonly region: readonly Spot[];
  readonly others: readonly Spot[];
  readonly axes: { readonly x: Axis; readonly y: Axis };
  /** Where "high" begins, as a share of the scale. */
  readonly high: number;
  /** Two lines of text for each corner: low and high in x, for low and high in y. */
  readonly corners: Readonly<Record<'lowLow' | 'highLow' | 'lowHigh' | 'highHigh', readonly string[]>>;
  readonly title: string;
  readonly description: string;
}

const width = 214;
const side = 188;
const left = width - side - 2;
const top = 4;
const ground = top + side;

const at = ({ x, y }: Spot): readonly [number, number] => [left + x * side, ground - y * side];

/** A shape of the key. */
export function spotShape(kind: 'own' | 'ring' | 'dot'): string {
  if (kind === 'dot') return element('path', { d: 'M0 0h0', class: 'spot' });
  return element('circle', { r: kind === 'own' ? 4.2 : 2.9, class: `spot-${kind}` });
}

/**
 * A dot for every country, a ring for those of the region, a large disc with its name for this one; lines part the
 * plane where "high" begins. Dots of the others are one path: zero-length strokes with round ends.
 */
export function quadrantPlot({
  own,
  region,
  others,
  axes,
  high,
  corners,
  title,
  description,
}: QuadrantPlot): string {
  const [ownX, ownY] = at(own);
  const [highX, highY] = at({ x: high, y: high });
  const dots = others.map(at).map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`);
  const isRight = own.x > 0.5;
  const corner = (x: number, y: number, end: boolean, lines: readonly string[]): string =>
    lines.map((content, i) => text(x, y + i * 9, content, end ? 'corner end' : 'corner')).join('');
  return figureSvg(
    { width, height: ground + 26, className: 'quadrant' },
    { title, description },
    element('rect', { x: left, y: top, width: side, height: side, class: 'plot-frame' }),
    line(highX, top, highX, ground, 'plot-middle'),
    line(left, highY, left + side, highY, 'plot-middle'),
    element('path', { d: dots.join(''), class: 'spot' }),
    ...region.map(at).map(([cx, cy]) => element('circle', { cx, cy, r: 2.9, class: 'spot-ring' })),
    corner(left + 4, top + 10, false, corners.lowHigh),
    corner(left + side - 4, top + 10, true, corners.highHigh),
    corner(left + 4, ground - 14, false, corners.lowLow),
    corner(left + side - 4, ground - 14, true, corners.highLow),
    element('circle', { cx: ownX, cy: ownY, r: 4.2, class: 'spot-own' }),
    element(
      'text',
      { x: ownX + (isRight ? -7 : 7), y: ownY + 3.5, class: isRight ? 'spot-name end' : 'spot-name' },
      escapeXml(own.name),
    ),
    text(left, ground + 11, axes.x.min, 'tick'),
    text(highX, ground + 11, axes.x.middle, 'tick middle'),
    text(left + side, ground + 11, axes.x.max, 'tick end'),
    text(left + side / 2, ground + 23, axes.x.name, 'axis-name middle'),
    text(left - 4, ground, axes.y.min, 'tick end'),
    text(left - 4, highY + 3, axes.y.middle, 'tick end'),
    text(left - 4, top + 7, axes.y.max, 'tick end'),
    element(
      'g',
      { transform: `translate(${left - 8} ${top + side * 0.27}) rotate(-90)` },
      text(0, 0, axes.y.name, 'axis-name middle'),
    ),
  );
}
