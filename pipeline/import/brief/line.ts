/**
 * A line of a brief, whatever file it comes from. `text` is literal, without the marks of its format, but for the
 * inline marks of `marks.ts`; '' where the line is blank.
 */
export interface Line {
  /** 1-based; a .docx has no lines, there it counts paragraphs and rows of tables. */
  readonly number: number;
  /** The line as it stands in the file, to find columns in. */
  readonly raw: string;
  readonly text: string;
  /** The format says that this is a heading: `#`, a heading style, or nothing but bold. */
  readonly isHeading: boolean;
  /** What begins a list item, as Markdown writes it (`- `, `3. `); '' for other lines. */
  readonly item: string;
  /** The first line of a page. */
  readonly startsPage: boolean;
}

/** Something that was put right, with the word or words around it. */
export interface Repair {
  readonly line: number;
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** Something of the brief that is in none of the files written. */
export interface LeftOut {
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

/** What a reader makes of a file. */
export interface Reading {
  readonly lines: readonly Line[];
  readonly repairs: readonly Repair[];
  readonly leftOut: readonly LeftOut[];
}

/** A line without any mark. */
export function lineOf(number: number, text: string, marks: Partial<Line> = {}): Line {
  return { number, raw: text, text, isHeading: false, item: '', startsPage: false, ...marks };
}

/** Where a text stands in its line, 1-based; the start of the line when repairs have changed it. */
export function columnIn({ raw }: Line, text: string): number {
  return Math.max(0, raw.indexOf(text)) + 1;
}
