import { error, warning, type Message, type ProblemDetails, type RuleId } from '../../messages.ts';
import { columnIn, type Line } from './line.ts';

type Details = Pick<ProblemDetails, 'hint' | 'cause'>;

/** An error at a text of the brief: `brief.md:12:18`. */
export function problemAt(file: string, line: Line, text: string, reason: string, details: Details): Message {
  return at(error, 'import:brief-figure', file, line, text, reason, details);
}

/** A warning at a text of the brief, which is imported all the same. */
export function doubtAt(file: string, line: Line, text: string, reason: string, details: Details): Message {
  return at(warning, 'import:brief-text', file, line, text, reason, details);
}

function at(
  make: typeof error,
  rule: RuleId,
  file: string,
  line: Line,
  text: string,
  reason: string,
  details: Details,
): Message {
  return make(rule, reason, {
    path: file,
    place: { line: line.number, column: columnIn(line, text) },
    actual: text,
    ...details,
  });
}
