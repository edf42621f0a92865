import { putRight } from './characters.ts';
import type { LeftOut, Line, Reading, Repair } from './line.ts';
import { linkTo, marks } from './marks.ts';
import { linesIn, withoutPipes } from './plain-text.ts';

/** Characters behind a backslash are literal: they stand in a private plane until the marks have been read. */
const escaped = 0xf0000;

/** Reads a brief as Markdown, which may be the text of a PDF with a few marks: `#`, bold, links, tables, `<sup>`. */
export function readMarkdown(text: string): Reading {
  const repairs: Repair[] = [];
  const leftOut: LeftOut[] = [];
  const lines = linesIn(text).map((line): Line => {
    const read = readInline(putRight(withoutPipes(line.text), line.number, repairs), line.number, leftOut);
    const bare = read.trim();
    if (/^([-=*_])(?:\s*\1)*$/.test(bare)) return { ...line, text: '' };
    const [, hashes, title = bare] = /^(#{1,6})\s+(.*?)\s*#*$/.exec(bare) ?? [];
    const bold = wholeBold(title);
    if (hashes !== undefined || bold !== null) return { ...line, text: bold ?? title, isHeading: true };
    const [, bullet, number, rest] = /^(?:([•*+-])|(\d{1,2})[.)])\s+(.*)$/.exec(bare) ?? [];
    if (rest === undefined) return { ...line, text: bare.replace(/^>\s?/, '') };
    return { ...line, text: rest, item: bullet === undefined ? `${number ?? '1'}. ` : '- ' };
  });
  return { lines: lines.map((line) => ({ ...line, text: literal(line.text) })), repairs, leftOut };
}

/** The text of a line that is bold as a whole, as many headings are written; null for others. */
export function wholeBold(text: string): string | null {
  const [open, close] = marks.strong;
  const isWhole = text.startsWith(open) && text.endsWith(close) && text.lastIndexOf(open) === 0;
  return isWhole ? text.slice(1, -1).trim() : null;
}

/** Marks of ours for emphasis and links that are closed on their line; anything else is literal. */
function readInline(text: string, line: number, leftOut: LeftOut[]): string {
  const drop = (reason: string, what: string): void => void leftOut.push({ line, reason, text: what });
  const [em, emEnd] = marks.emphasis;
  const [strong, strongEnd] = marks.strong;
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, (_, c: string) => String.fromCodePoint(escaped + (c.codePointAt(0) ?? 0)))
    .replace(/<!--.*?-->/g, (comment) => {
      drop('comment', comment);
      return '';
    })
    .replace(/!\[([^\]]*)\]\(([^()\s]*)\)/g, (picture) => {
      drop('picture', picture);
      return '';
    })
    .replace(/(?<!!)\[([^\][]+)\]\(\s*([^()\s]*)\s*\)/g, (_, label: string, address: string) => {
      const link = linkTo(address, label);
      if (link === null) drop('unsafe link', `${label} (${address})`);
      return link ?? label;
    })
    .replace(/<((?:https?:\/\/|mailto:)[^\s<>]+)>/g, '$1')
    .replace(/\*\*(?=\S)([^*]+?)(?<=\S)\*\*|__(?=\S)([^_]+?)(?<=\S)__/g, (_, a?: string, b?: string) => {
      return strong + (a ?? b ?? '') + strongEnd;
    })
    .replace(
      /\*(?=\S)([^*]+?)(?<=\S)\*|(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)/g,
      (_, a?: string, b?: string) => {
        return em + (a ?? b ?? '') + emEnd;
      },
    )
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => entities[name] ?? '');
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  '#39': "'",
};

function literal(text: string): string {
  return text.replace(/[\u{f0021}-\u{f007e}]/gu, (c) =>
    String.fromCodePoint((c.codePointAt(0) ?? 0) - escaped),
  );
}
