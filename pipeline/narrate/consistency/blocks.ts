import type { Nodes, Parents, Text } from 'mdast';
import type { Place } from '../../messages.ts';
import { placeOf, type PlaceInText } from '../place.ts';

/** The text of a paragraph, heading or table cell in one piece, with the way back into the file. */
export interface Block {
  readonly text: string;
  readonly type: Nodes['type'];
  readonly placeAt: (index: number) => Place;
}

/** Stands for a figure that comes from the data: it is right, and no part of a word or number. */
export const filled = '\uFFFC';

const holders: ReadonlySet<string> = new Set(['paragraph', 'heading', 'tableCell']);

/** The blocks of some nodes, in the order of the file; notes are blocks of their own. */
export function blocksOf(nodes: readonly Nodes[], placeInText: PlaceInText): readonly Block[] {
  return nodes.flatMap((node): readonly Block[] => {
    if (holders.has(node.type)) return [blockOf(node as Parents, placeInText)];
    return 'children' in node ? blocksOf(node.children, placeInText) : [];
  });
}

function blockOf(node: Parents, placeInText: PlaceInText): Block {
  const pieces: { readonly start: number; readonly node: Text }[] = [];
  let text = '';
  const visit = (one: Nodes): void => {
    if (one.type === 'text') {
      pieces.push({ start: text.length, node: one });
      text += one.value;
    } else if (one.type === 'break') text += '\n';
    else if (one.type === 'textDirective' && one.name === 'score') text += filled;
    else if ('children' in one) one.children.forEach(visit);
  };
  visit(node);
  return {
    text,
    type: node.type,
    placeAt(index) {
      const piece = pieces.findLast(({ start }) => start <= index);
      return piece ? placeInText(piece.node, index - piece.start) : placeOf(node);
    },
  };
}

/** The sentences of a text with the places where they begin; abbreviations may part one into two, which does no harm. */
export function sentencesOf(text: string): readonly { readonly start: number; readonly text: string }[] {
  const ends = [...text.matchAll(/[.!?]["’”)]*\s+(?=["‘“(]?[\p{Lu}\d\uFFFC])/gu)];
  const starts = [0, ...ends.map(({ 0: end, index }) => index + end.length)];
  return starts.map((start, i) => ({ start, text: text.slice(start, starts[i + 1] ?? text.length) }));
}
