import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified, type Processor } from 'unified';
import type { Message } from '../messages.ts';
import type { Manuscript } from '../model.ts';
import { refuse } from './limits.ts';

const processor = unified().use(remarkParse).use(remarkGfm).use(oneLook).use(remarkDirective);

/** After parsing, GFM looks for addresses once more in finished texts; what it finds there loses its position. */
function oneLook(this: Processor): void {
  for (const extension of (this.data().fromMarkdownExtensions ?? []).flat()) delete extension.transforms;
}

/** Markdown as a tree whose positions are those of the file, or the message that says why it was not even read. */
export function parse(manuscript: Manuscript): Root | Message {
  const refused = refuse(manuscript);
  if (refused) return refused;
  // The front matter as empty lines: every position is then right without counting.
  return processor.parse('\n'.repeat(manuscript.bodyLine - 1) + manuscript.body);
}
