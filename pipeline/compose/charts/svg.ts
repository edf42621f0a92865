type Attributes = Readonly<Record<string, string | number>>;

/** Text made safe for element content and attribute values. */
export function escapeXml(text: string): string {
  if (!/[&<>"]/.test(text)) return text;
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A coordinate with at most two decimals: finer than any press and the same text on every machine. */
function coordinate(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : escapeXml(value);
}

/** One element with its children, which are markup already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  // A brief has 1,500 of these: texts are added up, no list is made of them.
  let tag = `<${name}`;
  for (const key in attributes) tag += ` ${key}="${coordinate(attributes[key] ?? '')}"`;
  if (children.length === 0 && name !== 'svg') return `${tag}/>`;
  tag += '>';
  for (const child of children) tag += child;
  return `${tag}</${name}>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, className: string): string {
  return element('line', { x1, y1, x2, y2, class: className });
}

export function polygon(points: readonly (readonly [number, number])[], className: string): string {
  const list = points.map(([x, y]) => `${coordinate(x)},${coordinate(y)}`).join(' ');
  return element('polygon', { points: list, class: className });
}

export function text(x: number, y: number, content: string, className: string): string {
  return element('text', { x, y, class: className }, escapeXml(content));
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly className: string;
}

/**
 * A picture that a screen reader announces by its title and description. Units are CSS pixels; style sheets give
 * the printed size and every colour.
 */
export function figureSvg(
  { width, height, className }: Picture,
  words: { readonly title: string; readonly description: string },
  ...children: readonly string[]
): string {
  return element(
    'svg',
    {
      viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`,
      class: className,
      role: 'img',
      'aria-label': `${words.title}. ${words.description}`,
    },
    element('title', {}, escapeXml(words.title)),
    element('desc', {}, escapeXml(words.description)),
    ...children,
  );
}

/** A picture whose facts stand as text right beside it: hidden from screen readers, and described all the same on the screen. */
export function companionSvg(
  { width, height, className }: Picture,
  words: { readonly title: string; readonly description: string },
  ...children: readonly string[]
): string {
  return element(
    'svg',
    {
      viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`,
      class: className,
      'aria-hidden': 'true',
      preserveAspectRatio: 'none',
    },
    element('title', {}, escapeXml(words.title)),
    element('desc', {}, escapeXml(words.description)),
    ...children,
  );
}

/** What stands around the words of a picture, as `figureSvg` and `companionSvg` write them. */
const [opening, closing] = ['<title>', '</desc>'];
const isLabelled = /^<svg\b[^<>]*\saria-(?:label="\s*[^\s"]|hidden="true")[^<>]*>$/;
const isWords = /^<title>[^<]*<\/title><desc>[^<]*<\/desc>$/;

/**
 * Markup for paper: of pictures with a label, or that are hidden from screen readers, without title and description.
 * They reach no page and no tag, and the browser takes a twentieth of its time over them.
 */
export function forPaper(markup: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let at = markup.indexOf(opening); at >= 0; at = markup.indexOf(opening, at + 1)) {
    const last = markup.indexOf(closing, at);
    if (last < 0) break;
    const end = last + closing.length;
    const picture = markup.slice(markup.lastIndexOf('<', at - 1), at);
    if (!isLabelled.test(picture) || !isWords.test(markup.slice(at, end))) continue;
    parts.push(markup.slice(done, at));
    done = end;
  }
  return parts.join('') + markup.slice(done);
}
