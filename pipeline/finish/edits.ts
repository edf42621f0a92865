/** A range of bytes and the text that takes its place. */
export interface Edit {
  readonly at: number;
  readonly until: number;
  readonly text: string;
}

/** Replaces the given ranges, which come in order and do not overlap, in one pass. */
export function edited(content: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const size = edits.reduce((sum, { at, until, text }) => sum + text.length - (until - at), content.length);
  const result = Buffer.allocUnsafe(size);
  let from = 0;
  let to = 0;
  for (const { at, until, text } of edits) {
    result.set(content.subarray(from, at), to);
    to += at - from;
    to += result.write(text, to, 'latin1');
    from = until;
  }
  result.set(content.subarray(from), to);
  return result;
}
