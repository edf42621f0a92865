import type { Fonts } from '../fonts.ts';
import type { Chapter, Dataset, Product, Scored, SourceFile } from '../model.ts';

export type Paper = 'a4' | 'letter';

/** What to compose; an empty list means all there is. */
export interface Selection {
  readonly countries: readonly string[];
  readonly editions: readonly string[];
  readonly products: readonly Product[];
  readonly langs: readonly string[];
}

export interface ComposeInput {
  readonly dataset: Dataset;
  readonly scored: Scored;
  readonly chapters: readonly Chapter[];
  readonly templates: readonly SourceFile[];
  readonly styles: readonly SourceFile[];
  /** The @font-face rules of prints and of web pages. */
  readonly fonts: Fonts;
  /** Tells whether the reading faces have a glyph for a code point. */
  readonly covers: (codePoint: number) => boolean;
  readonly selection: Selection;
  /** Seconds since 1970 that replace the edition's date in the document information; null for the edition's date. */
  readonly epoch: number | null;
  /** Whether a brief without a narrative is made all the same, with a placeholder in each section. */
  readonly isDraft: boolean;
  /** PDFs in black alone: the colours are exchanged for their greys. */
  readonly isGrey: boolean;
  /** The sheet of the PDFs. */
  readonly paper: Paper;
  /** The printer's profile, for press files; null where none was given. */
  readonly profile: Uint8Array | null;
}
