import type { Element, ElementContent, Root as HastRoot } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { Definition, FootnoteDefinition, Root, RootContent } from 'mdast';
import { toHast, type Handlers } from 'mdast-util-to-hast';
import { visitParents } from 'unist-util-visit-parents';
import type { Labels } from '../model.ts';
import type { Notes } from './footnotes.ts';

/** Attributes that may leave this stage, by element; every other one is dropped with its element kept. */
const attributes: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'id', 'ariaLabel', 'className'],
  em: ['lang'],
  ol: ['start'],
  span: ['className'],
  sup: ['className'],
  th: ['scope'],
};

/** Elements that may leave this stage. What comes in was checked before: this is the second wall. */
const elements: ReadonlySet<string> = new Set([
  ...Object.keys(attributes),
  'blockquote',
  'br',
  'li',
  'p',
  'strong',
  'table',
  'tbody',
  'td',
  'thead',
  'tr',
  'ul',
]);

export interface HtmlWords {
  readonly labels: Labels;
  readonly notes: Notes;
  /** Addresses of `[text][name]`, from wherever in the narrative they stand. */
  readonly definitions: readonly Definition[];
}

/** The addresses that a narrative defines by name. */
export function definitionsOf(root: Root): Definition[] {
  const definitions: Definition[] = [];
  visitParents(root, 'definition', (node) => void definitions.push(node));
  return definitions;
}

function wordOf(labels: Labels, key: 'note' | 'noteBack', n: number): string {
  return (labels.text[key] ?? '').replace('{n}', String(n));
}

/** Markdown blocks as HTML of the closed vocabulary. */
export function htmlOf(nodes: readonly RootContent[], { labels, notes, definitions }: HtmlWords): string {
  const handlers: Handlers = {
    footnoteReference: (_state, node: { readonly identifier: string }) => {
      const n = notes.numbers.get(node.identifier) ?? 0;
      return element('sup', { className: ['note-ref'] }, [
        element('a', { href: `#note-${n}`, id: `note-ref-${n}`, ariaLabel: wordOf(labels, 'note', n) }, [
          { type: 'text', value: String(n) },
        ]),
      ]);
    },
    footnoteDefinition: () => undefined,
  };
  const tree = toHast({ type: 'root', children: [...definitions, ...nodes] }, { handlers });
  return toHtml(cleaned(tree as HastRoot));
}

/** A note as the inside of a list item, with the way back to its mention at the end of its last paragraph. */
export function noteHtml(definition: FootnoteDefinition, n: number, words: HtmlWords): string {
  const back = element(
    'a',
    { className: ['note-back'], href: `#note-ref-${n}`, ariaLabel: wordOf(words.labels, 'noteBack', n) },
    [{ type: 'text', value: '↑' }],
  );
  const html = htmlOf(definition.children, words);
  return html.replace(/(<\/p>)?$/, ` ${toHtml(back)}$1`);
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function cleaned<T extends HastRoot | Element>(node: T): T {
  const children = node.children.flatMap((child): typeof node.children => {
    if (child.type === 'text') return child.value === '\n' ? [] : [child];
    if (child.type !== 'element' || !elements.has(child.tagName)) return [];
    const kept = Object.entries(child.properties).filter(([key]) => attributes[child.tagName]?.includes(key));
    const scope = child.tagName === 'th' ? { scope: 'col' } : {};
    return [cleaned({ ...child, properties: { ...Object.fromEntries(kept), ...scope } })];
  });
  return { ...node, children };
}
