import type { Root } from 'mdast';
import { visitParents } from 'unist-util-visit-parents';
import { error, warning, type Message, type Place, type RuleId } from '../messages.ts';
import { placeInText } from './place.ts';

interface Trace {
  readonly rule: RuleId;
  readonly pattern: RegExp;
  readonly found: string;
  readonly hint: string;
}

/** What copying from Word or a PDF leaves behind. Each is looked for in the text of every paragraph. */
const traces: readonly Trace[] = [
  {
    rule: 'narrate:soft-hyphen',
    pattern: /\u00ad/g,
    found: 'soft hyphen (U+00AD)',
    hint: 'delete it: words are hyphenated when they are printed',
  },
  {
    rule: 'narrate:ligature',
    pattern: /[\ufb00-\ufb06]/g,
    found: 'ligature',
    hint: 'write the letters one by one',
  },
  {
    rule: 'narrate:double-space',
    pattern: /(?<=\S) {2,}(?=\S)/g,
    found: 'double space',
    hint: 'one space is enough',
  },
  {
    rule: 'narrate:straight-quote',
    pattern: /["']/g,
    found: 'straight quotation mark',
    hint: 'write ’ or ‘ ’ or “ ”, as in the rest of the text',
  },
  {
    rule: 'narrate:broken-word',
    pattern: /(?<=\p{Ll})[-\u2010] (?!and |or |to |und |y |o |et |ou )(?=\p{Ll})/gu,
    found: 'hyphen before a space',
    hint: 'join the word again: "organ- ized" is "organized"',
  },
  {
    rule: 'narrate:invisible',
    pattern:
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    found: 'invisible or unreadable character',
    hint: 'delete it',
  },
];

/** Looks through the prose of a narrative; characters that no font has are errors when `covers` is given. */
export function checkProse(root: Root, path: string, covers?: (codePoint: number) => boolean): Message[] {
  const messages: Message[] = [];
  let curly = false;
  visitParents(root, 'text', ({ value }) => {
    curly ||= /[‘’“”]/.test(value);
  });
  visitParents(root, 'text', (node) => {
    const placeAt = (index: number): Place => placeInText(node, index);
    for (const { rule, pattern, found, hint } of traces) {
      if (rule === 'narrate:straight-quote' && !curly) continue;
      for (const match of node.value.matchAll(pattern)) {
        const shown = /[!-~\u00a1-\u00ac\u00ae-\u024f\ufb00-\ufb06]/.test(match[0]) ? ` "${match[0]}"` : '';
        messages.push(
          warning(rule, `Unexpected ${found}${shown}`, { path, place: placeAt(match.index), hint }),
        );
      }
    }
    if (!covers) return;
    const known = new Set<string>();
    let index = 0;
    for (const character of node.value) {
      const codePoint = character.codePointAt(0) ?? 0;
      if (
        codePoint > 0x20 &&
        !covers(codePoint) &&
        !known.has(character) &&
        !/\p{Cf}|\p{Cc}/u.test(character)
      ) {
        known.add(character);
        const code = codePoint.toString(16).toUpperCase().padStart(4, '0');
        messages.push(
          error(
            'narrate:missing-glyph',
            `Unexpected character "${character}" (U+${code}), which the fonts lack`,
            {
              path,
              place: placeAt(index),
              hint: 'write it in other characters',
            },
          ),
        );
      }
      index += character.length;
    }
  });
  return messages;
}
