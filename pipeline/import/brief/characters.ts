import type { Repair } from './line.ts';
import { noncharacters, shown } from './marks.ts';

interface Fault {
  readonly what: string;
  readonly pattern: RegExp;
  readonly put: string | ((found: string, inner: string) => string);
}

/** Characters of a word that a repair shows on each side. */
const shownAround = 30;

/** What a PDF leaves in its text that is no letter. A soft hyphen at the end of a line waits for the next line. */
const faults: readonly Fault[] = [
  { what: 'raised letters', pattern: /<su[pb]>([^<]*)<\/su[pb]>/gi, put: (_, inner) => inner },
  { what: 'tag', pattern: /<\/?(?:su[pb]|u|span|br|b|i|p|div)(?:\s[^<>]*)?\/?>/gi, put: ' ' },
  { what: 'soft hyphen', pattern: /\u00ad(?!$)/g, put: '' },
  { what: 'ligature', pattern: /[\ufb00-\ufb06]/g, put: (found) => found.normalize('NFKC') },
  { what: 'invisible character', pattern: /(?![\t\u00ad])[\p{Cc}\p{Cf}\u2028\u2029]/gu, put: '' },
];

/** Takes noncharacters out of a text from outside, before it is given marks of ours. */
export function withoutMarks(text: string): string {
  return text.replace(noncharacters, '');
}

/** A line with its characters put right; each repair is listed with the word around it. */
export function putRight(text: string, line: number, repairs: Repair[]): string {
  return faults.reduce((before, { what, pattern, put }) => {
    const replacement = typeof put === 'string' ? () => put : put;
    return before.replace(pattern, (found: string, ...rest: readonly unknown[]) => {
      const [inner, at] = typeof rest[0] === 'string' ? rest : ['', ...rest];
      const after = replacement(found, String(inner));
      const start = Number(at);
      const behind = start + found.length;
      const [head, tail] = [
        before.slice(Math.max(0, start - shownAround), start),
        before.slice(behind, behind + shownAround),
      ];
      const [left, right] = [/\S*$/.exec(head)?.[0] ?? '', /^\S*/.exec(tail)?.[0] ?? ''];
      repairs.push({ line, what, before: shown(left + found + right), after: shown(left + after + right) });
      return after;
    });
  }, text);
}

/** A paragraph whose words are parted by one space each; listed like other repairs, but for the ends of lines. */
export function withSingleSpaces(text: string, line: number, repairs: Repair[]): string {
  for (const { 0: before } of text.matchAll(/\S+[ \t]{2,}\S+/g)) {
    repairs.push({ line, what: 'doubled space', before, after: before.replace(/[ \t]+/, ' ') });
  }
  return text.replace(/[ \t]+/g, ' ').trim();
}
