import type { Nodes, Parents, Root, Table } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { error, nearest, type Message } from '../messages.ts';
import { checkAddress } from './links.ts';
import { placeOf } from './place.ts';

/** Everything a narrative may hold. A node that is not in this list is an error at its place, never left out. */
const allowed: ReadonlySet<string> = new Set([
  'root',
  'heading',
  'paragraph',
  'text',
  'emphasis',
  'strong',
  'link',
  'linkReference',
  'definition',
  'list',
  'listItem',
  'blockquote',
  'footnoteReference',
  'footnoteDefinition',
  'table',
  'tableRow',
  'tableCell',
  'break',
]);

/** What to do instead, for nodes that editors try. */
const advice: Readonly<Record<string, string>> = {
  html: 'write Markdown: *emphasis*, **strong**, [text](https://address)',
  code: 'take the spaces before the line away, or the ``` lines',
  inlineCode: 'use *emphasis* or quotation marks',
  image: 'pictures are not part of a narrative: describe it in words',
  imageReference: 'pictures are not part of a narrative: describe it in words',
  thematicBreak: 'delete the line; a heading starts the next section',
  delete: 'delete the words',
  containerDirective: 'delete the ::: lines',
  leafDirective: 'delete the line that begins with ::',
};

/** The directives inside a line: a figure from the data, words of another language, the sentence for the handout. */
export const directives: readonly string[] = ['score', 'lang', 'lead'];

/**
 * Holds the closed vocabulary and puts back what remark-directive takes for a directive but is prose (`a:b`). Works on
 * the tree in place: literal text replaces such nodes, comments are removed.
 */
export function holdVocabulary(root: Root, source: string, path: string): Message[] {
  const messages: Message[] = [];
  const visit = (parent: Parents): void => {
    const kept: Nodes[] = [];
    for (const node of parent.children as Nodes[]) {
      if (node.type === 'html' && isComment(node.value)) continue;
      if (node.type === 'textDirective' && !directives.includes(node.name)) {
        // A name without [label] or {attributes} is prose, however near: "in km:long".
        const isBare = node.children.length === 0 && Object.keys(node.attributes ?? {}).length === 0;
        const near = isBare ? undefined : nearest(node.name, directives);
        if (near) messages.push(unknownDirective(`:${node.name}`, near, node, path));
        kept.push({
          type: 'text',
          value: sourceOf(node, source),
          ...(node.position ? { position: node.position } : {}),
        });
        continue;
      }
      messages.push(...check(node, parent, source, path));
      if ('children' in node) visit(node);
      kept.push(node);
    }
    parent.children = kept as typeof parent.children;
  };
  visit(root);
  return messages;
}

function isComment(html: string): boolean {
  return /^<!--(?!-?>)[\s\S]*?-->$/.test(html.trim()) && html.indexOf('-->') === html.trimEnd().length - 3;
}

/** The text of a node exactly as it stands in the file. */
function sourceOf(node: Nodes, source: string): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

function check(node: Nodes, parent: Parents, source: string, path: string): Message[] {
  const about = { path, place: placeOf(node) };
  if (node.type === 'textDirective') return [];
  if (node.type === 'containerDirective' || node.type === 'leafDirective') {
    const near = nearest(node.name, directives);
    const colons = node.type === 'leafDirective' ? '::' : ':::';
    if (near) return [unknownDirective(colons + node.name, near, node, path)];
  }
  if (!allowed.has(node.type)) {
    const excerpt = sourceOf(node, source).split('\n')[0]?.slice(0, 40) ?? '';
    return [
      error(
        'narrate:vocabulary',
        `Unexpected ${kindOf(node)} "${excerpt}", expected text, lists, quotations, tables, links or notes`,
        {
          ...about,
          actual: excerpt,
          hint: advice[node.type] ?? 'write it in plain Markdown',
        },
      ),
    ];
  }
  if (node.type === 'link' || node.type === 'definition') return checkLink(node, about);
  if (node.type === 'heading' && parent.type !== 'root' && parent.type !== 'containerDirective') {
    return [
      error('narrate:vocabulary', `Unexpected heading "${toString(node)}" in a list, quotation or note`, {
        ...about,
        hint: 'begin its line with #, without marks or spaces before it, or write # as \\#',
      }),
    ];
  }
  if (node.type === 'table') return checkTable(node, path);
  if (node.type === 'listItem' && typeof node.checked === 'boolean') {
    return [
      error('narrate:vocabulary', 'Unexpected check box in a list, expected a plain item', {
        ...about,
        hint: 'take [ ] or [x] away',
      }),
    ];
  }
  return [];
}

function kindOf(node: Nodes): string {
  const names: Readonly<Record<string, string>> = {
    html: 'HTML',
    code: 'code block',
    inlineCode: 'code',
    image: 'picture',
    imageReference: 'picture',
    thematicBreak: 'rule',
    delete: 'struck-out text',
    containerDirective: 'directive',
    leafDirective: 'directive',
  };
  return names[node.type] ?? node.type;
}

function unknownDirective(name: string, near: string, node: Nodes, path: string): Message {
  return error(
    'narrate:unknown-directive',
    `Unexpected directive "${name}", expected ${directives.map((one) => `:${one}`).join(' or ')}`,
    {
      path,
      place: placeOf(node),
      actual: name,
      expected: directives,
      hint: `did you mean ":${near}[…]"?`,
    },
  );
}

function checkLink(
  node: Extract<Nodes, { type: 'link' | 'definition' }>,
  about: { readonly path: string; readonly place: { line: number; column: number } },
): Message[] {
  const address = checkAddress(node.url);
  const messages: Message[] = [];
  if (!address.ok) {
    messages.push(
      error(
        'narrate:unsafe-link',
        `Unexpected link to "${node.url.slice(0, 60)}" (${address.reason}), expected https://, http:// or mailto:`,
        {
          ...about,
          actual: node.url,
          hint: 'write the whole address, beginning with https://',
        },
      ),
    );
  }
  if (node.type === 'link' && toString(node).trim() === '') {
    messages.push(
      error('narrate:empty-link', 'Unexpected link without text, expected words to click on', {
        ...about,
        hint: 'put the text between [ and ]',
      }),
    );
  }
  return messages;
}

/** GFM pads rows that are too short and cuts those that are too long, and says nothing. */
function checkTable(table: Table, path: string): Message[] {
  const width = table.align?.length ?? 0;
  return table.children.flatMap((row) =>
    row.children.length === width
      ? []
      : error('narrate:ragged-table', `Unexpected row of ${row.children.length} cells, expected ${width}`, {
          path,
          place: placeOf(row),
          hint: 'every row has as many | as the first',
        }),
  );
}
