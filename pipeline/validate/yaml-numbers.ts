import { visit, type Document } from 'yaml';
import { error, type Message, type Place } from '../messages.ts';

/** Numbers that begin with a zero: 012 is 12 to YAML 1.2, 10 to YAML 1.1, and a slip to its editor. */
export function paddedNumbers(
  path: string,
  documents: readonly Document[],
  place: (offset: number) => Place,
): readonly Message[] {
  const messages: Message[] = [];
  for (const document of documents) {
    visit(document, {
      Scalar(_, { range, source = '', type, value }) {
        if (type !== 'PLAIN' || typeof value !== 'number' || !/^[-+]?0\d/.test(source)) return;
        const reason = `Unexpected number ${source}, expected one without a leading zero`;
        const hint = `write ${value}, or "${source}" in quotes for a text`;
        const at = place(range?.[0] ?? 0);
        messages.push(error('validate:yaml-syntax', reason, { path, place: at, actual: source, hint }));
      },
    });
  }
  return messages;
}
