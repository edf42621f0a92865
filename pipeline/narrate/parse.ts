import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { error, type Message } from '../messages.ts';
import type { Manuscript } from '../model.ts';

const deepest = 12;
const longest = 1_000_000;
const processor = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);

/** Markdown as a tree whose positions are those of the file, or the message that says why it was not even read. */
export function parse(manuscript: Manuscript): Root | Message {
  const refused = refuse(manuscript);
  if (refused) return refused;
  // The front matter as empty lines: every position is then right without counting.
  return processor.parse('\n'.repeat(manuscript.bodyLine - 1) + manuscript.body);
}

/** Text that would keep the parser busy for minutes (nested quotes and lists grow with the square of their depth). */
function refuse({ body, bodyLine, path }: Manuscript): Message | null {
  if (body.length > longest) {
    return error(
      'narrate:too-long',
      `Unexpected length of ${body.length} characters, expected at most ${longest}`,
      {
        path,
        place: { line: bodyLine, column: 1 },
        hint: 'a narrative has a few thousand words: look for pasted data',
      },
    );
  }
  const lines = body.split('\n');
  for (const [i, line] of lines.entries()) {
    const quotes = /^[\s>]*/.exec(line)?.[0].replace(/[^>]/g, '').length ?? 0;
    const markers =
      /^(?:\s*(?:[-*+]|\d{1,9}[.)])(?=\s))+/.exec(line)?.[0].match(/[-*+]|\d[.)]/g)?.length ?? 0;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    const depth = Math.max(quotes, markers, line.trim() === '' ? 0 : Math.floor(indent / 2));
    if (depth > deepest) {
      return error('narrate:too-deep', `Unexpected nesting of ${depth} levels, expected at most ${deepest}`, {
        path,
        place: { line: bodyLine + i, column: 1 },
        hint: 'use one level of quotation and two of lists at most',
      });
    }
  }
  return null;
}
