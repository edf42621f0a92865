import type { FootnoteDefinition, FootnoteReference, Root } from 'mdast';
import { visitParents } from 'unist-util-visit-parents';
import { error, warning, type Message } from '../messages.ts';
import { placeInText, placeOf } from './place.ts';

/** The notes of a narrative: its definitions in the order of their first mention, which gives each its number. */
export interface Notes {
  readonly numbers: ReadonlyMap<string, number>;
  readonly definitions: readonly FootnoteDefinition[];
}

/** Numbers the notes. A mention without a note, a note without a mention and a doubled note are messages. */
export function notesOf(
  root: Root,
  path: string,
): { readonly value: Notes; readonly messages: readonly Message[] } {
  const messages: Message[] = [];
  const defined = new Map<string, FootnoteDefinition>();
  visitParents(root, 'footnoteDefinition', (node) => {
    const first = defined.get(node.identifier);
    if (!first) return void defined.set(node.identifier, node);
    messages.push(
      error('narrate:doubled-note', `Unexpected second note [^${node.identifier}]`, {
        path,
        place: placeOf(node),
        hint: 'give it another name',
        cause: { path, place: placeOf(first), reason: 'the first one' },
      }),
    );
  });

  const numbers = new Map<string, number>();
  const definitions: FootnoteDefinition[] = [];
  visitParents(root, 'footnoteReference', (node: FootnoteReference, ancestors) => {
    const definition = defined.get(node.identifier);
    const nested = ancestors.some(({ type }) => type === 'footnoteDefinition');
    if (numbers.has(node.identifier) || nested) {
      const reason = nested ? 'inside another note' : 'for a second time';
      messages.push(
        error('narrate:note-mention', `Unexpected mention of note [^${node.identifier}] ${reason}`, {
          path,
          place: placeOf(node),
          hint: 'every note is mentioned once, in the text',
        }),
      );
    } else if (definition) {
      numbers.set(node.identifier, numbers.size + 1);
      definitions.push(definition);
    }
  });

  for (const [identifier, node] of defined) {
    if (!numbers.has(identifier)) {
      messages.push(
        warning('narrate:unused-note', `Unexpected note [^${identifier}] that the text never mentions`, {
          path,
          place: placeOf(node),
          hint: `mention it with [^${identifier}], or delete it`,
        }),
      );
    }
  }
  messages.push(...undefinedNotes(root, path));
  return { value: { numbers, definitions }, messages };
}

/** A mention without a note is no mention for the parser: it stays in the text as `[^1]`. */
function undefinedNotes(root: Root, path: string): Message[] {
  const messages: Message[] = [];
  visitParents(root, 'text', (node) => {
    for (const match of node.value.matchAll(/\[\^([^\]\s]+)\]/g)) {
      const [mention, identifier = ''] = match;
      messages.push(
        error('narrate:undefined-note', `Unexpected mention ${mention} of a note that is not there`, {
          path,
          place: placeInText(node, match.index),
          hint: `add a line "[^${identifier}]: …" at the end`,
        }),
      );
    }
  });
  return messages;
}
