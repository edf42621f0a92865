import type { Root, Text } from 'mdast';
import { visitParents } from 'unist-util-visit-parents';
import { error, warning, type Message, type RuleId } from '../messages.ts';
import type { PlaceInText } from './place.ts';

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
    found: 'soft hyphen',
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
    pattern: / {2,}/g,
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
    pattern: /(?<=\p{Ll})[-\u2010][ \n](?!(?:and|or|to|und|y|o|et|ou)\s)(?=\p{Ll})/gu,
    found: 'hyphen before a space',
    hint: 'join the word again: "organ- ized" is "organized"',
  },
  {
    rule: 'narrate:invisible',
    // Soft hyphens have a rule of their own; line ends and tabs are what Markdown is laid out with.
    pattern: /(?![\t\n\r\u00ad])[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    found: 'invisible or unreadable character',
    hint: 'delete it',
  },
];

/** Of each kind; thousands tell no more than this many, and take seconds. */
const most = 50;

/** Looks through the prose of a narrative; characters that no font has are errors when `covers` is given. */
export function checkProse(
  root: Root,
  path: string,
  placeInText: PlaceInText,
  covers?: (codePoint: number) => boolean,
): Message[] {
  const texts: Text[] = [];
  visitParents(root, 'text', (node) => void texts.push(node));
  const isCurly = texts.some(({ value }) => /[‘’“”]/.test(value));
  const sought = traces.filter(({ rule }) => rule !== 'narrate:straight-quote' || isCurly);
  return [
    ...sought.flatMap((trace) => tracesOf(trace, texts, path, placeInText)),
    ...(covers ? missingGlyphs(texts, path, placeInText, covers) : []),
  ];
}

function tracesOf(
  { rule, pattern, found, hint }: Trace,
  texts: readonly Text[],
  path: string,
  placeInText: PlaceInText,
): Message[] {
  const messages: Message[] = [];
  for (const node of texts) {
    for (const { 0: text, index } of node.value.matchAll(pattern)) {
      const more = messages.length + 1 === most ? ', and there may be more' : '';
      const reason = `Unexpected ${found}${shown(text)}${more}`;
      messages.push(warning(rule, reason, { path, place: placeInText(node, index), hint }));
      if (more !== '') return messages;
    }
  }
  return messages;
}

/** What was found, in quotation marks or, when nobody would see it there, as its code. */
function shown(text: string): string {
  const mark = text.replace(/[ \n]/g, '');
  if (mark === '') return '';
  return isInvisible.test(mark) ? ` ${codeOf(mark)}` : ` "${mark}"`;
}

const isInvisible = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Every character that the fonts lack, once a paragraph or so: at its first place in a text. */
function missingGlyphs(
  texts: readonly Text[],
  path: string,
  placeInText: PlaceInText,
  covers: (codePoint: number) => boolean,
): Message[] {
  const messages: Message[] = [];
  for (const node of texts) {
    for (const character of new Set(node.value)) {
      const codePoint = character.codePointAt(0) ?? 0;
      if (codePoint <= 0x20 || isInvisible.test(character) || covers(codePoint)) continue;
      messages.push(
        error(
          'narrate:missing-glyph',
          `Unexpected character "${character}" (${codeOf(character)}), which the fonts lack`,
          {
            path,
            place: placeInText(node, node.value.indexOf(character)),
            hint: 'write it in other characters',
          },
        ),
      );
    }
  }
  return messages;
}
