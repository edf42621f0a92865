import { PDFArray, PDFHexString, PDFName, PDFRef, PDFString } from 'pdf-lib';
import { asDict, name, resolve, type Finding, type Inspected } from './inspected.ts';

/** Header, trailer and what PDF/A forbids anywhere in the file (ISO 19005-3, 6.1 and 6.5). */
export function checkFile({ bytes, context, catalog }: Inspected): Finding[] {
  const findings: Finding[] = [];
  const head = Buffer.from(bytes.subarray(0, 32)).toString('latin1');
  if (!/^%PDF-1\.[0-7][\r\n]/.test(head)) {
    findings.push({
      rule: 'a3a:6.1.2-1',
      reason: 'Unexpected header, expected "%PDF-1.n" at the first byte',
    });
  }
  const comment = head.split(/[\r\n]+/)[1] ?? '';
  if (!/^%[\u0080-\u00ff]{4}/.test(comment)) {
    findings.push({
      rule: 'a3a:6.1.2-2',
      reason: 'Unexpected second line, expected a comment of four bytes above 127',
    });
  }
  const id = resolve(context, context.trailerInfo.ID);
  if (!(id instanceof PDFArray) || id.size() !== 2) {
    findings.push({
      rule: 'a3a:6.1.3-1',
      reason: 'Unexpected trailer without ID, expected two file identifiers',
    });
  }
  if (context.trailerInfo.Encrypt) {
    findings.push({ rule: 'a3a:6.1.3-2', reason: 'Unexpected encryption, expected an open file' });
  }

  const forbiddenActions = new Set([
    'Launch',
    'Sound',
    'Movie',
    'ResetForm',
    'ImportData',
    'JavaScript',
    'Hide',
    'SetOCGState',
    'Rendition',
    'Trans',
    'GoTo3DView',
  ]);
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dict = asDict(object) ?? ('dict' in object ? asDict(object.dict as never) : null);
    if (!dict) continue;
    const filter = resolve(context, dict.get(name('Filter')));
    const filters =
      filter instanceof PDFArray ? filter.asArray().map((one) => resolve(context, one)) : [filter];
    if (filters.some((one) => one === PDFName.of('LZWDecode'))) {
      findings.push({
        rule: 'a3a:6.1.7.2-1',
        reason: 'Unexpected filter LZWDecode, expected Flate',
        object: ref,
      });
    }
    const action = dict.get(name('S'));
    if (dict.get(name('Type')) === name('Action') || dict.has(name('JS')) || dict.has(name('URI'))) {
      const kind = action instanceof PDFName ? action.decodeText() : '';
      if (forbiddenActions.has(kind) || dict.has(name('JS'))) {
        findings.push({
          rule: 'a3a:6.5.1-1',
          reason: `Unexpected action ${kind || 'JavaScript'}, expected none but links`,
          object: ref,
        });
      }
    }
  }
  if (catalog.has(name('AA')) || catalog.has(name('OpenAction'))) {
    const opened = resolve(context, catalog.get(name('OpenAction')));
    if (catalog.has(name('AA')) || asDict(opened)) {
      findings.push({ rule: 'a3a:6.5.2-1', reason: 'Unexpected action when the file opens, expected none' });
    }
  }
  return findings;
}

const facts = [
  ['Title', /<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]*>([^<]*)<\/rdf:li>/],
  ['Author', /<dc:creator>\s*<rdf:Seq>\s*<rdf:li[^>]*>([^<]*)<\/rdf:li>/],
  ['Subject', /<dc:description>\s*<rdf:Alt>\s*<rdf:li[^>]*>([^<]*)<\/rdf:li>/],
  ['Keywords', /<pdf:Keywords>([^<]*)<\/pdf:Keywords>/],
  ['Creator', /<xmp:CreatorTool>([^<]*)<\/xmp:CreatorTool>/],
  ['Producer', /<pdf:Producer>([^<]*)<\/pdf:Producer>/],
  ['CreationDate', /<xmp:CreateDate>([^<]*)<\/xmp:CreateDate>/],
  ['ModDate', /<xmp:ModifyDate>([^<]*)<\/xmp:ModifyDate>/],
] as const;

function unescapeXml(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

/** `D:20230926000000Z` as `2023-09-26T00:00:00Z`. */
function isoDate(text: string): string {
  const [, y, mo, d, h, mi, s] = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text) ?? [];
  return y === undefined ? text : `${y}-${mo ?? ''}-${d ?? ''}T${h ?? ''}:${mi ?? ''}:${s ?? ''}Z`;
}

