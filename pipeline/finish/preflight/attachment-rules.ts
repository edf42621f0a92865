import { PDFArray, PDFStream } from 'pdf-lib';
import { asDict, name, resolve, type Finding, type Inspected } from './inspected.ts';

/** Files inside the file: named, typed, and tied to the document (ISO 19005-3, 6.8). */
export function checkAttachments({ catalog, context }: Inspected): Finding[] {
  const findings: Finding[] = [];
  const associated = resolve(context, catalog.get(name('AF')));
  const tied = new Set(
    associated instanceof PDFArray ? associated.asArray().map((one) => resolve(context, one)) : [],
  );
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dict = asDict(object);
    const files = asDict(resolve(context, dict?.get(name('EF'))));
    if (!dict || !files) continue;
    const at = { object: ref };
    if (!dict.has(name('F')) || !dict.has(name('UF'))) {
      findings.push({
        rule: 'a3a:6.8-2',
        reason: 'Unexpected attachment without F and UF, expected its name in both',
        ...at,
      });
    }
    if (!dict.has(name('AFRelationship'))) {
      findings.push({
        rule: 'a3a:6.8-3',
        reason: 'Unexpected attachment without AFRelationship, expected Data',
        ...at,
      });
    }
    if (!tied.has(dict)) {
      findings.push({
        rule: 'a3a:6.8-4',
        reason: 'Unexpected attachment that the catalog does not list under AF',
        ...at,
      });
    }
    const stream = resolve(context, files.get(name('F')) ?? files.get(name('UF')));
    if (!(stream instanceof PDFStream) || !stream.dict.has(name('Subtype'))) {
      findings.push({
        rule: 'a3a:6.8-1',
        reason: 'Unexpected attachment without media type, expected Subtype',
        ...at,
      });
    }
  }
  return findings;
}
