import { companionSvg, element, line } from './svg.ts';

export interface Bar {
  /** Place of the figure on the scale, 0 to 1, and of the middle of the scale. */
  readonly share: number;
  readonly middle: number;
  readonly title: string;
  readonly description: string;
}

const width = 180;
const height = 10;

/** A bar from the low end of the scale to the figure, on a hairline that is the whole scale, with its middle marked. */
export function bar({ share, middle, title, description }: Bar): string {
  return companionSvg(
    { width, height, className: 'bar' },
    { title, description },
    line(0, height / 2, width, height / 2, 'bar-scale'),
    element('rect', {
      x: 0,
      y: 1.5,
      width: Math.max(share * width, 1),
      height: height - 3,
      class: 'bar-fill',
    }),
    line(middle * width, 0, middle * width, height, 'bar-middle'),
  );
}
