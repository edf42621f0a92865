import type { FootnoteDefinition, FootnoteReference, Root } from 'mdast';
import { visitParents } from 'unist-util-visit-parents';
import { error, warning, type Message } from '../messages.ts';
import { placeOf, type PlaceInText } from './place.ts';

/** The notes of a narrative: its definitions in the order of their first mention, which gives each its number. */
export interface Notes {
  readonly numbers: ReadonlyMap<string, number>;
  readonly definitions: readonly FootnoteDefinition[];
}

/** Where a note cannot be mentioned: a note has no notes, and a link no link inside. */
const places: Readonly<Record<string, string>> = {
  footnoteDefinition: 'inside another note',
  link: 'inside a link',
  linkReference: 'inside a link',
};

/** Numbers the notes. A mention without a note, a note without a mention and a doubled note are messages. */
export function notesOf(
  root: Root,
  path: string,
  placeInText: PlaceInText,
): { readonly value: Notes; readonly messages: readonly Message[] } {
  const messages: Message[] = [];
  const defined = new Map<string, FootnoteDefinition>();
  visitParents(root, 'footnoteDefinition', (node) => {
    const first = defined.get(node.identifier);
    if (!first) {
      defined.set(node.identifier, node);
      if (node.children.length === 0) messages.push(emptyNote(node, path));
      return;
    }
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
  const mentioned = new Set<string>();
  const definitions: FootnoteDefinition[] = [];
  visitParents(root, 'footnoteReference', (node: FootnoteReference, ancestors) => {
    const definition = defined.get(node.identifier);
    const [outer] = ancestors.flatMap(({ type }) => places[type] ?? []);
    const isAgain = mentioned.has(node.identifier);
    mentioned.add(node.identifier);
    if (isAgain || outer) {
      const reason = outer ?? 'for a second time';
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
    if (!mentioned.has(identifier)) {
      messages.push(
        warning('narrate:unused-note', `Unexpected note [^${identifier}] that the text never mentions`, {
          path,
          place: placeOf(node),
          hint: `mention it with [^${identifier}], or delete it`,
        }),
      );
    }
  }
  messages.push(...undefinedNotes(root, path, placeInText));
  return { value: { numbers, definitions }, messages };
}

function emptyNote(node: FootnoteDefinition, path: string): Message {
  return error('narrate:undefined-note', `Unexpected note [^${node.identifier}] without text`, {
    path,
    place: placeOf(node),
    hint: 'write the note behind the colon',
  });
}

/** A mention without a note is no mention for the parser: it stays in the text as `[^1]`. */
function undefinedNotes(root: Root, path: string, placeInText: PlaceInText): Message[] {
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
