import { error, sortMessages, warning, type Message } from '../../messages.ts';
import type { Country, Dataset, Edition, Labels } from '../../model.ts';
import { outlineOf } from '../../outline.ts';
import { merge, needsOverwrite, type Change } from '../merge.ts';
import { blocksOf, type Context } from './blocks.ts';
import { figuresIn, loneFigure } from './figures.ts';
import type { LeftOut, Line, Repair } from './line.ts';
import { wordsOf } from './marks.ts';
import { narrativeOf, narrativePath, type Whose } from './narrative.ts';
import { withoutRunningHeads } from './pages.ts';
import { ranksIn } from './ranks.ts';
import { readBrief } from './read.ts';
import { rowOf, type Sizes } from './row.ts';
import { sectionsOf, type Mapped } from './sections.ts';
import { lettersOf, titlesOf } from './titles.ts';
import { countWords } from './words.ts';

/** A brief to import: Markdown, text of a PDF or a text document. */
export interface BriefRequest {
  /** File name as the user wrote it; its end says what it is: .md, .txt or .docx. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly country: Country;
  readonly edition: Edition;
  readonly labels: Labels;
  readonly language: string;
  /** Also change figures that are there already. A narrative is never changed. */
  readonly overwrite: boolean;
  /** There is a narrative of this country, edition and language. */
  readonly hasNarrative: boolean;
}

export interface BriefReport {
  /** Files to write, by path; empty when something was refused. */
  readonly files: ReadonlyMap<string, string>;
  readonly changes: readonly Change[];
  readonly found: Readonly<Record<'scores' | 'ranks' | 'means' | 'sections', number>>;
  /** Headings and where their text went; what was put right; what is in none of the files: by line. */
  readonly mapped: readonly Mapped[];
  readonly repairs: readonly Repair[];
  readonly leftOut: readonly LeftOut[];
  readonly messages: readonly Message[];
}

/**
 * Turns a brief into the narrative and the figures of its country: all of the brief or nothing, and what cannot be
 * placed is listed. An existing narrative stays; figures go the way of every import.
 */
export async function importBrief(dataset: Dataset, request: BriefRequest): Promise<BriefReport> {
  const { bytes, country, edition, file, labels } = request;
  const { index } = dataset;
  const { value: reading, messages: unread } = await readBrief(bytes, file);
  const messages: Message[] = [...unread];
  const repairs: Repair[] = [...reading.repairs];
  const leftOut: LeftOut[] = [...reading.leftOut];
  const titles = titlesOf(index, country, edition.id, dataset.countries.values());
  const context: Context = { file, index, country, labels, titles };

  const lines = withoutRunningHeads(reading.lines, (line) => hasMeaning(line, context), leftOut);
  const blocks = blocksOf(lines, context, messages);
  const listing = { repairs, leftOut, messages };
  const { mapped, paragraphs } = sectionsOf(blocks.blocks, titles, countWords(lines), file, listing);
  const held = new Set(dataset.scores.get(edition.id)?.get(country.iso3)?.scores.keys());
  const sizes = sizesOf(country, dataset.countries);
  const row = rowOf(blocks, context, edition.indicators, held, sizes, leftOut, messages);

  const groups = outlineOf(index).filter(({ group }) => group !== null);
  const filled = groups.filter(({ title }) => (paragraphs.get(title) ?? []).length > 0);
  const isEmpty = filled.length === 0 && row.scores.size + row.means.size + row.ranks.size === 0;
  if (messages.length === 0 && isEmpty) messages.push(noBrief(request));
  if (filled.length > 0) {
    const missing = groups.filter((section) => !filled.includes(section));
    messages.push(...missing.map(({ title }) => noSection(title, file)));
    if (request.hasNarrative) messages.push(narrativeStays(request));
  }
  const { changes, files } = merge(dataset, {
    edition: edition.id,
    indicators: edition.indicators,
    rows: isEmpty ? [] : [row],
  });
  if (!request.overwrite) messages.push(...changes.map(needsOverwrite));
  const isRefused = messages.some(({ fatal }) => fatal !== false);
  const narrative = filled.length > 0 ? narrativeOf(whoseOf(request), index, paragraphs) : null;
  const byLine = (a: { readonly line: number }, b: { readonly line: number }): number => a.line - b.line;
  return {
    files: new Map(
      isRefused ? [] : narrative === null ? files : [...files, [narrativePath(whoseOf(request)), narrative]],
    ),
    changes,
    found: {
      scores: row.scores.size,
      ranks: 3 * row.ranks.size,
      means: row.means.size,
      sections: filled.length,
    },
    mapped,
    repairs: repairs.sort(byLine),
    leftOut: leftOut.sort(byLine),
    messages: sortMessages(messages),
  };
}

/** What can be said of a brief when the project itself cannot be read. */
export function unread(messages: readonly Message[]): BriefReport {
  const found = { scores: 0, ranks: 0, means: 0, sections: 0 };
  return { files: new Map(), changes: [], found, mapped: [], repairs: [], leftOut: [], messages };
}

/** True for a line that is more than a page's furniture, even at its edge: a heading, a figure, a rank. */
function hasMeaning(line: Line, { country, file, index, labels, titles }: Context): boolean {
  const known = titles.find(lettersOf(wordsOf(line.text)))?.kind;
  return (
    known === 'section' ||
    known === 'indicator' ||
    loneFigure(line) !== null ||
    figuresIn(line, index, file, []) !== null ||
    ranksIn(line, '', country, labels, file, []) !== null
  );
}

function sizesOf({ continent, region }: Country, countries: Dataset['countries']): Sizes {
  const all = [...countries.values()];
  return {
    world: all.length,
    continent: all.filter((one) => one.continent === continent).length,
    region: all.filter((one) => one.region === region).length,
  };
}

function whoseOf({ country, edition, language }: BriefRequest): Whose {
  return { country: country.iso3, edition: edition.id, language };
}

function noBrief({ file }: BriefRequest): Message {
  return error('import:document', 'Unexpected text without a score or a section, expected a country brief', {
    path: file,
    hint: 'headings and scores are known by the names in data/index.yaml',
  });
}

function noSection(title: string, file: string): Message {
  return warning('import:brief-text', `Unexpected absence of text for the section "${title}"`, {
    path: file,
    hint: 'write the section by hand, or name its heading as the index does',
  });
}

function narrativeStays(request: BriefRequest): Message {
  return error(
    'import:needs-overwrite',
    'Unexpected narrative, expected none: an import never changes a text that somebody may have edited',
    {
      path: narrativePath(whoseOf(request)),
      hint: 'move it out of data/narratives first, and compare the two',
    },
  );
}
