import { PDFNumber, PDFRef } from 'pdf-lib';
import { isElement, nameEntry } from '../tree.ts';
import { arrayEntry, asDict, name, resolve, type Finding, type Inspected } from './inspected.ts';

/** Links and other annotations (ISO 14289-1, 7.18; ISO 19005-3, 6.3). */
export function checkAnnotations(file: Inspected): Finding[] {
  const { context, pages, parents } = file;
  return pages.flatMap(({ dict, number }) => {
    const list = arrayEntry(context, dict, 'Annots')?.asArray() ?? [];
    if (list.length === 0) return [];
    const findings: Finding[] = [];
    if (dict.get(name('Tabs')) !== name('S')) {
      findings.push({
        rule: 'ua1:7.18.3-1',
        reason: 'Unexpected tab order on a page with links, expected Tabs S',
        page: number,
      });
    }
    for (const entry of list) {
      const annotation = asDict(resolve(context, entry));
      if (!annotation) continue;
      const at = { page: number, object: entry instanceof PDFRef ? entry : null };
      const kind = nameEntry(context, annotation, 'Subtype');
      const flags = Number(String(resolve(context, annotation.get(name('F'))) ?? 0));
      if ((flags & 4) === 0 || (flags & 0b100011) !== 0) {
        findings.push({
          rule: 'a3a:6.3.2-1',
          reason: `Unexpected flags ${flags} of an annotation, expected one that prints and is not hidden`,
          ...at,
        });
      }
      if (!annotation.has(name('Contents'))) {
        const rule = kind === 'Link' ? 'ua1:7.18.5-2' : 'ua1:7.18.1-2';
        findings.push({
          rule,
          reason: `Unexpected ${kind} annotation without Contents, expected what it leads to`,
          ...at,
        });
      }
      const parent = resolve(context, annotation.get(name('StructParent')));
      const owner =
        parent instanceof PDFNumber ? resolve(context, parents.get(parent.asNumber())) : undefined;
      const type = isElement(owner) ? nameEntry(context, owner, 'S') : '';
      if (kind === 'Link' && type !== 'Link') {
        findings.push({
          rule: 'ua1:7.18.5-1',
          reason: `Unexpected link outside a Link element, found in ${type || 'none'}`,
          ...at,
        });
      }
    }
    return findings;
  });
}
