import type { Message } from '../messages.ts';

/** A message as plain facts for `--json`. */
export function factsOf(message: Message): object {
  const { file, line, column, fatal, source, ruleId, reason, note, actual, expected, cause } = message;
  return {
    file: file ?? '',
    line: line ?? null,
    column: column ?? null,
    severity: fatal === false ? 'warning' : 'error',
    rule: `${source ?? ''}:${ruleId ?? ''}`,
    reason,
    hint: note ?? null,
    actual: actual ?? null,
    expected: expected ?? null,
    cause: cause instanceof Error ? cause.message : null,
  };
}

export function count(messages: readonly Message[], severity: 'error' | 'warning'): number {
  return messages.filter(({ fatal }) => (fatal === false) === (severity === 'warning')).length;
}

/** "1 warning", "2 warnings". */
export function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
