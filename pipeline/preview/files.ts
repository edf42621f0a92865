import type { Lazy } from '../lazily.ts';
import type { Message } from '../messages.ts';
import type { Document, Format } from '../model.ts';
import { makeOne, type Press } from '../press.ts';

/** One document as it was last made. A file that could not be made is the one from before; null when there never was one. */
export interface Made {
  /** What the document was made from: equal ingredients, equal files. */
  readonly ingredients: string;
  /** Each with the number of its making, by which a page knows a new one. */
  readonly html: MadeFile | null;
  readonly pdf: MadeFile | null;
  /** What was found while it was made. */
  readonly messages: readonly Message[];
}

export interface MadeFile {
  readonly bytes: Uint8Array;
  readonly number: number;
}

/** Makes one file of a document in memory, as `build` would; null where the messages hold an error. */
export async function makeFile(
  press: Lazy<Press>,
  document: Document,
  format: Format,
): Promise<{ readonly bytes: Uint8Array | null; readonly messages: readonly Message[] }> {
  const output = {
    format,
    path: `${document.path}.${format}`,
    key: () => '',
    made: () => '',
    reason: 'changed',
  } as const;
  const { value, messages } = await makeOne(press, { document, inputs: [], outputs: [output] });
  return { bytes: value[0]?.bytes ?? null, messages };
}
