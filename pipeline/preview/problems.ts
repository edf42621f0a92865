import type { Message } from '../messages.ts';
import type { SourceFile, Sources } from '../model.ts';

/** A line of a file, as an excerpt shows it. */
export interface ExcerptLine {
  readonly number: number;
  readonly text: string;
}

/** A message as the page shows it. */
export interface Problem {
  /** `path:line:column`, as far as it is known. */
  readonly place: string;
  readonly rule: string;
  readonly reason: string;
  /** '' when there is no advice. */
  readonly hint: string;
  /** A second place that explains the first; '' when there is none. */
  readonly cause: string;
  /** The line with its neighbours; empty where the message has no line or the file cannot be read. */
  readonly excerpt: readonly ExcerptLine[];
  /** The line that is meant, and how many characters of its excerpt stand before the place. */
  readonly line: number;
  readonly before: number;
}

/** Neighbours above and below, and the characters that are shown before and after a place in a long line. */
const around = 2;
const [left, right] = [48, 72];

/** A message with an excerpt of the file that was read, which may no longer be the one on the disk. */
export function problemOf(message: Message, sources: Sources): Problem {
  const { cause, column = 1, file = '', line = 0, note, reason, ruleId, source } = message;
  const place = [file, message.line, message.column].filter((part) => part !== undefined && part !== '');
  const lines = line > 0 ? textOf(sources, file).replace(/\n$/, '').split('\n') : [];
  const first = Math.max(1, line - around);
  const start = Math.max(0, column - 1 - left);
  const shown = lines.slice(first - 1, line + around);
  const isEmpty = lines[line - 1] === undefined;
  return {
    place: place.join(':') || 'country-briefs',
    rule: `${source ?? ''}:${ruleId ?? ''}`,
    reason,
    hint: note ?? '',
    cause: cause instanceof Error ? cause.message : '',
    excerpt: isEmpty ? [] : shown.map((text, i) => ({ number: first + i, text: part(text, start) })),
    line,
    before: column - 1 - start + (start > 0 ? 1 : 0),
  };
}

/** A problem that no line of a file is to blame for. */
export function plain(reason: string, hint = ''): Problem {
  return { place: 'country-briefs', rule: '', reason, hint, cause: '', excerpt: [], line: 0, before: 0 };
}

/** The characters of a line from `start` on, with marks where it goes on. */
function part(text: string, start: number): string {
  const end = start + left + right;
  // A tab would put the caret elsewhere than the character it points at.
  const shown = text.slice(start, end).replace(/\t/g, ' ');
  return `${start > 0 ? '…' : ''}${shown}${text.length > end ? '…' : ''}`;
}

function textOf(sources: Sources, path: string): string {
  const files = Object.values<SourceFile | null | readonly SourceFile[]>({ ...sources }).flat();
  return files.find((file) => file?.path === path)?.text ?? '';
}
