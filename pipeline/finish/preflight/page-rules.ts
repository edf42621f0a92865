import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
  PDFHexString,
  type PDFObject,
} from 'pdf-lib';
import { pointsPerMillimetre } from '../boxes.ts';
import { contentOf, isElement, kidsOf } from '../tree.ts';
import { arrayEntry, asDict, name, resolve, type Finding, type Inspected } from './inspected.ts';

/** Everything on a page is tagged or an artifact, and tags and structure agree both ways (ISO 14289-1, 7.1). */
export function checkContent(file: Inspected): Finding[] {
  const { context, elements, pages, parents } = file;
  const claimed = new Map<PDFObject, Set<number>>();
  for (const { dict } of elements) {
    for (const kid of kidsOf(context, dict)) {
      if (isElement(resolve(context, kid))) continue;
      const content = contentOf(context, dict, kid);
      if (!content?.page || content.mcid === null) continue;
      const list = claimed.get(content.page) ?? new Set<number>();
      claimed.set(content.page, list.add(content.mcid));
    }
  }
  return pages.flatMap(({ dict, number, ref, scan }) => {
    const at = { page: number, object: ref };
    const findings: Finding[] = [];
    if (scan.unmarked > 0)
      findings.push({
        rule: 'ua1:7.1-3',
        reason: `Unexpected content that is neither tagged nor artifact (${scan.unmarked} operators)`,
        ...at,
      });
    if (scan.crossed > 0)
      findings.push({
        rule: 'ua1:7.1-1',
        reason: 'Unexpected nesting of artifact and tagged content, expected one or the other',
        ...at,
      });
    if (scan.unbalanced)
      findings.push({
        rule: 'preflight:marked-content',
        reason: 'Unexpected marked content that is not closed or not opened',
        ...at,
      });
    const inTree = claimed.get(ref) ?? new Set();
    const loose = [...scan.mcids].filter((mcid) => !inTree.has(mcid));
    const empty = [...inTree].filter((mcid) => !scan.mcids.has(mcid));
    const key = resolve(context, dict.get(name('StructParents')));
    const list = key instanceof PDFNumber ? resolve(context, parents.get(key.asNumber())) : undefined;
    const orphaned = [...scan.mcids].filter(
      (mcid) => !(list instanceof PDFArray && isElement(resolve(context, list.get(mcid)))),
    );
    if (loose.length > 0)
      findings.push({
        rule: 'preflight:loose-content',
        reason: `Unexpected tagged content ${loose.slice(0, 5).join(', ')} that no structure element holds`,
        ...at,
      });
    if (empty.length > 0)
      findings.push({
        rule: 'preflight:empty-element',
        reason: `Unexpected content ${empty.slice(0, 5).join(', ')} in the structure that the page lacks`,
        ...at,
      });
    if (orphaned.length > 0)
      findings.push({
        rule: 'preflight:parent-tree',
        reason: `Unexpected content ${orphaned.slice(0, 5).join(', ')} without entry in the parent tree`,
        ...at,
      });
    return findings;
  });
}

type Box = readonly [number, number, number, number];

function boxOf({ context }: Inspected, page: PDFDict, key: string): Box | null {
  const seen = new Set<PDFDict>();
  let node: PDFDict | null = page;
  for (; node && !seen.has(node); node = asDict(resolve(context, node.get(name('Parent'))))) {
    seen.add(node);
    const list = arrayEntry(context, node, key)
      ?.asArray()
      .map((one) => resolve(context, one));
    const [a, b, c, d] = list?.map((one) => (one instanceof PDFNumber ? one.asNumber() : NaN)) ?? [];
    if (a !== undefined && b !== undefined && c !== undefined && d !== undefined) return [a, b, c, d];
  }
  return null;
}

const tolerance = 0.01;
/** Text that reaches over less than this share of the page's height leaves a page near empty. */
const nearEmpty = 0.25;

/** Boxes inside each other and of the expected size; pages that hold something (ISO 32000-1, 14.11.2). */
export function checkPages(
  file: Inspected,
  trim: { readonly width: number; readonly height: number } | undefined,
): Finding[] {
  return file.pages.flatMap(({ dict, number, ref, scan }): Finding[] => {
    const at = { page: number, object: ref };
    const media = boxOf(file, dict, 'MediaBox');
    if (!media) return [{ rule: 'preflight:page-box', reason: 'Unexpected page without MediaBox', ...at }];
    const bleed = boxOf(file, dict, 'BleedBox') ?? media;
    const cut = boxOf(file, dict, 'TrimBox') ?? bleed;
    const findings: Finding[] = [];
    const inside = (inner: Box, outer: Box): boolean =>
      inner[0] >= outer[0] - 0.01 &&
      inner[1] >= outer[1] - 0.01 &&
      inner[2] <= outer[2] + 0.01 &&
      inner[3] <= outer[3] + 0.01;
    if (!inside(bleed, media) || !inside(cut, bleed)) {
      findings.push({
        rule: 'preflight:box-nesting',
        reason: 'Unexpected page boxes, expected trim inside bleed inside media',
        ...at,
      });
    }
    const [width, height] = [
      (cut[2] - cut[0]) / pointsPerMillimetre,
      (cut[3] - cut[1]) / pointsPerMillimetre,
    ];
    if (trim && (Math.abs(width - trim.width) > tolerance || Math.abs(height - trim.height) > tolerance)) {
      findings.push({
        rule: 'preflight:page-box',
        reason: `Unexpected page of ${width.toFixed(2)} x ${height.toFixed(2)} mm, expected ${trim.width} x ${trim.height}`,
        ...at,
      });
    }
    const isLast = number === file.pages.length;
    if (scan.extent === null) {
      findings.push({ rule: 'preflight:blank-page', reason: 'Unexpected blank page, expected text', ...at });
    } else if (!isLast && scan.extent[1] - scan.extent[0] < nearEmpty * (media[3] - media[1])) {
      findings.push({
        rule: 'preflight:near-empty-page',
        reason: 'Unexpected page that is nearly empty and not the last',
        ...at,
      });
    }
    return findings;
  });
}

/** Outline entries and links lead to pages of this file. */
export function checkOutline(file: Inspected): Finding[] {
  const { catalog, context, pages } = file;
  const outline = asDict(resolve(context, catalog.get(name('Outlines'))));
  const first = outline?.get(name('First'));
  if (!first)
    return [{ rule: 'preflight:outline', reason: 'Unexpected file without outline, expected its headings' }];
  const refs = new Set<PDFObject>(pages.map(({ ref }) => ref));
  const findings: Finding[] = [];
  const seen = new Set<PDFObject>();
  const visit = (entry: PDFObject | undefined): void => {
    for (let next = entry; next && !seen.has(next);) {
      seen.add(next);
      const item = asDict(resolve(context, next));
      if (!item) return;
      const action = asDict(resolve(context, item.get(name('A'))));
      const destination = resolve(context, item.get(name('Dest')) ?? action?.get(name('D')));
      const page = destination instanceof PDFArray ? destination.get(0) : undefined;
      const named =
        destination instanceof PDFName ||
        destination instanceof PDFString ||
        destination instanceof PDFHexString;
      const isBlank = !item.has(name('Title'));
      if (isBlank || (!named && !(page && refs.has(page)))) {
        findings.push({
          rule: 'preflight:outline',
          reason: 'Unexpected outline entry without title or page, expected a heading and where it stands',
          object: next instanceof PDFRef ? next : null,
        });
      }
      visit(item.get(name('First')));
      next = item.get(name('Next'));
    }
  };
  visit(first);
  return findings;
}
