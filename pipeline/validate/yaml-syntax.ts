import { isAlias, isCollection, isNode, isScalar, visit, type Document, type Node } from 'yaml';
import { error, type Message, type Place } from '../messages.ts';

type PlaceAt = (offset: number) => Place;

/** How often aliases may be followed: enough for an anchor that every country uses, too little for a bomb. */
const maxAliasCount = 1000;

/** In an editor's words, by the code of the parser: what is there, what should be, what to do. */
const words: Readonly<Record<string, readonly [unexpected: string, expected: string, hint: string]>> = {
  TAB_AS_INDENT: ['tab as indentation', 'spaces', 'use two spaces'],
  BLOCK_AS_IMPLICIT_KEY: [
    'second key in a line',
    'one key and its value',
    'put the text in quotes: a colon and a space begin a value',
  ],
  BAD_SCALAR_START: [
    'reserved character at the start of a text',
    'a text in quotes',
    'put the text in quotes',
  ],
  BAD_INDENT: ['indentation', 'keys of one level below each other', 'line it up with the lines above'],
  DUPLICATE_KEY: ['second key', 'every key once', 'remove one of the two'],
  TAG_RESOLVE_FAILED: ['tag', 'a plain value', 'remove the tag (the word that begins with !)'],
  MULTIPLE_DOCS: ['second document', 'one', 'remove the line --- in the middle of the file'],
  MISSING_CHAR: ['quote or bracket without its partner', 'both', 'close the quote or bracket'],
  UNCLOSED: ['bracket without its partner', 'both', 'close the bracket'],
  RESOURCE_EXHAUSTION: ['depth of nesting', 'a few levels', 'remove the nested brackets or lists'],
  TOO_MANY_ALIASES: ['number of aliases', `at most ${maxAliasCount}`, 'write the repeated text out'],
  CIRCULAR_ALIAS: ['alias of a part that it stands in', 'another value', 'write the value out'],
  BAD_ALIAS: ['alias without an anchor', 'plain text', 'put the text in quotes: * begins an alias'],
};
const otherwise = [
  'text that is not YAML',
  'keys, values and lists',
  'check quotes, colons and indentation near this place',
] as const;

/** Faults that stand alone; of all others only the first is told, as the next ones are its echoes. */
const independent = new Set(['TAG_RESOLVE_FAILED']);

/** Faults of one word, which is told. */
const named = new Set([...independent, 'DUPLICATE_KEY', 'BAD_ALIAS', 'CIRCULAR_ALIAS']);

/** Everything the parser found in doubt in the documents of a file, in plain words. */
export function syntaxMessages(
  path: string,
  text: string,
  documents: readonly Document[],
  place: PlaceAt,
): readonly Message[] {
  const say = (code: string, offset: number): Message => {
    const [unexpected, expected, hint] = words[code] ?? otherwise;
    const word = named.has(code) ? ` ${/^[^\s:,]*/.exec(text.slice(offset, offset + 60))?.[0] ?? ''}` : '';
    return error('validate:yaml-syntax', `Unexpected ${unexpected}${word} (${code}), expected ${expected}`, {
      path,
      place: place(offset),
      hint,
    });
  };
  const [document, second] = documents;
  if (!document) return [];
  if (second) return [say('MULTIPLE_DOCS', second.range?.[0] ?? 0)];

  const problems = [...document.errors, ...document.warnings];
  const alone = problems.filter(({ code }) => independent.has(code));
  const first = problems.find(({ code }) => !independent.has(code));
  const messages = [...(first ? [first] : []), ...alone].map(({ code, message, pos: [start] }) => {
    // An opening without its end is noticed at the end; the editor looks for where it opened.
    if (code === 'MISSING_CHAR') return say(code, opening(document, start));
    if (/end with a [\]}]/.test(message)) return say('UNCLOSED', opening(document, start));
    return say(code, start);
  });
  messages.push(...doubledKeys(document).map((offset) => say('DUPLICATE_KEY', offset)));
  const anchors = new Map<string, Node>();
  visit(document, (_, node, parents) => {
    if ((isScalar(node) || isCollection(node)) && node.anchor) anchors.set(node.anchor, node);
    if (!isAlias(node)) return;
    const target = anchors.get(node.source);
    const code = !target ? 'BAD_ALIAS' : parents.includes(target) ? 'CIRCULAR_ALIAS' : null;
    if (code) messages.push(say(code, node.range?.[0] ?? 0));
  });
  if (messages.length === 0 && isBomb(document)) messages.push(say('TOO_MANY_ALIASES', firstAlias(document)));
  return messages;
}

/** Where each key begins that its map has already. */
function doubledKeys(document: Document): readonly number[] {
  const offsets: number[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) offsets.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return offsets;
}

/** True when aliases of aliases multiply beyond the limit: the parser counts them, without a word where. */
function isBomb(document: Document): boolean {
  try {
    document.toJS({ maxAliasCount });
    return false;
  } catch {
    return true;
  }
}

function firstAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias: (_, { range }) => {
      offset = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Where the innermost quote or bracket begins that reaches to the place where its end was missed. */
function opening(document: Document, missed: number): number {
  let start = missed;
  visit(document, {
    Node: (_, node) => {
      const opens = isScalar(node) ? node.type?.startsWith('QUOTE') : isCollection(node) && node.flow;
      const [from, to] = (isNode(node) ? node.range : null) ?? [0, 0];
      if (opens && from <= missed && missed <= to) start = from;
    },
  });
  return start;
}
