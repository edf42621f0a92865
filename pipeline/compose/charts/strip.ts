import { companionSvg, element, line } from './svg.ts';

const width = 120;
const height = 8;
/** Half of the disc: at the first and the last place it still stands within the line. */
const half = 2.4;

/** A hairline from the first place to the last, with a disc where this one stands. Places count from 1. */
export function rankStrip(place: number, of: number, title: string): string {
  const x = half + (of > 1 ? (place - 1) / (of - 1) : 0) * (width - 2 * half);
  const y = height / 2;
  return companionSvg(
    { width, height, className: 'rank-strip' },
    { title, description: title },
    line(0, y, width, y, 'strip-scale'),
    line(0, 1, 0, height - 1, 'strip-scale'),
    line(width, 1, width, height - 1, 'strip-scale'),
    // The picture is stretched to its column; a stroke of no length with round ends stays a disc.
    element('path', { d: `M${x.toFixed(2)} ${y}h0`, class: 'strip-mark' }),
  );
}