/** XMP and document information (ISO 14289-1, 5 and 7.1; ISO 19005-3, 6.6). */
export function checkMetadata(
  { catalog, context, info, xmp }: Inspected,
  expected: { readonly title?: string | undefined; readonly lang?: string | undefined },
): Finding[] {
  if (xmp === '') {
    return [{ rule: 'ua1:7.1-8', reason: 'Unexpected catalog without metadata, expected an XMP stream' }];
  }
  const findings: Finding[] = [];
  const need = (holds: boolean, rule: Finding['rule'], reason: string): void => {
    if (!holds) findings.push({ rule, reason });
  };
  const stream = catalog.get(name('Metadata'));
  const dict = stream instanceof PDFRef ? context.lookup(stream) : undefined;
  const filtered = dict && 'dict' in dict ? asDict(dict.dict as never)?.has(name('Filter')) : false;
  need(filtered !== true, 'a3a:6.6.2.1-1', 'Unexpected filter on the XMP stream, expected plain text');
  need(
    /<pdfuaid:part>1<\/pdfuaid:part>/.test(xmp),
    'ua1:5-1',
    'Unexpected XMP without pdfuaid:part 1, expected the PDF/UA-1 claim',
  );
  need(
    /<pdfaid:part>3<\/pdfaid:part>/.test(xmp),
    'a3a:6.6.4-1',
    'Unexpected XMP without pdfaid:part 3, expected the PDF/A-3 claim',
  );
  need(
    /<pdfaid:conformance>A<\/pdfaid:conformance>/.test(xmp),
    'a3a:6.6.4-2',
    'Unexpected conformance level, expected A',
  );
  need(
    /pdfaSchema:prefix>pdfuaid</.test(xmp),
    'a3a:6.6.2.3.1-1',
    'Unexpected property pdfuaid:part without an extension schema, expected its description',
  );

  const title = unescapeXml(facts[0][1].exec(xmp)?.[1] ?? '');
  need(
    title.trim() !== '',
    'ua1:7.1-9',
    'Unexpected XMP without dc:title, expected the title of the document',
  );
  const preferences = asDict(resolve(context, catalog.get(name('ViewerPreferences'))));
  need(
    String(resolve(context, preferences?.get(name('DisplayDocTitle')))) === 'true',
    'ua1:7.1-10',
    'Unexpected title bar, expected DisplayDocTitle true',
  );

  const lang = resolve(context, catalog.get(name('Lang')));
  const spoken = lang instanceof PDFString || lang instanceof PDFHexString ? lang.decodeText() : '';
  need(
    /^[A-Za-z]{2,3}(-[A-Za-z\d]{2,8})*$/.test(spoken),
    'ua1:7.2-34',
    `Unexpected language "${spoken}" of the document, expected a tag such as en`,
  );
  for (const [key, pattern] of facts) {
    const entry = resolve(context, info?.get(name(key)));
    const said = entry instanceof PDFString || entry instanceof PDFHexString ? entry.decodeText() : '';
    const inXmp = unescapeXml(pattern.exec(xmp)?.[1] ?? '');
    const same = key.endsWith('Date') ? isoDate(said) === inXmp : said === inXmp;
    need(
      same,
      'preflight:info-differs',
      `Unexpected ${key} "${said}" in the document information, expected "${inXmp}" as in XMP`,
    );
  }
  need(
    expected.title === undefined || expected.title === title,
    'preflight:title',
    `Unexpected title "${title}", expected "${expected.title ?? ''}"`,
  );
  need(
    expected.lang === undefined || expected.lang === spoken,
    'preflight:language',
    `Unexpected language "${spoken}", expected "${expected.lang ?? ''}"`,
  );
  return findings;
}

/** Device colours need an output intent whose profile has as many components (ISO 19005-3, 6.2.3 and 6.2.4.3). */
export function checkColour({ catalog, context, pages }: Inspected): Finding[] {
  const intents = resolve(context, catalog.get(name('OutputIntents')));
  const list =
    intents instanceof PDFArray ? intents.asArray().map((one) => asDict(resolve(context, one))) : [];
  const intent = list.find((one) => one?.get(name('S')) === name('GTS_PDFA1'));
  const profile = resolve(context, intent?.get(name('DestOutputProfile')));
  if (!intent || !profile) {
    return [
      {
        rule: 'a3a:6.2.3-1',
        reason: 'Unexpected file without output intent, expected one with a colour profile',
      },
    ];
  }
  const stream = 'dict' in profile ? asDict(profile.dict as never) : null;
  const components = Number(String(resolve(context, stream?.get(name('N')))));
  const space = components === 3 ? 'DeviceRGB' : components === 4 ? 'DeviceCMYK' : 'DeviceGray';
  return pages.flatMap(({ number, scan }) =>
    [...scan.deviceColours]
      .filter((one) => one !== 'DeviceGray' && one !== space)
      .map((one) => ({
        rule: 'a3a:6.2.4.3-2' as const,
        reason: `Unexpected ${one}, expected ${space} as in the output intent`,
        page: number,
      })),
  );
}
