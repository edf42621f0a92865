import { formatMessage, rules, type Message } from '../../pipeline/messages.ts';

const ids = new Set(Object.keys(rules));

/** What is wrong with messages about texts by their path; null when each is one that an editor can use. */
export function faultOf(
  messages: readonly Message[],
  texts: Readonly<Record<string, string>>,
): string | null {
  for (const message of messages) {
    const { column = 1, file = '', line, reason, ruleId, source } = message;
    const told = formatMessage(message);
    if (!ids.has(`${source ?? ''}:${ruleId ?? ''}`)) return `no such rule: ${told}`;
    if (/\n\s+at |\[object |\bundefined\b.*(?:propert|function)|is not a function|Cannot read/.test(told))
      return `words of the program: ${told}`;
    if (!/^Unexpected /.test(reason)) return `not "Unexpected …": ${told}`;
    if (/[\u0000-\u0008\u000b-\u001f\u001b]/.test(told)) return `control characters: ${JSON.stringify(told)}`;
    if (told.length > 3000) return `${told.length} characters: ${told.slice(0, 200)}`;
    const text = texts[file];
    if (text === undefined || line === undefined) continue;
    const lines = text.split('\n');
    if (line < 1 || line > lines.length) return `line outside of the file: ${told}`;
    if (column < 1 || column > (lines[line - 1]?.length ?? 0) + 1)
      return `column outside of its line: ${told}`;
  }
  return null;
}
