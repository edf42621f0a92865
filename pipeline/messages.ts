import { VFileMessage } from 'vfile-message';

/**
 * Every rule of the project, by id. Ids are permanent: editors search for them. Left of the colon is the stage,
 * right of it the rule; the text says what the rule holds.
 */
export const rules = {
  'load:missing-file': 'a file that every project needs is there',
  'load:unreadable': 'every source file can be read',
  'load:encoding': 'a source file is UTF-8 text',
  'load:too-large': 'a source file has at most 5 MB',
  'load:link': 'a source file is a file, not a symbolic link or a device',
  'load:unknown-file': 'data and templates hold only files that are read',
  'validate:yaml-syntax': 'a YAML file or front matter can be read without doubt',
  'validate:csv-syntax': 'a CSV file has closed quotes and a cell for every column in every row',
  'validate:csv-header': 'a table has the columns that are described, each once',
  'validate:missing-key': 'every required key is there',
  'validate:unknown-key': 'there are no other keys',
  'validate:value': 'a value has the type and form that are described',
  'validate:placeholder': 'a text holds only placeholders that are filled in',
  'validate:duplicate': 'an id, a name and a row stand once',
  'validate:reference': 'what a file names is there',
  'validate:region': 'a region lies in one continent',
  'validate:score': 'a score is a number of the scale',
  'validate:figure': 'a published mean or rank is a number that can be one',
  'validate:front-matter': 'a narrative begins with front matter between two lines ---',
  'validate:file-name': 'the name of a file agrees with what it holds',
  'score:published-rank': 'a country of an incomplete edition has its published ranks',
  'score:published-differs': 'published figures are those that follow from the scores',
  'compose:template-syntax': 'every template is valid Handlebars',
  'compose:template-path': 'a template uses only what the view holds',
  'compose:missing-template': 'every product has its template',
  'compose:no-narrative': 'a country that has scores has a narrative',
  'plan:left-over': 'every output belongs to a country that the data still holds',
  'write:manifest': 'the manifest of the outputs can be read',
  'write:in-use': 'no other program keeps an output open while it is replaced',
  'print:blocked-request': 'a print asks for nothing outside itself',
  'print:page-error': 'the browser reports no error while it lays out a document',
  'print:missing-face': 'every declared font face loads',
  'print:overflow': 'every text fits its box',
  'print:empty': 'a print has text',
  'print:timeout': 'a document is printed within the time limit',
  'print:crashed': 'the browser lives until the document is printed',
  'print:other-browser': 'prints come from the browser of the lock file',
  'finish:no-structure': 'a print has a structure tree',
  'finish:structure-differs': 'the structure tree follows the printed page element by element',
  'narrate:too-long': 'a narrative has at most a million characters',
  'narrate:too-deep': 'quotations and lists are nested twelve levels at most',
  'narrate:vocabulary': 'a narrative holds nothing but the closed vocabulary',
  'narrate:unknown-directive': 'a directive is one that exists',
  'narrate:unsafe-link': 'a link leads to the web or to an e-mail address',
  'narrate:empty-link': 'a link has text',
  'narrate:ragged-table': 'every row of a table has as many cells as its head',
  'narrate:unknown-section': 'a heading is one of the index',
  'narrate:doubled-section': 'a section stands once',
  'narrate:heading-level': 'a heading has the level that the index gives it',
  'narrate:section-order': 'sections follow the order of the index',
  'narrate:missing-section': 'every section of the index is there',
  'narrate:empty-section': 'a section has text',
  'narrate:stray-text': 'text stands in a section',
  'narrate:unknown-score': ':score names an id of the index',
  'narrate:score-absent': ':score names an indicator of the edition',
  'narrate:language': ':lang has words and a language tag',
  'narrate:doubled-note': 'a footnote stands once',
  'narrate:note-mention': 'a footnote is mentioned once, in the text',
  'narrate:unused-note': 'a footnote is mentioned',
  'narrate:undefined-note': 'a mention has its footnote',
  'narrate:soft-hyphen': 'no soft hyphens in prose',
  'narrate:ligature': 'no ligature characters in prose',
  'narrate:double-space': 'one space between words',
  'narrate:straight-quote': 'quotation marks of one kind',
  'narrate:broken-word': 'no hyphen left over from a line end',
  'narrate:invisible': 'no invisible or unreadable characters in prose',
  'narrate:missing-glyph': 'the fonts have every character of the prose',
} as const satisfies Record<string, string>;

export type RuleId = keyof typeof rules;

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
  const result = new VFileMessage(reason, { place: details.place, source, ruleId });
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
  return `${place || 'country-briefs'}  ${kind}  ${m.source}:${m.ruleId}  ${m.reason}${cause}${hint}`;
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
