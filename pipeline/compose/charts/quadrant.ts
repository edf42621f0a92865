import { element, figureSvg, line, text } from './svg.ts';

/** A place in the plane of two scores, each as a share of the scale from 0 to 1. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Axis {
  /** What the part below "high" is called, and the part from there on. */
  readonly low: string;
  readonly high: string;
  readonly min: string;
  readonly middle: string;
  readonly max: string;
}

export interface QuadrantPlot {
  readonly own: Spot;
  /** The countries of the same region, and all others. */
  readonly region: readonly Spot[];
  readonly others: readonly Spot[];
  readonly axes: { readonly x: Axis; readonly y: Axis };
  /** Where "high" begins, as a share of the scale. */
  readonly high: number;
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
  return kind === 'dot' ? dot('spot', 0, 0) : disc(kind, 0, 0);
}

/** A zero-length stroke with round ends: a printed circle takes sixteen curves. */
function dot(className: string, x: number, y: number): string {
  return element('path', { d: `M${x.toFixed(2)} ${y.toFixed(2)}h0`, class: className });
}

/** A dot within a rim of another colour. */
function disc(kind: 'own' | 'ring', x: number, y: number): string {
  return dot(`spot-${kind}`, x, y) + dot(`spot-${kind}-inside`, x, y);
}

/** Text along the left side, read from below, its middle at `y`. */
function upward(x: number, y: number, content: string): string {
  return element(
    'g',
    { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)}) rotate(-90)` },
    text(0, 0, content, 'axis-name middle'),
  );
}

/**
 * A dot for every country, a ring for those of the region, a large disc for this one; lines part the plane where
 * "high" begins. No word stands among the spots: there is no place that is free in every edition, so the key has the
 * names and the axes say what is low and high. Dots of the others are one path: zero-length strokes with round ends.
 */
export function quadrantPlot({ own, region, others, axes, high, title, description }: QuadrantPlot): string {
  const [ownX, ownY] = at(own);
  const [highX, highY] = at({ x: high, y: high });
  const dots = others.map(at).map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`);
  return figureSvg(
    { width, height: ground + 26, className: 'quadrant' },
    { title, description },
    element('rect', { x: left, y: top, width: side, height: side, class: 'plot-frame' }),
    line(highX, top, highX, ground, 'plot-middle'),
    line(left, highY, left + side, highY, 'plot-middle'),
    element('path', { d: dots.join(''), class: 'spot' }),
    ...region.map(at).map(([x, y]) => disc('ring', x, y)),
    disc('own', ownX, ownY),
    text(left, ground + 11, axes.x.min, 'tick'),
    text(highX, ground + 11, axes.x.middle, 'tick middle'),
    text(left + side, ground + 11, axes.x.max, 'tick end'),
    text((left + highX) / 2, ground + 22, axes.x.low, 'axis-name middle'),
    text((highX + left + side) / 2, ground + 22, axes.x.high, 'axis-name middle'),
    text(left - 4, ground, axes.y.min, 'tick end'),
    text(left - 4, highY + 3, axes.y.middle, 'tick end'),
    text(left - 4, top + 7, axes.y.max, 'tick end'),
    upward(left - 10, (highY + ground) / 2, axes.y.low),
    upward(left - 10, (top + highY) / 2, axes.y.high),
  );
}
