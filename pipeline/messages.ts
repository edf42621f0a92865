import { VFileMessage } from 'vfile-message';
import type { RuleId } from './rules.ts';

export { rules, type RuleId } from './rules.ts';

/** A place in a source file, both 1-based, columns counted in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A second place that explains the first: where the other of two rows stands. */
export interface Cause {
  readonly path: string;
  readonly place: Place;
  readonly reason: string;
}

export interface ProblemDetails {
  /** File relative to the project folder, or '' when no file is to blame. */
  readonly path: string;
  readonly place?: Place | undefined;
  /** What was found. */
  readonly actual?: string | undefined;
  /** What would have been right. */
  readonly expected?: readonly string[] | undefined;
  /** What the editor should do. */
  readonly hint?: string | undefined;
  readonly cause?: Cause | undefined;
}

/** Messages of the project are `VFileMessage`s: `fatal: true` is an error, `false` a warning. `note` is the hint. */
export type Message = VFileMessage;

function message(fatal: boolean, rule: RuleId, reason: string, details: ProblemDetails): Message {
  const [source, ruleId] = rule.split(':') as [string, string];
  const result = new VFileMessage(shortened(reason), { place: details.place, source, ruleId });
  result.fatal = fatal;
  result.file = details.path;
  result.actual = details.actual;
  result.expected = details.expected === undefined ? undefined : [...details.expected];
  result.note = details.hint;
  if (details.cause) {
    const { path, place, reason: why } = details.cause;
    result.cause = new Error(`${path}:${place.line}:${place.column} ${why}`);
  }
  return result;
}

/** A reason that can be read: of a long text that it repeats, such as a cell of a million letters, beginning and end are enough. */
function shortened(reason: string): string {
  return reason.length <= 1000 ? reason : `${reason.slice(0, 600)} … ${reason.slice(-300)}`;
}

/** An error: what it concerns is not built. `reason` is one sentence in the form "Unexpected X, expected Y". */
export function error(rule: RuleId, reason: string, details: ProblemDetails): Message {
  return message(true, rule, reason, details);
}

/** A warning: reported, does not stop anything unless `--strict` is given. */
export function warning(rule: RuleId, reason: string, details: ProblemDetails): Message {
  return message(false, rule, reason, details);
}

/** A value together with what is to be said about it. */
export interface Checked<T> {
  readonly value: T;
  readonly messages: readonly Message[];
}

/** Orders messages by file, line, column and rule, so that a report is the same in every run. */
export function sortMessages(messages: readonly Message[]): Message[] {
  const key = (m: Message): string =>
    [m.file ?? '', pad(m.line), pad(m.column), m.ruleId ?? '', m.reason].join('\u0000');
  return [...messages].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function pad(value: number | undefined): string {
  return String(value ?? 0).padStart(9, '0');
}

/** One line for a person: `path:line:column  rule  reason  → hint`. */
export function formatMessage(m: Message): string {
  const place = [m.file, m.line, m.column].filter((part) => part !== undefined && part !== '').join(':');
  const kind = m.fatal === false ? 'warning' : 'error';
  const cause = m.cause instanceof Error ? ` (see ${m.cause.message})` : '';
  const hint = m.note ? `  → ${m.note}` : '';
  return visible(
    `${place || 'country-briefs'}  ${kind}  ${m.source}:${m.ruleId}  ${m.reason}${cause}${hint}`,
  );
}

/** Controls and marks of direction by their number: in a terminal, what a message repeats of a file would act or turn its words. */
function visible(line: string): string {
  return line.replace(
    /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (c) => `<U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}

/** The known name nearest to `name`, for "did you mean"; `undefined` when none is within a third of its letters. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row[j] = cost;
    }
    [before, previous] = [previous, row];
  }
  return previous[b.length] ?? 0;
}
