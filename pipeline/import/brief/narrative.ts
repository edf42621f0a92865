import { outlineOf } from '../../outline.ts';
import type { Index } from '../../model.ts';
import { marks } from './marks.ts';
import type { Paragraph } from './paragraphs.ts';

/** Whose narrative a file is. */
export interface Whose {
  readonly country: string;
  readonly edition: string;
  readonly language: string;
}

/** Columns of a line of a narrative. */
const width = 100;

/** Path of a narrative in the project. */
export function narrativePath({ country, edition, language }: Whose): string {
  return `data/narratives/${edition}/${country}.${language}.md`;
}

/** A narrative as a draft: front matter, and each section that has text below the headings of the index. */
export function narrativeOf(
  whose: Whose,
  index: Index,
  texts: ReadonlyMap<string, readonly Paragraph[]>,
): string {
  const { country, edition, language } = whose;
  const head = [
    '---',
    `country: ${country}`,
    `edition: "${edition}"`,
    `language: ${language}`,
    'status: draft',
    '---',
  ];
  const body = outlineOf(index).flatMap(({ group, level, title }) => {
    const paragraphs = texts.get(title) ?? [];
    if (group && paragraphs.length === 0) return [];
    return [`${'#'.repeat(level)} ${title}`, ...listed(paragraphs)];
  });
  return `${[head.join('\n'), ...body].join('\n\n')}\n`;
}

/** Paragraphs as Markdown; items of one list stand together. */
function listed(paragraphs: readonly Paragraph[]): string[] {
  const blocks: string[] = [];
  for (const [i, { item, text }] of paragraphs.entries()) {
    const lines = wrapped(escaped(text), width - item.length);
    const block = lines.map((line, n) => (n === 0 ? item : ' '.repeat(item.length)) + line).join('\n');
    const isNext = item !== '' && paragraphs[i - 1]?.item !== undefined && paragraphs[i - 1]?.item !== '';
    if (isNext) blocks.splice(-1, 1, `${blocks.at(-1) ?? ''}\n${block}`);
    else blocks.push(block);
  }
  return blocks;
}

/** Literal text as Markdown that reads as the same words; only emphasis and links of ours are marks in it. */
function escaped(text: string): string {
  const [open, middle, close] = marks.link;
  return text
    .split(new RegExp(`(${middle}[^${close}]*${close})`))
    .map((part) => (part.startsWith(middle) ? `](<${part.slice(1, -1)}>)` : escapedWords(part)))
    .join('')
    .replaceAll(open, '[')
    .replace(/[\ufdd0\ufdd1]/g, '*')
    .replace(/[\ufdd2\ufdd3]/g, '**');
}

function escapedWords(text: string): string {
  return (
    text
      .replace(/[\\`*[\]<|]/g, '\\$&')
      // Inside a word an underline is no emphasis, and in an address a tilde strikes nothing out.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/(?<!\/)~/g, '\\~')
      .replace(/:(?=[\p{L}:])/gu, '\\:')
      .replace(/&(?=#?\w+;)/g, '\\&')
  );
}

/** Lines of at most `width` columns, none of which begins like a list, a heading, a quotation or a table. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/[ \t\n]+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(word);
  }
  return lines.map((line) => line.replace(/^[-+>#=]/, '\\$&').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2'));
}
