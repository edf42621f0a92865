import type { Node } from 'mdast';
import type { Place } from '../messages.ts';

/** Where a node of the parsed file begins; every node of a parsed file has a position. */
export function placeOf(node: Node): Place {
  const { line = 1, column = 1 } = node.position?.start ?? {};
  return { line, column };
}
