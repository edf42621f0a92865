import { error, type Message } from '../messages.ts';
import type { Manuscript } from '../model.ts';

/** The longest narrative has a tenth of these: below them the parser answers within a second. */
const most = { characters: 100_000, lines: 5_000, marks: 8_000 };
const deepest = { blocks: 12, inline: 30 };

/**
 * Refuses text that would keep the parser busy for minutes, before it sees any: its time grows with the square of the
 * depth, and a text of nothing but marks takes a hundred times as long as prose. Null when all is well.
 */
export function refuse({ body, bodyLine, path }: Manuscript): Message | null {
  const lines = body.split('\n');
  const tooDeep = depthOf(lines);
  if (tooDeep) {
    const { line, depth, limit } = tooDeep;
    return error('narrate:too-deep', `Unexpected nesting of ${depth} levels, expected at most ${limit}`, {
      path,
      place: { line: bodyLine + line, column: 1 },
      hint: 'use one level of quotation and two of lists at most, and close every *, [ and :::',
    });
  }
  const sizes = {
    characters: body.length,
    lines: lines.length,
    marks: body.match(/[*_~`[\]<&\\:|{]/g)?.length ?? 0,
  };
  for (const unit of ['characters', 'lines', 'marks'] as const) {
    if (sizes[unit] <= most[unit]) continue;
    return error('narrate:too-long', `Unexpected ${sizes[unit]} ${unit}, expected at most ${most[unit]}`, {
      path,
      place: { line: bodyLine, column: 1 },
      hint: 'a narrative has a few thousand words: look for pasted data',
    });
  }
  return null;
}

/** The first line that is nested too deeply, as Markdown may read it; 0-based. */
function depthOf(
  lines: readonly string[],
): { readonly line: number; readonly depth: number; readonly limit: number } | null {
  const open = { directives: 0, brackets: 0, emphasis: 0 };
  for (const [line, text] of lines.entries()) {
    if (text.trim() === '') Object.assign(open, { brackets: 0, emphasis: 0 });
    if (/^\W*:::/.test(text)) open.directives += /\w/.test(text) ? 1 : open.directives > 0 ? -1 : 0;
    const blocks = Math.max(markersOf(text), indentOf(text), open.directives);
    if (blocks > deepest.blocks) return { line, depth: blocks, limit: deepest.blocks };
    for (const { depth, kind } of inlineSteps(text)) {
      open[kind] = Math.max(0, open[kind] + depth);
      if (open[kind] > deepest.inline) return { line, depth: open[kind], limit: deepest.inline };
    }
  }
  return null;
}

const marker = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])|\[\^[^\]\s]+\]:)/y;

/** Quotations, list items and notes that begin in one line. */
function markersOf(text: string): number {
  let count = 0;
  marker.lastIndex = 0;
  while (marker.test(text)) count++;
  return count;
}

/** Levels of a list item by its indent, two columns a level. Other lines only go on with what is there. */
function indentOf(text: string): number {
  const [, indent = ''] = /^([ \t]*)(?:[-*+>]|\d{1,9}[.)])/.exec(text) ?? [];
  return Math.floor(indent.replaceAll('\t', '    ').length / 2);
}

interface Step {
  readonly kind: 'brackets' | 'emphasis';
  readonly depth: number;
}

/** What brackets, stars, underlines and tildes open and close in a line. Inside a word they count as neither. */
function inlineSteps(text: string): Step[] {
  return Array.from(text.matchAll(/[[\]]|[*_~]+/g), ({ 0: run, index }): Step => {
    if (run === '[') return { kind: 'brackets', depth: 1 };
    if (run === ']') return { kind: 'brackets', depth: -1 };
    const [before, after] = [text[index - 1] ?? ' ', text[index + run.length] ?? ' '];
    const opens = /\S/.test(after) && edge.test(before);
    const closes = /\S/.test(before) && edge.test(after);
    return { kind: 'emphasis', depth: opens === closes ? 0 : opens ? run.length : -run.length };
  });
}

const edge = /[\s\p{P}]/u;
