import { putRight, withoutMarks } from './characters.ts';
import { lineOf, type LeftOut, type Line, type Reading, type Repair } from './line.ts';
import { linkTo, marks, shown } from './marks.ts';
import { wholeBold } from './markdown.ts';

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const decode = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot);/g, (_, name: string) => entities[name] ?? '');

/**
 * Reads the HTML that mammoth writes: no attribute but links and ids, every tag closed. A paragraph is a line, and so
 * is a row of a table, its cells parted by tabs; notes are left out, with the marks that refer to them.
 */
export function readHtml(html: string): Reading {
  const lines: Line[] = [];
  const repairs: Repair[] = [];
  const leftOut: LeftOut[] = [];
  const lists: { ordered: boolean; count: number }[] = [];
  let number = 1;
  let text = '';
  let isHeading = false;
  let item = '';
  let note: string | null = null;
  let tables = 0;
  let link: { readonly address: string; readonly start: number } | null = null;

  const flush = (): void => {
    if (shown(text) !== '') {
      if (note !== null) leftOut.push({ line: number, reason: 'note', text: shown(text) });
      else {
        for (const part of text.split('\n')) {
          const bold = wholeBold(part.trim());
          const right = putRight(bold ?? part, number, repairs).trim();
          if (right !== '')
            lines.push(lineOf(number, right, { isHeading: isHeading || bold !== null, item }));
        }
        lines.push(lineOf(number, ''));
      }
      number++;
    }
    [text, isHeading, item] = ['', false, ''];
  };

  for (const [token, close, name = '', attributes = ''] of html.matchAll(/<(\/?)([a-z]\w*)([^>]*)>|[^<]+/g)) {
    const isEnd = close === '/';
    if (name === '') {
      text += withoutMarks(decode(token));
      continue;
    }
    if (name === 'table') tables += isEnd ? -1 : 1;
    if (name === 'ol' || name === 'ul') {
      if (!isEnd) flush();
      if (isEnd) lists.pop();
      else lists.push({ ordered: name === 'ol', count: 0 });
    } else if (/^h[1-6]$/.test(name) || name === 'p') {
      // Paragraphs of a cell stay on the line of their row.
      if (tables > 0) text += isEnd && name === 'p' ? ' ' : '';
      else if (isEnd) flush();
      else isHeading = name !== 'p';
    } else if (name === 'td' || name === 'th') text = isEnd ? `${text.trimEnd()}\t` : text;
    else if (name === 'tr') flush();
    else if (name === 'li') {
      flush();
      const list = lists.at(-1);
      if (!isEnd && list) item = list.ordered ? `${++list.count}. ` : '- ';
      note = isEnd ? null : (/ id="((?:foot|end)note-[^"]*)"/.exec(attributes)?.[1] ?? null);
    } else if (name === 'br') text += '\n';
    else if (name === 'strong') text += marks.strong[isEnd ? 1 : 0];
    else if (name === 'em') text += marks.emphasis[isEnd ? 1 : 0];
    else if (name === 'a' && !isEnd) {
      link = { address: decode(/ href="([^"]*)"/.exec(attributes)?.[1] ?? ''), start: text.length };
    } else if (name === 'a' && link) {
      const words = text.slice(link.start);
      const made = linkTo(link.address, words);
      // A reference to a note, or the arrow back from it, has no meaning without the note.
      const isReference = /^#(foot|end)note-/.test(link.address);
      if (made === null && !link.address.startsWith('#') && link.address !== '')
        leftOut.push({ line: number, reason: 'unsafe link', text: `${shown(words)} (${link.address})` });
      if (isReference && note === null)
        leftOut.push({ line: number, reason: 'mark of a note', text: shown(words) });
      text = text.slice(0, link.start) + (isReference ? '' : (made ?? words));
      link = null;
    }
  }
  flush();
  return { lines, repairs, leftOut };
}
