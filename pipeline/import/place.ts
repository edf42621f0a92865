import { error, type Message } from '../messages.ts';

/** A sheet of an imported file. */
export interface Place {
  readonly file: string;
  readonly sheet: string;
}

/** A message at a cell: `scores.xlsx!2023_dataset!D7`. */
export function problem({ file, sheet }: Place, ref: string, reason: string, hint: string): Message {
  return error('import:cell', reason, { path: `${file}!${sheet}!${ref}`, hint });
}
