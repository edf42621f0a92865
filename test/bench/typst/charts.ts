/** A shape of a chart for `chart` in sheet.typ: its element, its classes, its numbers, its text. */
export interface Shape {
  readonly kind: string;
  readonly class: string;
  readonly at: readonly number[];
  readonly text: string;
  readonly upward: boolean;
}

export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly shapes: readonly Shape[];
}

/** A bar, in shares of its width. */
export interface Bar {
  readonly share: number;
  readonly middle: number;
  readonly marks: readonly { readonly kind: string; readonly share: number }[];
  /** '' where it has no marks, and the figure beside it says all. */
  readonly alt: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/** Text of HTML without its character references. */
export function plain(html: string): string {
  return html
    .replace(/&#x([\da-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}

const attribute = (tag: string, name: string): string =>
  plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
const numbers = (text: string): number[] =>
  [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(([one]) => Number(one));
const share = (text: string): number => Number(text.replace('%', '')) / 100;

/** What a bar shows, read from its SVG. */
export function barOf(svg: string): Bar {
  const marks = [...svg.matchAll(/<svg x="([\d.]+%)"[^>]*><path [^>]*class="mark mark-(\w+)"/g)];
  return {
    share: share(attribute(/<rect[^>]*>/.exec(svg)?.[0] ?? '', 'width')),
    middle: share(attribute(/<line[^>]*class="bar-middle"[^>]*>/.exec(svg)?.[0] ?? '', 'x1')),
    marks: marks.map(([, at = '', kind = '']) => ({ kind, share: share(at) })),
    alt: attribute(/<svg[^>]*>/.exec(svg)?.[0] ?? '', 'aria-label'),
  };
}

/** Where the disc of a rank stands, as a share of the line. */
export function stripOf(svg: string): number {
  const [x = 0] = numbers(/<path d="([^"]*)"/.exec(svg)?.[1] ?? '');
  return x / 120;
}

const places: Readonly<Record<string, readonly string[]>> = {
  line: ['x1', 'y1', 'x2', 'y2'],
  rect: ['x', 'y', 'width', 'height'],
  polygon: ['points'],
  path: ['d'],
  text: ['x', 'y'],
};

/** The shapes of a chart in their order, read from its SVG; text along an upright line has the place of its group. */
export function chartOf(svg: string): Chart {
  const head = /<svg[^>]*>/.exec(svg)?.[0] ?? '';
  const [, , width = 0, height = 0] = numbers(attribute(head, 'viewBox'));
  const shapes: Shape[] = [];
  const found = svg.matchAll(
    /(?:<g transform="translate\(([^)]*)\)[^>]*>)?<(line|rect|polygon|path|text)\b[^>]*>([^<]*)/g,
  );
  for (const [whole, group, kind = '', text = ''] of found) {
    const tag = whole.slice(whole.lastIndexOf('<'));
    const own = (places[kind] ?? []).flatMap((name) => numbers(attribute(tag, name) || '0'));
    const at = group === undefined ? own : numbers(group);
    shapes.push({ kind, class: attribute(tag, 'class'), at, text: plain(text), upward: group !== undefined });
  }
  return { width, height, alt: attribute(head, 'aria-label'), shapes };
}

/** A QR code as an SVG that needs no style sheet: the one picture that is not drawn by Typst. */
export function codeOf(svg: string): { readonly alt: string; readonly svg: string } {
  const head = /<svg[^>]*>/.exec(svg)?.[0] ?? '';
  const [, , size = 0] = numbers(attribute(head, 'viewBox'));
  const path = /<path d="[^"]*"/.exec(svg)?.[0] ?? '';
  return {
    alt: attribute(head, 'aria-label'),
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">${path} stroke="#1a1f24"/></svg>`,
  };
}
