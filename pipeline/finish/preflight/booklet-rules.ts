import { PDFContext, type PDFRef } from 'pdf-lib';
import { removeUnreachable } from '../reachable.ts';
import { arrayEntry, asDict, name, resolve, type Finding, type Inspected } from './inspected.ts';
import { embedded } from './x4-rules.ts';

/** Imposed sheets: two sides each, all of one size, for paper alone and with no claim to be anything else. */
export function checkBooklet(file: Inspected): Finding[] {
  const { catalog, context, pages, xmp } = file;
  const findings: Finding[] = [...embedded(file, 'booklet:font')];
  // Pages that lie beside each other to be read flat do not ask for two sides.
  const isFolded = asDict(resolve(context, catalog.get(name('ViewerPreferences'))))?.has(name('Duplex'));
  if (isFolded && pages.length % 2 !== 0)
    findings.push({
      rule: 'booklet:sides',
      reason: `Unexpected ${pages.length} pages, expected two for each sheet`,
    });
  const sizes = new Set(pages.map(({ dict }) => String(dict.get(name('MediaBox')))));
  if (sizes.size > 1)
    findings.push({ rule: 'booklet:size', reason: 'Unexpected sheets of several sizes, expected one' });
  for (const { dict, number: page, ref: object } of pages) {
    if (String(dict.get(name('MediaBox'))) !== String(dict.get(name('TrimBox'))))
      findings.push({
        rule: 'booklet:size',
        reason: 'Unexpected sheet whose trim is not its size',
        page,
        object,
      });
  }
  if (/pdfuaid:part|pdfaid:part|GTS_PDFXVersion/.test(xmp) || catalog.has(name('StructTreeRoot')))
    findings.push({
      rule: 'booklet:claim',
      reason: 'Unexpected claim of PDF/UA, PDF/A or PDF/X, or a structure: sheets have no order of reading',
    });
  if (catalog.has(name('Outlines')))
    findings.push({ rule: 'booklet:link', reason: 'Unexpected outline of sheets' });
  for (const { dict, number: page, ref: object } of pages)
    if ((arrayEntry(context, dict, 'Annots')?.size() ?? 0) > 0)
      findings.push({
        rule: 'booklet:link',
        reason: 'Unexpected link or note on a sheet',
        page,
        object,
      });
  if (!context.trailerInfo.ID)
    findings.push({ rule: 'booklet:identifier', reason: 'Unexpected trailer without ID' });
  for (const object of unreachableIn(context))
    findings.push({ rule: 'booklet:unreachable', reason: 'Unexpected object that nothing shows', object });
  return findings;
}

/** The objects that are left when those that can be reached from the trailer are taken away, in a copy of the table. */
function unreachableIn(context: PDFContext): PDFRef[] {
  const all = context.enumerateIndirectObjects();
  const copy = PDFContext.create();
  for (const [ref, object] of all) copy.assign(ref, object);
  copy.trailerInfo = context.trailerInfo;
  removeUnreachable(copy);
  return all.flatMap(([ref]) => (copy.lookup(ref) === undefined ? [ref] : []));
}
