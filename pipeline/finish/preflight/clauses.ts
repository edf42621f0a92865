import type { RuleId } from '../../messages.ts';

const standards: Readonly<Record<string, string>> = { ua1: 'ISO 14289-1', a3a: 'ISO 19005-3' };

/**
 * Where ISO 32000-1 describes what a rule for paper looks at. The rules of PDF/UA and PDF/A carry the clause of their
 * standard in their id; those of PDF/X-4 have no numbering that is public.
 */
const described: Readonly<Partial<Record<RuleId, string>>> = {
  'x4:output-intent': '14.11.5',
  'x4:version': '14.3.2',
  'x4:trapped': '14.11.6',
  'x4:claim': '14.3.2',
  'x4:encrypted': '7.6',
  'x4:identifier': '14.4',
  'x4:boxes': '14.11.2',
  'x4:rgb': '8.6',
  'x4:colour': '8.6',
  'x4:annotation': '12.5',
  'x4:action': '12.6',
  'x4:description': '14.3.2',
  'x4:device': '8.4.5',
  'x4:font': '9.9',
  'booklet:font': '9.9',
  'booklet:size': '14.11.2',
  'booklet:claim': '14.3.2',
  'booklet:link': '12.5',
  'booklet:identifier': '14.4',
};

/** The clause that a rule stands on, for whoever looks it up; undefined for a rule of the house. */
export function clauseOf(rule: RuleId): string | undefined {
  const [source = '', clause = ''] = rule.split(':');
  const standard = standards[source];
  if (standard) return `${standard}, ${clause.replace(/-\d+$/, '')}`;
  const place = described[rule];
  if (!place) return undefined;
  return source === 'x4' ? `ISO 15930-7, by ISO 32000-1, ${place}` : `ISO 32000-1, ${place}`;
}
