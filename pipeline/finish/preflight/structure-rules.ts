import { PDFName, PDFNumber, type PDFDict } from 'pdf-lib';
import { kidsOf, isElement, nameEntry, type Element } from '../tree.ts';
import {
  asDict,
  attributesOf,
  name,
  pageNumber,
  resolve,
  type Finding,
  type Inspected,
} from './inspected.ts';

/** Standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4). */
const standard: ReadonlySet<string> = new Set([
  'Document',
  'Part',
  'Art',
  'Sect',
  'Div',
  'BlockQuote',
  'Caption',
  'TOC',
  'TOCI',
  'Index',
  'NonStruct',
  'Private',
  'P',
  'H',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'L',
  'LI',
  'Lbl',
  'LBody',
  'Table',
  'TR',
  'TH',
  'TD',
  'THead',
  'TBody',
  'TFoot',
  'Span',
  'Quote',
  'Note',
  'Reference',
  'BibEntry',
  'Code',
  'Link',
  'Annot',
  'Ruby',
  'RB',
  'RT',
  'RP',
  'Warichu',
  'WT',
  'WP',
  'Figure',
  'Formula',
  'Form',
]);

/** Which elements may hold which, as far as the standard says so. */
const parentsOf: Readonly<
  Record<string, { readonly rule: Finding['rule']; readonly parents: readonly string[] }>
> = {
  TR: { rule: 'ua1:7.2-4', parents: ['Table', 'THead', 'TBody', 'TFoot'] },
  THead: { rule: 'ua1:7.2-5', parents: ['Table'] },
  TBody: { rule: 'ua1:7.2-6', parents: ['Table'] },
  TFoot: { rule: 'ua1:7.2-7', parents: ['Table'] },
  TH: { rule: 'ua1:7.2-8', parents: ['TR'] },
  TD: { rule: 'ua1:7.2-9', parents: ['TR'] },
  LI: { rule: 'ua1:7.2-17', parents: ['L'] },
  LBody: { rule: 'ua1:7.2-18', parents: ['LI'] },
};
const kidsAllowed: Readonly<
  Record<string, { readonly rule: Finding['rule']; readonly kids: readonly string[] }>
