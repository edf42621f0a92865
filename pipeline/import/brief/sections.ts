import type { Message } from '../../messages.ts';
import type { Expected } from '../../outline.ts';
import { endMark, type Block } from './blocks.ts';
import { lineOf, type LeftOut, type Line, type Repair } from './line.ts';
import { shown, wordsOf } from './marks.ts';
import { isCut, paragraphOf, withoutCuts, type Paragraph } from './paragraphs.ts';
import { doubtAt, problemAt } from './problem.ts';
import type { Known, Titles } from './titles.ts';
import type { Words } from './words.ts';

/** A heading of the brief, and the section of the index that its text goes to. */
export interface Mapped {
  readonly line: number;
  readonly heading: string;
  readonly section: string;
}

export interface Sections {
  /** By title of the section, as the index has it. */
  readonly paragraphs: ReadonlyMap<string, readonly Paragraph[]>;
  readonly mapped: readonly Mapped[];
}

/** Lists that a run fills as it goes. */
export interface Listing {
  readonly repairs: Repair[];
  readonly leftOut: LeftOut[];
  readonly messages: Message[];
}

/**
 * Puts the text of a brief into the sections that its headings name, whatever their level. What stands outside of every
 * section is left out: title, funders, disclaimer, and the text below a heading that the index does not have.
 */
export function sectionsOf(
  blocks: readonly Block[],
  titles: Titles,
  words: Words,
  file: string,
  { leftOut, messages, repairs }: Listing,
): Sections {
  const mapped: Mapped[] = [];
  const found = new Map<string, Paragraph[]>();
  /** The section that text goes to; null outside of every section. */
  const at: { section: Expected | null } = { section: null };
  const strangers: { readonly name: string; readonly lines: readonly Line[] }[] = [];
  let isNamed = false as boolean;
  const omit = (reason: string, lines: readonly Line[]): void => {
    for (const line of lines) leftOut.push({ line: line.number, reason, text: shown(line.text) });
  };
  const enter = (known: Known, lines: readonly Line[]): void => {
    if (known.kind === 'notice') {
      omit('formal words, which stand in data/index.yaml', lines);
      return;
    }
    if (known.kind === 'title') {
      isNamed ||= known.isCountry;
      omit('title', lines);
      return;
    }
    if (known.kind === 'stranger') {
      strangers.push({ name: known.name, lines });
      omit('name of another country', lines);
      return;
    }
    // A part that is named again above its own text is the running head of a page.
    if (known.section.group === null && found.has(known.section.title) && at.section?.group) {
      omit('heading that comes again', lines);
      return;
    }
    // Names of scores stand on the score sheet too, which holds no text.
    if (known.kind === 'indicator' && !at.section?.group && !lines[0]?.isHeading) {
      omit('name without a figure', lines);
      return;
    }
    at.section = known.section;
    found.set(known.section.title, found.get(known.section.title) ?? []);
    const heading = lines.map(({ text }) => shown(text)).join(' ');
    mapped.push({ line: lines[0]?.number ?? 1, heading, section: known.section.title });
  };

  for (const [i, block] of blocks.entries()) {
    const { lines } = block;
    const [first] = lines;
    if (!first) continue;
    // Within a section the name of another country is text like any other.
    if (block.kind === 'known' && !(block.known.kind === 'stranger' && at.section?.group)) {
      enter(block.known, lines);
      continue;
    }
    const isHeading = block.kind === 'heading' || isHeadingLike(block, blocks[i - 1], blocks[i + 1]);
    const text = wordsOf(lines.map((line) => line.text).join(' '));
    if (!isHeading) {
      const paragraph = at.section?.group ? paragraphOf(lines, words, repairs) : null;
      if (at.section && paragraph) found.get(at.section.title)?.push(paragraph);
      else omit('text outside of the sections', lines);
      continue;
    }
    const near = titles.near(text);
    if (near) {
      messages.push(
        doubtAt(file, first, text, `Unexpected heading "${text}", took it for "${near.name}"`, {
          hint: 'look at the section, or correct the heading and import again',
        }),
      );
      enter(near.known, lines);
      continue;
    }
    omit('heading that the index does not have', lines);
    if (!at.section?.group) continue;
    // A heading that its format marks ends the section; a short line without a full stop may be anything.
    const isEnd = block.kind === 'heading' || text === text.toUpperCase();
    messages.push(
      doubtAt(file, first, text, `Unexpected heading "${text}", expected a section of the index`, {
        hint: isEnd
          ? 'its text is left out: put it into the narrative by hand, or correct the heading and import again'
          : `the text below it stands in "${at.section.title}": move it, or correct the heading and import again`,
      }),
    );
    if (isEnd) at.section = null;
  }

  const paragraphs = new Map(
    [...found].map(([section, some]) => [section, withoutCuts(some, words, repairs)]),
  );
  for (const { item, line, text } of [...paragraphs.values()].flat()) {
    if (item !== '' || !isCut(text)) continue;
    messages.push(
      doubtAt(
        file,
        line,
        wordsOf(text).slice(0, 20),
        'Unexpected paragraph without an end mark, expected a full stop',
        {
          hint: 'look whether its end is missing',
        },
      ),
    );
  }
  // A country named alone on a line stands in many a brief; where its own name is not, the brief is of another.
  const [stranger] = strangers;
  if (stranger && !isNamed)
    messages.push(
      problemAt(
        file,
        stranger.lines[0] ?? lineOf(1, ''),
        stranger.name,
        `Unexpected title "${stranger.name}", expected the country that the brief is imported for`,
        { hint: 'correct --country, or the title' },
      ),
    );
  return { paragraphs, mapped };
}

/** A short text that stands alone, ends no sentence and is no part of one that a page has cut. */
function isHeadingLike({ lines }: Block, before: Block | undefined, after: Block | undefined): boolean {
  const text = wordsOf(lines.map((line) => line.text).join(' '));
  const last = wordsOf(before?.lines.at(-1)?.text ?? '');
  return (
    lines[0]?.item === '' &&
    text.split(/\s+/).length <= 10 &&
    /^[^\p{L}]*\p{Lu}/u.test(text) &&
    !/[,;]$/.test(text) &&
    !endMark.test(text) &&
    (before?.kind !== 'text' || endMark.test(last) || before.lines[0]?.item !== '') &&
    !/^\p{Ll}/u.test(wordsOf(after?.lines[0]?.text ?? ''))
  );
}
