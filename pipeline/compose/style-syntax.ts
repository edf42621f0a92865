import { lexer, parse, walk, type CssNode } from 'css-tree';
import { error, type Message, type Place } from '../messages.ts';
import type { SourceFile } from '../model.ts';

/**
 * What a browser would pass over without a word: broken syntax, properties that there are not, values that a property
 * does not take. What stands in var() is known to the browser alone.
 */
export function styleFaults({ path, text }: SourceFile): readonly Message[] {
  const messages: Message[] = [];
  const tell = (reason: string, place: Place | undefined, hint: string): void => {
    messages.push(error('compose:style-syntax', reason, { path, place, hint }));
  };
  const tree = parse(text, {
    positions: true,
    onParseError: ({ line, column, message }) => {
      tell(
        `Unexpected style (${message.replace(/\.$/, '')}), expected CSS`,
        { line, column },
        'check brackets, colons and semicolons near this place',
      );
    },
  });
  const left = openBraces(text);
  if (left) tell('Unexpected end of the style, expected }', left, 'close the rule that begins here');
  const pages = new Set<CssNode>();
  walk(tree, (node) => {
    if (node.type === 'Atrule' && node.name === 'page' && node.block)
      for (const one of node.block.children) pages.add(one);
    if (node.type === 'Url' && !/^(data:|#)/i.test(node.value))
      tell(
        `Unexpected address ${node.value}, expected data:`,
        node.loc?.start,
        'put the picture into the style sheet as data: nothing else is loaded',
      );
    if (node.type === 'Atrule' && node.name === 'import')
      tell(
        'Unexpected @import, expected rules',
        node.loc?.start,
        'put the rules into the file: nothing else is loaded',
      );
    if (node.type !== 'Declaration' || node.property.startsWith('--')) return;
    // The size of a page is a descriptor, which the lexer does not list among the properties.
    if (pages.has(node) && node.property === 'size') return;
    const fault = lexer.matchDeclaration(node).error;
    if (!fault || fault.message.includes('var()')) return;
    const place = node.loc?.start;
    if (fault.name === 'SyntaxReferenceError')
      tell(
        `Unexpected property ${node.property}, expected one of CSS`,
        place,
        'correct the name: the browser passes over what it does not know',
      );
    else
      tell(
        `Unexpected value of ${node.property}, expected one that it takes`,
        place,
        'correct the value: the browser passes over what it does not know',
      );
  });
  return messages;
}

/** Where the innermost brace stands that is never closed; null for none. Comments and strings are passed over. */
function openBraces(text: string): Place | null {
  const open: number[] = [];
  for (const { 0: token, index } of text.matchAll(
    /\/\*[^]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}]/g,
  )) {
    if (token === '{') open.push(index);
    else if (token === '}') open.pop();
  }
  const last = open.at(-1);
  if (last === undefined) return null;
  const lines = text.slice(0, last).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