> = {
  Table: { rule: 'ua1:7.2-3', kids: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'] },
  TR: { rule: 'ua1:7.2-10', kids: ['TH', 'TD'] },
  L: { rule: 'ua1:7.2-19', kids: ['L', 'LI', 'Caption'] },
  LI: { rule: 'ua1:7.2-20', kids: ['Lbl', 'LBody'] },
};

/** The structure tree: marked, of standard types, well nested, headings without gaps, figures described (ISO 14289-1, 7.1 to 7.5). */
export function checkStructure(file: Inspected): Finding[] {
  const { catalog, context, elements, structure } = file;
  const findings: Finding[] = [];
  const mark = asDict(resolve(context, catalog.get(name('MarkInfo'))));
  if (String(resolve(context, mark?.get(name('Marked')))) !== 'true') {
    findings.push({
      rule: 'ua1:6.2-1',
      reason: 'Unexpected file that is not marked as tagged, expected MarkInfo Marked true',
    });
  }
  if (String(resolve(context, mark?.get(name('Suspects')))) === 'true') {
    findings.push({
      rule: 'ua1:7.1-4',
      reason: 'Unexpected MarkInfo Suspects true, expected tags that are certain',
    });
  }
  if (!structure) {
    return [
      ...findings,
      { rule: 'ua1:7.1-11', reason: 'Unexpected file without structure tree, expected StructTreeRoot' },
    ];
  }
  const roles = asDict(resolve(context, structure.get(name('RoleMap'))));
  let heading = 0;
  for (const element of elements) {
    const { dict, parent, ref, type } = element;
    const at = { object: ref, page: pageNumber(file, dict.get(name('Pg'))) };
    if (!standard.has(type) && !mapped(type, roles)) {
      findings.push({
        rule: 'ua1:7.1-5',
        reason: `Unexpected structure type ${type}, expected a standard one`,
        ...at,
      });
    }
    const allowed = parentsOf[type];
    if (allowed && !allowed.parents.includes(parent?.type ?? '')) {
      findings.push({
        rule: allowed.rule,
        reason: `Unexpected ${type} in ${parent?.type ?? 'the root'}, expected it in ${allowed.parents.join(' or ')}`,
        ...at,
      });
    }
    findings.push(...wrongKids(file, element).map((finding) => ({ ...finding, ...at })));
    const level = /^H([1-6])$/.exec(type)?.[1];
    if (level !== undefined) {
      if (Number(level) > heading + 1) {
        findings.push({
          rule: 'ua1:7.4.2-1',
          reason: `Unexpected ${type} after ${heading === 0 ? 'no heading' : `H${heading}`}, expected at most H${heading + 1}`,
          ...at,
        });
      }
      heading = Number(level);
    }
    if (type === 'Figure' && !dict.has(name('Alt')) && !dict.has(name('ActualText'))) {
      findings.push({
        rule: 'ua1:7.3-1',
        reason: 'Unexpected figure without alternative text, expected Alt',
        ...at,
      });
    }
    if (
      type === 'TH' &&
      !attributesOf(context, dict).some((one) => one.has(name('Scope')) || one.has(name('Headers')))
    ) {
      findings.push({
        rule: 'ua1:7.5-1',
        reason: 'Unexpected table header without Scope, expected Row or Column',
        ...at,
      });
    }
    if (type === 'Table')
      findings.push(...checkRows(file, element).map((finding) => ({ ...finding, ...at })));
  }
  return findings;
}

function mapped(type: string, roles: PDFDict | null): boolean {
  const to = roles?.get(name(type));
  return to instanceof PDFName && standard.has(to.decodeText());
}

function wrongKids({ context }: Inspected, { dict, type }: Element): Finding[] {
  const allowed = kidsAllowed[type];
  if (!allowed) return [];
  return kidsOf(context, dict).flatMap((kid) => {
    const child = resolve(context, kid);
    const kind = isElement(child) ? nameEntry(context, child, 'S') : 'content';
    return allowed.kids.includes(kind)
      ? []
      : { rule: allowed.rule, reason: `Unexpected ${kind} in ${type}, expected ${allowed.kids.join(', ')}` };
  });
}

/** No table on paper has more columns or rows; a file may say so of its cells. */
const mostColumns = 1000;

/** Every row of a table covers the same number of columns, counting spans (ISO 14289-1, 7.2). */
function checkRows({ context, elements }: Inspected, table: Element): Finding[] {
  const span = (cell: PDFDict, key: 'ColSpan' | 'RowSpan'): number => {
    const values = attributesOf(context, cell).map((one) => resolve(context, one.get(name(key))));
    const value = values.find((one) => one instanceof PDFNumber);
    return value instanceof PDFNumber ? Math.max(1, Math.min(value.asNumber(), mostColumns)) : 1;
  };
  // Elements stand in reading order: those of a table follow it without a gap.
  const start = elements.indexOf(table) + 1;
  const end = elements.findIndex(({ depth }, i) => i >= start && depth <= table.depth);
  const within = elements.slice(start, end < 0 ? undefined : end);
  const rows = within.filter(
    ({ type, parent }) => type === 'TR' && (parent === table || parent?.parent === table),
  );
  const open: number[] = [];
  const widths = rows.map((row) => {
    let width = open.filter((left) => left > 0).length;
    for (let i = 0; i < open.length; i++) open[i] = Math.max(0, (open[i] ?? 0) - 1);
    for (const { dict } of within.filter(({ parent }) => parent === row)) {
      const columns = span(dict, 'ColSpan');
      width += columns;
      const below = span(dict, 'RowSpan') - 1;
      if (below > 0) for (let i = 0; i < columns; i++) open.push(below);
    }
    return width;
  });
  const [first] = widths;
  const wrong = widths.findIndex((width) => width !== first);
  return wrong < 0
    ? []
    : [
        {
          rule: 'ua1:7.2-15',
          reason: `Unexpected row ${wrong + 1} of ${widths[wrong] ?? 0} columns, expected ${first ?? 0} as in the first`,
        },
      ];
}
