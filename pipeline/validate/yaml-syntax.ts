import { isAlias, isScalar, visit, type Document, type Scalar } from 'yaml';
import { error, type Message, type Place } from '../messages.ts';

type PlaceAt = (offset: number) => Place;

/** What an editor did, by the code of the parser. */
const hints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'use two spaces',
  BLOCK_AS_IMPLICIT_KEY: 'put the text in quotes: a colon and a space begin a value',
  BAD_SCALAR_START: 'put the text in quotes',
  DUPLICATE_KEY: 'remove one of the two',
  TAG_RESOLVE_FAILED: 'remove the tag (the word that begins with !)',
  MULTIPLE_DOCS: 'remove the line --- in the middle of the file',
  MISSING_CHAR: 'close the quote or bracket',
  RESOURCE_EXHAUSTION: 'remove the nested brackets or lists',
  BAD_ALIAS: 'put the text in quotes: * begins an alias',
};

/** Faults that stand alone; of all others only the first is told, as the next ones are its echoes. */
const independent = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED']);

/** Everything the parser found in doubt in the documents of a file, in plain words. */
export function syntaxMessages(
  path: string,
  documents: readonly Document[],
  place: PlaceAt,
): readonly Message[] {
  const say = (code: string, text: string, offset: number): Message => {
    const what = text.replace(/\.$/, '').replace(/^./, (letter) => letter.toLowerCase());
    return error('validate:yaml-syntax', `Unexpected YAML (${code}): ${what}`, {
      path,
      place: place(offset),
      hint: hints[code] ?? 'check quotes, colons and indentation near this place',
    });
  };
  const [document, second] = documents;
  if (!document) return [];
  if (second)
    return [say('MULTIPLE_DOCS', 'a second document begins here, expected one', second.range?.[0] ?? 0)];

  const problems = [...document.errors, ...document.warnings];
  const alone = problems.filter(({ code }) => independent.has(code));
  const first = problems.find(({ code }) => !independent.has(code));
  const messages = [...(first ? [first] : []), ...alone].map(({ code, message, pos: [start] }) =>
    say(code, message, code === 'MISSING_CHAR' ? opening(document, start) : start),
  );
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return;
      messages.push(say('BAD_ALIAS', `no anchor &${alias.source} stands before it`, alias.range?.[0] ?? 0));
    },
  });
  return messages;
}

/** A missing quote is noticed at its end; the editor looks for where it opened. */
function opening(document: Document, noticed: number): number {
  let start = noticed;
  visit(document, {
    Scalar: (_, scalar) => {
      const [from, to] = scalar.range ?? [0, 0];
      if (scalar.type?.startsWith('QUOTE') && from <= noticed && noticed <= to) start = from;
    },
  });
  return start;
}

/**
 * Blanks that are no spaces (U+00A0 and its kin, copied from a word processor) in the indentation or after the colon
 * of a key: to YAML such a line is text, so that it would pass without an error.
 */
export function blanks(
  path: string,
  text: string,
  documents: readonly Document[],
  place: PlaceAt,
): readonly Message[] {
  const quoted: Scalar[] = [];
  for (const document of documents) {
    visit(document, {
      Node: (_, node) => {
        if (isScalar(node) && node.type !== 'PLAIN' && !isAlias(node)) quoted.push(node);
      },
    });
  }
  const inQuotes = (offset: number): boolean =>
    quoted.some(({ range }) => range && range[0] <= offset && offset < range[1]);
  return [
    ...text.matchAll(/^( *(?:- +)*(?:-|\w[\w-]*:)?)([\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff])/gm),
  ].flatMap(({ index, 1: before = '', 2: blank = '' }) => {
    const offset = index + before.length;
    if (inQuotes(offset)) return [];
    const code = `U+${blank.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    const reason = `Unexpected blank ${code}, expected a space: the line is text, not key: value`;
    const hint = 'type the space again: it was copied from a word processor';
    return [error('validate:yaml-syntax', reason, { path, place: place(offset), actual: code, hint })];
  });
}
