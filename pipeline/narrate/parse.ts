import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified, type Processor } from 'unified';
import type { Message } from '../messages.ts';
import type { Manuscript } from '../model.ts';
import { refuse } from './limits.ts';

const processor = unified().use(remarkParse).use(remarkGfm).use(oneLook).use(remarkDirective).freeze();
const processorOfNoMail = processor().use(noMail).freeze();

/** After parsing, GFM looks for addresses once more in finished texts; what it finds there loses its position. */
function oneLook(this: Processor): void {
  for (const extension of (this.data().fromMarkdownExtensions ?? []).flat()) delete extension.transforms;
}

/** For text without @: GFM tries at every letter whether an address begins there, which is half of all parsing. */
function noMail(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = (data.micromarkExtensions ?? []).map(({ text = {}, ...others }) => {
    const entries = Object.entries(text).map(([code, constructs]) => {
      const kept = [constructs ?? []].flat().filter(({ name }) => name !== 'emailAutolink');
      return [code, kept] as const;
    });
    return { ...others, text: Object.fromEntries(entries.filter(([, kept]) => kept.length > 0)) };
  });
}

/** Markdown as a tree whose positions are those of the file, or the message that says why it was not even read. */
export function parse(manuscript: Manuscript): Root | Message {
  const refused = refuse(manuscript);
  if (refused) return refused;
  const { body, bodyLine } = manuscript;
  const reader = body.includes('@') ? processor : processorOfNoMail;
  // The front matter as empty lines: every position is then right without counting.
  return reader.parse('\n'.repeat(bodyLine - 1) + body);
}
