/** Sheets in millimetres, upright: ISO 216, and ANSI/ASME Y14.1. */
export const papers = {
  a4: { width: 210, height: 297 },
  a3: { width: 297, height: 420 },
  letter: { width: 215.9, height: 279.4 },
  tabloid: { width: 279.4, height: 431.8 },
} as const;
export type Paper = keyof typeof papers;

export interface ImposeOptions {
  /** Name of the file in messages. */
  readonly path: string;
  /** `1-16,20,last`; null for all pages. */
  readonly pages: string | null;
  readonly paper: Paper;
  /** Pages beside each other to be read flat; null for a booklet, folded and stitched through the fold. */
  readonly flat: 2 | 4 | null;
  /** Pages of a signature, a multiple of 4; null for one signature. */
  readonly signature: number | null;
  /** Millimetres by which each sheet pushes the one inside it outwards: about the thickness of the paper. */
  readonly creep: number;
  /** The edge over which the printer turns the sheet, held in landscape. */
  readonly edge: 'long' | 'short';
  readonly isRightToLeft: boolean;
  /** Short lines at the edge of the sheet where it is folded. */
  readonly hasTicks: boolean;
}

export const defaults: Omit<ImposeOptions, 'path'> = {
  pages: null,
  paper: 'a4',
  flat: null,
  signature: null,
  creep: 0,
  edge: 'short',
  isRightToLeft: false,
  hasTicks: true,
};
