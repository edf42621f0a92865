import type { Heading, Root, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { error, nearest, type Message } from '../messages.ts';
import type { Group, Index } from '../model.ts';
import { outlineOf, type Expected } from '../outline.ts';
import { misplaced } from './order.ts';
import { placeOf } from './place.ts';

/** The text of one group's section, with the heading it stands under. */
export interface SectionText {
  readonly group: Group;
  readonly heading: Heading;
  readonly content: readonly RootContent[];
}

const plain = (title: string): string => title.replace(/\s+/g, ' ').trim().toLowerCase();
const marks = (level: number, title: string): string => `${'#'.repeat(level)} ${title}`;

/**
 * Cuts a narrative into its sections by title. A heading that is unknown, doubled, at a wrong level, out of order,
 * missing or without text is a message, and so is text that stands in no section.
 */
export function sectionsOf(
  root: Root,
  index: Index,
  path: string,
): { readonly value: readonly SectionText[]; readonly messages: readonly Message[] } {
  const expected = outlineOf(index);
  const messages: Message[] = [];
  const seen = new Map<Expected, Heading>();
  const texts = new Map<Expected, RootContent[]>();
  let current: Expected | null = null;
  const meant = new Set<string>();
  let known = true;

  for (const node of root.children) {
    if (node.type === 'footnoteDefinition' || node.type === 'definition') continue;
    if (node.type !== 'heading') {
      const glued = gluedHeading(node, expected);
      if (glued) {
        meant.add(glued.title);
        messages.push(withoutSpace(node, glued, path));
      }
      if (current?.group) texts.get(current)?.push(node);
      // HTML is reported by itself, and its message is enough.
      else if (known && node.type !== 'html') {
        messages.push(stray(node, current, path, expected));
        known = false;
      }
      continue;
    }
    const title = toString(node);
    const found = expected.find((one) => plain(one.title) === plain(title));
    current = found ?? null;
    known = found !== undefined;
    if (!found) {
      const open = expected.filter((one) => !seen.has(one)).map((one) => one.title);
      const near = nearest(title, open);
      if (near) meant.add(near);
      messages.push(unknownTitle(node, title, path, open, near));
      continue;
    }
    const first = seen.get(found);
    if (first) {
      messages.push(
        error('narrate:doubled-section', `Unexpected second section "${found.title}"`, {
          path,
          place: placeOf(node),
          hint: 'put both texts under one heading',
          cause: { path, place: placeOf(first), reason: 'the first one' },
        }),
      );
      continue;
    }
    seen.set(found, node);
    texts.set(found, []);
    if (node.depth !== found.level) {
      messages.push(
        error(
          'narrate:heading-level',
          `Unexpected level ${node.depth} of "${found.title}", expected level ${found.level}`,
          {
            path,
            place: placeOf(node),
            actual: marks(node.depth, title),
            expected: [marks(found.level, found.title)],
            hint: `write "${marks(found.level, found.title)}"`,
          },
        ),
      );
    }
  }

  messages.push(...disorder(expected, seen, path));

  // A misspelt heading is one mistake, and behind a ``` or <!-- that nobody closed no heading can be seen.
  const isCut =
    root.children.some(({ type }) => type === 'containerDirective') ||
    ['code', 'html'].includes(root.children.at(-1)?.type ?? '');
  const missing = expected.filter((one) => !seen.has(one) && !meant.has(one.title));
  if (!isCut) messages.push(...missing.map((one) => absent(one, root, path)));
  const value: SectionText[] = [];
  for (const [one, heading] of seen) {
    const content = texts.get(one) ?? [];
    if (one.group && content.length === 0) {
      messages.push(
        error('narrate:empty-section', `Unexpected empty section "${one.title}", expected text`, {
          path,
          place: placeOf(heading),
          hint: 'write at least one paragraph below the heading',
        }),
      );
    } else if (one.group) value.push({ group: one.group, heading, content });
  }
  const order = (section: SectionText): number => expected.findIndex(({ group }) => group === section.group);
  return { value: value.sort((a, b) => order(a) - order(b)), messages };
}

/** The section that `###Trade` means: without a space it is a paragraph for Markdown. */
function gluedHeading(node: RootContent, expected: readonly Expected[]): Expected | undefined {
  if (node.type !== 'paragraph') return undefined;
  const [, title] = /^#{1,6}([^#\s].*)/.exec(toString(node)) ?? [];
  return title === undefined ? undefined : expected.find((one) => plain(one.title) === plain(title));
}

function withoutSpace(node: RootContent, { level, title }: Expected, path: string): Message {
  return error('narrate:unknown-section', `Unexpected text "#${title}", expected a space behind #`, {
    path,
    place: placeOf(node),
    hint: `write "${marks(level, title)}"`,
  });
}

/** One message for each section that must be moved, and none for those that only stand around it. */
function disorder(
  expected: readonly Expected[],
  seen: ReadonlyMap<Expected, Heading>,
  path: string,
): Message[] {
  const order = Array.from(seen.keys(), (one) => expected.indexOf(one));
  const moved = misplaced(order);
  const settled = expected.filter((one, i) => seen.has(one) && !moved.includes(i));
  // Sections that were moved together with the one above them are no mistake of their own.
  const first = moved.filter(
    (one) => !(moved.includes(one - 1) && order.indexOf(one - 1) === order.indexOf(one) - 1),
  );
  return first.map((position) => {
    const title = expected[position]?.title ?? '';
    const before = settled.findLast((one) => expected.indexOf(one) < position);
    const where = before ? `after "${before.title}"` : `before "${settled[0]?.title ?? ''}"`;
    const heading = [...seen].find(([one]) => one === expected[position])?.[1];
    return error('narrate:section-order', `Unexpected place of "${title}", expected it ${where}`, {
      path,
      place: heading && placeOf(heading),
      hint: 'sections follow the order of the index',
    });
  });
}

function stray(
  node: RootContent,
  under: Expected | null,
  path: string,
  expected: readonly Expected[],
): Message {
  const next = under ? expected[expected.indexOf(under) + 1] : expected[0];
  const where = under ? `directly under "${under.title}"` : 'before the first heading';
  return error('narrate:stray-text', `Unexpected text ${where}, expected a heading`, {
    path,
    place: placeOf(node),
    expected: next ? [marks(next.level, next.title)] : [],
    hint: next ? `put "${marks(next.level, next.title)}" before it` : 'move it into a section',
  });
}

function unknownTitle(
  node: Heading,
  title: string,
  path: string,
  open: readonly string[],
  near: string | undefined,
): Message {
  return error('narrate:unknown-section', `Unexpected section "${title}", expected one of the index`, {
    path,
    place: placeOf(node),
    actual: title,
    expected: open,
    hint: near ? `did you mean "${near}"?` : `sections still to come: ${open.slice(0, 3).join(', ')} …`,
  });
}

function absent({ level, title }: Expected, root: Root, path: string): Message {
  const { line, column } = root.position?.end ?? { line: 1, column: 1 };
  return error(
    'narrate:missing-section',
    `Unexpected end of the narrative, expected the section "${title}"`,
    {
      path,
      place: { line, column },
      expected: [marks(level, title)],
      hint: `add "${marks(level, title)}" with its text`,
    },
  );
}
