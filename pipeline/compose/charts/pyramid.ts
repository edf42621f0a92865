import { element, figureSvg, line, polygon, text } from './svg.ts';

/** A dimension of the pyramid: its length in points, as printed, and what it measures. */
export interface Dimension {
  readonly points: number;
  readonly figure: string;
}

export interface Pyramid {
  readonly base: Dimension;
  readonly height: Dimension;
  readonly panel: Dimension;
  /** Highest value of the scale: the drawing keeps one size for every country. */
  readonly max: number;
  readonly title: string;
  readonly description: string;
}

// One point of the scale is this many pixels, so that the largest pyramid fits the column of a score sheet.
const unit = 14.6;
const left = 20;
const top = 12;
/** How far the back edge of the ground lies to the right of the front edge and above it. */
const depth = { x: 18, y: 8 };
const gap = 6;
const width = 214;
/** Where the upright dimension on the left stands. */
const dimensionLeft = 16;

/** An upright dimension line with its two ticks and, as in an engineer's drawing, its figure along it on the outer side. */
function upright(x: number, from: number, to: number, figure: string, side: -1 | 1): string {
  const at = x + (side < 0 ? -4 : 13);
  const middle = (from + to) / 2;
  return [
    line(x, from, x, to, 'dimension'),
    line(x - 3, from, x + 3, from, 'dimension'),
    line(x - 3, to, x + 3, to, 'dimension'),
    element(
      'g',
      { transform: `translate(${at.toFixed(2)} ${middle.toFixed(2)}) rotate(-90)` },
      text(0, 0, figure, 'dimension-figure middle'),
    ),
  ].join('');
}

/** The panel stands parallel to the right edge of the base: its front foot at `x`, its height `rise`. */
function panelOutline(x: number, ground: number, rise: number): readonly (readonly [number, number])[] {
  return [
    [x, ground],
    [x + depth.x, ground - depth.y],
    [x + depth.x, ground - depth.y - rise],
    [x, ground - rise],
  ];
}

/**
 * The chart of the index: a pyramid whose base is the markets score and whose height is the actors score, beside a
 * panel whose height is the resilience score; all three lengths are drawn to one scale from 0.
 */
export function pyramid({ base, height, panel, max, title, description }: Pyramid): string {
  const ground = top + max * unit;
  const centre = left + (max * unit) / 2;
  const [a, b] = [centre - (base.points * unit) / 2, centre + (base.points * unit) / 2];
  const apex: readonly [number, number] = [centre + depth.x / 2, ground - height.points * unit];
  const back: readonly [number, number] = [b + depth.x, ground - depth.y];
  const wall = left + max * unit + gap;
  const farther = wall + depth.x + gap;
  const rise = panel.points * unit;
  return figureSvg(
    { width, height: ground + 30, className: 'pyramid' },
    { title, description },
    // The largest pyramid and panel that the scale allows, so that the eye has a measure.
    polygon(
      [
        [left, ground],
        [left + max * unit, ground],
        [centre + depth.x / 2, ground - max * unit],
      ],
      'limit',
    ),
    polygon(panelOutline(wall, ground, max * unit), 'limit'),
    line(apex[0] - 3, apex[1], dimensionLeft, apex[1], 'extension'),
    polygon([[b, ground], back, apex], 'face-side'),
    polygon([[a, ground], [b, ground], apex], 'face-front'),
    line(b, ground, apex[0], apex[1], 'edge'),
    polygon(panelOutline(wall, ground, rise), 'panel'),
    // The panel is measured at its far edge, the one beside the dimension.
    line(wall + depth.x, ground - depth.y, farther, ground - depth.y, 'extension'),
    line(wall + depth.x, ground - depth.y - rise, farther, ground - depth.y - rise, 'extension'),
    // On top, so that body and panel stand on one line that nothing interrupts.
    line(dimensionLeft, ground, wall + depth.x, ground, 'ground'),
    upright(dimensionLeft, ground, apex[1], height.figure, -1),
    upright(farther, ground - depth.y, ground - depth.y - rise, panel.figure, 1),
    element(
      'g',
      {},
      line(a, ground + 10, b, ground + 10, 'dimension'),
      line(a, ground + 7, a, ground + 13, 'dimension'),
      line(b, ground + 7, b, ground + 13, 'dimension'),
      text(centre, ground + 25, base.figure, 'dimension-figure middle'),
    ),
  );
}

/**
 * The same body seen from the panel's side: the panel in front to its height, the pyramid behind it; what the panel
 * hides is a broken line, as in an engineer's drawing.
 */
export function pyramidFromPanel({ base, height, panel, max, title, description }: Pyramid): string {
  const ground = top + max * unit;
  const centre = width / 2;
  const half = (base.points * unit) / 2;
  const apex = ground - height.points * unit;
  const rise = ground - panel.points * unit;
  const wall = (max * unit) / 2;
  const right = width - dimensionLeft;
  /** Where an edge of the pyramid comes out above the panel, as a share of the edge from its foot. */
  const hidden = Math.min(1, panel.points / height.points);
  const edge = (side: -1 | 1): string =>
    line(
      centre + side * half,
      ground,
      centre + side * half * (1 - hidden),
      ground - hidden * height.points * unit,
      'edge hidden',
    );
  const rectangle = (upper: number, className: string): string =>
    polygon(
      [
        [centre - wall, ground],
        [centre + wall, ground],
        [centre + wall, upper],
        [centre - wall, upper],
      ],
      className,
    );
  return figureSvg(
    { width, height: ground + 14, className: 'pyramid' },
    { title, description },
    rectangle(ground - max * unit, 'limit'),
    polygon(
      [
        [centre - half, ground],
        [centre + half, ground],
        [centre, apex],
      ],
      'face-behind',
    ),
    rectangle(rise, 'panel'),
    edge(-1),
    edge(1),
    line(centre - 3, apex, dimensionLeft, apex, 'extension'),
    line(centre + wall, rise, right, rise, 'extension'),
    line(dimensionLeft, ground, right, ground, 'ground'),
    upright(dimensionLeft, ground, apex, height.figure, -1),
    upright(right, ground, rise, panel.figure, 1),
  );
}
