import type { Root } from 'mdast';
import type { ConstructRecord } from 'micromark-util-types';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified, type Processor } from 'unified';
import type { Message } from '../messages.ts';
import type { Manuscript } from '../model.ts';
import { refuse } from './limits.ts';

/** Syntax that is tried at every letter or line, which is most of all parsing, and the marks without which no text has any. */
const rare: readonly (readonly [construct: string, marks: RegExp])[] = [
  ['emailAutolink', /@/],
  ['table', /\||:-|-:/],
];

const processor = unified().use(remarkParse).use(remarkGfm).use(oneLook).use(remarkDirective).freeze();

/** After parsing, GFM looks for addresses once more in finished texts; what it finds there loses its position. */
function oneLook(this: Processor): void {
  for (const extension of (this.data().fromMarkdownExtensions ?? []).flat()) delete extension.transforms;
}

const known = new Map<string, ReturnType<typeof without>>();

/** The processor without syntax that the text cannot hold; what it gives is the same. */
function processorFor(text: string): ReturnType<typeof without> {
  const absent = rare.filter(([, marks]) => !marks.test(text)).map(([construct]) => construct);
  const key = absent.join();
  const made = known.get(key) ?? without(absent);
  known.set(key, made);
  return made;
}

function without(names: readonly string[]): typeof processor {
  function strip(this: Processor): void {
    const data = this.data();
    data.micromarkExtensions = (data.micromarkExtensions ?? []).map((extension) => ({
      ...extension,
      text: stripped(extension.text, names),
      flow: stripped(extension.flow, names),
    }));
  }
  return processor().use(strip).freeze();
}

/** Constructs by the character that begins them, but for some; a character without any is not stopped at. */
function stripped(constructs: ConstructRecord = {}, names: readonly string[]): ConstructRecord {
  const entries = Object.entries(constructs).map(([code, one]) => {
    const kept = [one ?? []].flat().filter(({ name }) => name === undefined || !names.includes(name));
    return [code, kept] as const;
  });
  return Object.fromEntries(entries.filter(([, kept]) => kept.length > 0));
}

/** Markdown as a tree whose positions are those of the file, or the message that says why it was not even read. */
export function parse(manuscript: Manuscript): Root | Message {
  const refused = refuse(manuscript);
  if (refused) return refused;
  const { body, bodyLine } = manuscript;
  // The front matter as empty lines: every position is then right without counting.
  return processorFor(body).parse('\n'.repeat(bodyLine - 1) + body);
}
