import type { Node, Text } from 'mdast';
import type { Place } from '../messages.ts';

/** Where a node of the parsed file begins; every node of a parsed file has a position. */
export function placeOf(node: Node): Place {
  const { line = 1, column = 1 } = node.position?.start ?? {};
  return { line, column };
}

/** Where the character at `index` of a text stands. Characters written as entities before it shift the column. */
export function placeInText(node: Text, index: number): Place {
  const start = placeOf(node);
  const before = node.value.slice(0, index).split('\n');
  const column = before.at(-1)?.length ?? 0;
  return before.length === 1
    ? { line: start.line, column: start.column + column }
    : { line: start.line + before.length - 1, column: column + 1 };
}
