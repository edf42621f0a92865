import type { Nodes, Parents, RootContent } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import { visitParents } from 'unist-util-visit-parents';
import { error, type Message } from '../messages.ts';
import type { SectionText } from './outline.ts';
import { placeOf } from './place.ts';

/** Letters of a lead sentence at most: a leaf holds one a section (see "Handout" in pipeline/README.md). */
const mostLetters = 240;

/**
 * The sentence that stands for a section on the handout: the one marked with `:lead[…]`, else one chosen by rule. Takes
 * the marks out of the tree. A second mark in a section, or a marked sentence that is empty or too long, is a message.
 */
export function leadOf(
  { content, group }: SectionText,
  lang: string,
  path: string,
): { readonly value: string; readonly messages: readonly Message[] } {
  const messages: Message[] = [];
  const marked = takeMarks(content);
  for (const { place } of marked.slice(1)) {
    const reason = `Unexpected second lead of the section "${group.section}", expected one`;
    messages.push(error('narrate:lead', reason, { path, place, hint: 'take this :lead[…] away' }));
  }
  const [first] = marked;
  if (first?.text === '') {
    const reason = `Unexpected lead without words in the section "${group.section}", expected one sentence`;
    const hint = 'write :lead[One sentence.], or take it away';
    messages.push(error('narrate:lead', reason, { path, place: first.place, hint }));
  }
  if (first && first.text.length > mostLetters) {
    const reason = `Unexpected lead of ${first.text.length} letters in the section "${group.section}", expected at most ${mostLetters}`;
    messages.push(
      error('narrate:lead', reason, {
        path,
        place: first.place,
        hint: 'shorten it, or mark another sentence',
      }),
    );
  }
  return { value: first?.text ?? chosenFrom(content, lang), messages };
}

/** The first sentence that is short enough, else the first, cut off behind a word. */
function chosenFrom(content: readonly RootContent[], lang: string): string {
  const sentences = content.flatMap((node) => (node.type === 'paragraph' ? sentencesOf(node, lang) : []));
  const fitting = sentences.find(({ length }) => length <= mostLetters);
  const [first = ''] = sentences;
  if (fitting !== undefined || first === '') return fitting ?? '';
  return `${first.slice(0, mostLetters).replace(/\s+\S*$/, '')} …`;
}

interface Mark {
  readonly text: string;
  readonly place: ReturnType<typeof placeOf>;
}

/** Puts the words of each `:lead[…]` into its place, and tells what was marked. */
function takeMarks(content: readonly RootContent[]): Mark[] {
  const marks: Mark[] = [];
  for (const block of content) {
    const found: { readonly node: TextDirective; readonly parent: Parents }[] = [];
    visitParents(block, 'textDirective', (node, ancestors) => {
      const parent = ancestors.at(-1);
      if (node.name === 'lead' && parent) found.push({ node, parent });
    });
    for (const { node, parent } of found) {
      marks.push({ text: tidy(wordsOf(node)), place: placeOf(node) });
      const children = parent.children as Nodes[];
      children.splice(children.indexOf(node), 1, ...(node.children as Nodes[]));
    }
  }
  return marks;
}

function sentencesOf(node: Nodes, lang: string): string[] {
  const segments = new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(tidy(wordsOf(node)));
  return Array.from(segments, ({ segment }) => segment.trim()).filter((text) => text !== '');
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The words of a node; a line break stands for a space. */
function wordsOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'break') return ' ';
  return 'children' in node ? node.children.map(wordsOf).join('') : '';
}
