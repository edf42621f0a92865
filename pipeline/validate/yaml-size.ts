import { Lexer } from 'yaml';

/** What no file comes near: the longest have 20,000 characters, 700 keys and items, 10 levels. */
export const most = { characters: 300_000, items: 5_000, levels: 100 } as const;

/** What there is too much of, where it begins, and what to do. */
export interface Excess {
  readonly reason: string;
  readonly hint: string;
  readonly offset: number;
}

const pasted = 'look for something pasted by mistake';

export function tooMany(count: number | string, what: 'characters' | 'keys and items'): Excess {
  const limit = what === 'characters' ? most.characters : most.items;
  return { reason: `Unexpected ${count} ${what}, expected at most ${limit}`, hint: pasted, offset: 0 };
}

function tooDeep(offset: number): Excess {
  const reason = `Unexpected depth of nesting, expected at most ${most.levels} levels`;
  return { reason, hint: 'remove the nested brackets or lists', offset };
}

/** Lexemes that stand for nothing in the text; the second says that a text follows. */
const [documentMark, textMark, errorMark] = ['\u0002', '\u001f', '\u0018'];

/**
 * What is too much for the parser, found in a fraction of its time. It goes one call deeper with each level, and a
 * process whose stack ends within a pattern ends at once, without a word.
 */
export function excessIn(text: string): Excess | null {
  if (text.length > most.characters) return tooMany(text.length, 'characters');
  let [offset, lexemes, signs] = [0, 0, 0];
  // Of the line: where it begins, how far it is indented, keys and items that begin in it; brackets that are open.
  let [lineStart, indent, begun, open] = [0, -1, 0, 0];
  let isText = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === documentMark || lexeme === errorMark) continue;
    if (lexeme === textMark) {
      isText = true;
      continue;
    }
    if (indent < 0 && lexeme.trim() !== '') indent = offset - lineStart;
    if (isText) isText = false;
    else if (lexeme === '\n') [lineStart, indent, begun] = [offset + 1, -1, 0];
    else if (lexeme === '[' || lexeme === '{') open++;
    else if (lexeme === ']' || lexeme === '}') open = Math.max(0, open - 1);
    else if (lexeme === ',') signs++;
    else if (lexeme === ':' || lexeme === '-' || lexeme === '?') {
      signs++;
      if (open === 0) begun++;
    }
    // An item or key has at most two signs, its text and that of its value, and blanks between them.
    if (signs > 2 * most.items || ++lexemes > 10 * most.items)
      return tooMany(`more than ${most.items}`, 'keys and items');
    // A level has at least one column, sign or bracket.
    if (indent + begun + open > most.levels) return tooDeep(offset);
    offset += lexeme.length;
  }
  return null;
}
