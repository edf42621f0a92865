import { pointsPerMillimetre } from '../boxes.ts';

/** Millimetres: what is cut off, where marks stand, how long they are. */
export const bleed = 3;
export const slug = 10;
const markLength = 5;
/** Between the bleed and the marks. */
const gap = 0.5;
const target = { radius: 2, arm: 3, distance: 7 } as const;
/** Base line of the words in the slug, from the trim: above the register target, and a millimetre within the sheet. */
export const wordsAway = target.distance + target.arm + 0.6;
const patch = 5;

/** Names of resources: the colour of every ink at once (ISO 32000-1, 8.6.6.4). */
export const registration = 'Registration';

/** Patches of the colour bar: solids, halves, and the overprints of two inks; within the limit of total ink. */
const patches: readonly (readonly [number, number, number, number])[] = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
  [0.5, 0, 0, 0],
  [0, 0.5, 0, 0],
  [0, 0, 0.5, 0],
  [0, 0, 0, 0.5],
  [1, 1, 0, 0],
  [1, 0, 1, 0],
  [0, 1, 1, 0],
];

interface Trim {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

const format = (value: number): string => String(Math.round(value * 1000) / 1000);
const line = (x1: number, y1: number, x2: number, y2: number): string =>
  `${[x1, y1].map(format).join(' ')} m ${[x2, y2].map(format).join(' ')} l S`;

/** Crop marks, register targets and the colour bar around a trim box in points, all beyond the bleed. */
export function marksAround(trim: Trim): string {
  const mm = pointsPerMillimetre;
  const { left, bottom, right, top } = trim;
  const [from, to] = [(bleed + gap) * mm, (bleed + gap + markLength) * mm];
  const crops = [left, right].flatMap((x) => [
    line(x, bottom - from, x, bottom - to),
    line(x, top + from, x, top + to),
  ]);
  const sides = [bottom, top].flatMap((y) => [
    line(left - from, y, left - to, y),
    line(right + from, y, right + to, y),
  ]);
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  const away = target.distance * mm;
  const targets = [
    targetAt(x, bottom - away),
    targetAt(x, top + away),
    targetAt(left - away, y),
    targetAt(right + away, y),
  ];
  const bar = patches.map((inks, i) => {
    const corner = [left + (10 + i * patch) * mm, bottom - (bleed + 2 + patch) * mm].map(format).join(' ');
    return `${inks.join(' ')} k ${corner} ${format(patch * mm)} ${format(patch * mm)} re f`;
  });
  return ['q', `0.25 w /${registration} CS 1 SCN`, ...crops, ...sides, ...targets, ...bar, 'Q'].join('\n');
}

/** A circle with a cross. */
function targetAt(x: number, y: number): string {
  const [radius, arm] = [target.radius * pointsPerMillimetre, target.arm * pointsPerMillimetre];
  // Control points of a quarter of a circle as a curve.
  const bend = radius * 0.5523;
  const curve = (...numbers: readonly number[]): string => `${numbers.map(format).join(' ')} c`;
  return [
    `${format(x + radius)} ${format(y)} m`,
    curve(x + radius, y + bend, x + bend, y + radius, x, y + radius),
    curve(x - bend, y + radius, x - radius, y + bend, x - radius, y),
    curve(x - radius, y - bend, x - bend, y - radius, x, y - radius),
    curve(x + bend, y - radius, x + radius, y - bend, x + radius, y),
    'S',
    line(x - arm, y, x + arm, y),
    line(x, y - arm, x, y + arm),
  ].join('\n');
}
