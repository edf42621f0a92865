import { isScalar, visit, type Document, type Scalar } from 'yaml';
import { error, type Message, type Place } from '../messages.ts';

/**
 * Blanks that are no spaces (U+00A0 and its kin, copied from a word processor) in the indentation or after the colon
 * of a key: to YAML such a line is text, so that it would pass without an error.
 */
export function blanks(
  path: string,
  text: string,
  documents: readonly Document[],
  place: (offset: number) => Place,
): readonly Message[] {
  const quoted: Scalar[] = [];
  for (const document of documents) {
    visit(document, {
      Node: (_, node) => {
        if (isScalar(node) && node.type !== 'PLAIN') quoted.push(node);
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
