import type { Root } from 'mdast';
import { warning, type Message } from '../../messages.ts';
import type { Country } from '../../model.ts';
import type { PlaceInText } from '../place.ts';
import { blocksOf, type Block } from './blocks.ts';

/** Paragraphs that a printed page left behind: its number, its running head, and sentences that its end has cut in two. */
export function pageFurniture(
  root: Root,
  { name }: Country,
  path: string,
  placeInText: PlaceInText,
): Message[] {
  const messages: Message[] = [];
  // Only what stands directly below the file: items of lists end and begin as they like.
  const paragraphs = root.children.map((node): Block | null =>
    node.type === 'paragraph' ? (blocksOf([node], placeInText)[0] ?? null) : null,
  );
  for (const [i, block] of paragraphs.entries()) {
    if (!block) continue;
    const text = block.text.trim();
    if (isFurniture(text, name)) {
      messages.push(
        warning('narrate:page-furniture', `Unexpected "${text}" on a line of its own, expected a sentence`, {
          path,
          place: block.placeAt(0),
          hint: 'delete what the printed page left behind',
        }),
      );
      continue;
    }
    const next = paragraphs.slice(i + 1).find((one) => one === null || !isFurniture(one.text.trim(), name));
    if (!next || !/[\p{L}\p{N},;]$/u.test(text) || !/^\p{Ll}/u.test(next.text)) continue;
    const place = block.placeAt(Math.max(0, block.text.trimEnd().length - 1));
    messages.push(
      warning(
        'narrate:cut-sentence',
        `Unexpected end of a paragraph behind "${text.slice(-30)}", expected the end of a sentence`,
        { path, place, hint: `join it with "${next.text.slice(0, 30)}"` },
      ),
    );
  }
  return messages;
}

function isFurniture(text: string, country: string): boolean {
  if (/^(?:page )?\d{1,3}(?: (?:of|\/) \d{1,3})?$/i.test(text)) return true;
  return text === country.toUpperCase();
}
