import { PDFDict, PDFNumber, PDFRawStream } from 'pdf-lib';
import { faultOfPressProfile } from '../../icc.ts';
import type { RuleId } from '../../messages.ts';
import { pointsPerMillimetre } from '../boxes.ts';
import { bleed } from '../press/marks.ts';
import { unpack } from '../streams.ts';
import { dictionariesIn } from './dictionaries.ts';
import { arrayEntry, asDict, name, resolve, type Finding, type Inspected } from './inspected.ts';
import { checkInks } from './x4-ink-rules.ts';

/** Files for the press, PDF/X-4 (ISO 15930-7): profile, identification, boxes, inks, and nothing that is not for paper. */
export function checkPress(file: Inspected): Finding[] {
  return [
    ...checkIdentity(file),
    ...checkBoxes(file),
    ...checkInks(file),
    ...checkPaper(file),
    ...embedded(file, 'x4:font'),
  ];
}

/** Properties of XMP that every press file has. */
const described = [
  'dc:title',
  'xmp:CreateDate',
  'xmp:ModifyDate',
  'xmp:MetadataDate',
  'xmpMM:DocumentID',
  'xmpMM:VersionID',
  'xmpMM:RenditionClass',
] as const;

function checkIdentity({ catalog, context, info, xmp }: Inspected): Finding[] {
  const findings: Finding[] = [];
  const intents = arrayEntry(context, catalog, 'OutputIntents')?.asArray() ?? [];
  const press = intents
    .flatMap((one) => asDict(resolve(context, one)) ?? [])
    .find((one) => one.get(name('S')) === name('GTS_PDFX'));
  const profile = resolve(context, press?.get(name('DestOutputProfile')));
  const bytes = profile instanceof PDFRawStream ? unpack(profile) : null;
  const fault = bytes && faultOfPressProfile(bytes);
  if (!bytes)
    findings.push({
      rule: 'x4:output-intent',
      reason: 'Unexpected file without a GTS_PDFX output intent with the CMYK profile of a printer',
    });
  else if (fault !== null)
    findings.push({
      rule: 'x4:output-intent',
      reason: `Unexpected profile in the output intent (${fault}), expected that of a printer with CMYK`,
    });
  else if (!press?.has(name('OutputConditionIdentifier')))
    findings.push({
      rule: 'x4:output-intent',
      reason: 'Unexpected output intent without OutputConditionIdentifier',
    });
  if (!/GTS_PDFXVersion>\s*PDF\/X-4\s*</.test(xmp))
    findings.push({
      rule: 'x4:version',
      reason: 'Unexpected XMP without pdfxid:GTS_PDFXVersion, expected PDF/X-4',
    });
  if (
    !/Trapped>\s*(False|True)\s*</.test(xmp) ||
    !['/False', '/True'].includes(String(info?.get(name('Trapped'))))
  )
    findings.push({
      rule: 'x4:trapped',
      reason: 'Unexpected file that does not say whether it is trapped, in its information and in XMP',
    });
  if (/pdfuaid:part|pdfaid:part/.test(xmp))
    findings.push({
      rule: 'x4:claim',
      reason: 'Unexpected claim of PDF/UA or PDF/A, expected PDF/X-4 alone',
    });
  const missing = described.filter((property) => !new RegExp(`<${property}>(?!\\s*</)`).test(xmp));
  if (missing.length > 0)
    findings.push({ rule: 'x4:description', reason: `Unexpected XMP without ${missing.join(', ')}` });
  if (context.trailerInfo.Encrypt) findings.push({ rule: 'x4:encrypted', reason: 'Unexpected encryption' });
  if (!context.trailerInfo.ID)
    findings.push({ rule: 'x4:identifier', reason: 'Unexpected trailer without ID' });
  return findings;
}

type Box = readonly [number, number, number, number];

function boxOf({ context }: Inspected, page: PDFDict, key: string): Box | null {
  const numbers = (arrayEntry(context, page, key)?.asArray() ?? []).flatMap((one) => {
    const value = resolve(context, one);
    return value instanceof PDFNumber ? [value.asNumber()] : [];
  });
  const [a, b, c, d] = numbers;
  return a === undefined || b === undefined || c === undefined || d === undefined ? null : [a, b, c, d];
}

const holds = (outer: Box, inner: Box): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];

function checkBoxes(file: Inspected): Finding[] {
  return file.pages.flatMap(({ dict, number: page, ref: object }) => {
    const [media, crop, outer, trim] = boxKeys.map((key) => boxOf(file, dict, key));
    const wrong = (rule: RuleId, reason: string): Finding[] => [{ rule, reason, page, object }];
    if (dict.has(name('ArtBox'))) return wrong('x4:boxes', 'Unexpected ArtBox beside the TrimBox');
    if (!media || !outer || !trim || !holds(media, outer) || !holds(outer, trim))
      return wrong('x4:boxes', 'Unexpected boxes, expected a TrimBox in a BleedBox in a MediaBox');
    if (crop && !holds(crop, outer))
      return wrong('x4:boxes', 'Unexpected CropBox that hides some of the BleedBox');
    const sides = [trim[0] - outer[0], trim[1] - outer[1], outer[2] - trim[2], outer[3] - trim[3]];
    const [least, most] = [Math.min(...sides), Math.max(...sides)].map((side) => side / pointsPerMillimetre);
    if (least === undefined || most === undefined) return [];
    if (least >= bleed - exactly && most - least <= exactly) return [];
    const sizes = least.toFixed(2) === most.toFixed(2) ? '' : ` to ${most.toFixed(2)}`;
    return wrong(
      'x4:bleed',
      `Unexpected bleed of ${least.toFixed(2)}${sizes} mm, expected ${bleed} or more, the same at each edge`,
    );
  });
}

const boxKeys = ['MediaBox', 'CropBox', 'BleedBox', 'TrimBox'] as const;
/** Millimetres that boxes may differ by. */
const exactly = 0.01;

/** What only a screen can show or do. */
function checkPaper(file: Inspected): Finding[] {
  const { catalog, context, pages } = file;
  const findings: Finding[] = [];
  for (const { dict, number: page, ref: object } of pages) {
    const bleed = boxOf(file, dict, 'BleedBox');
    for (const one of arrayEntry(context, dict, 'Annots')?.asArray() ?? []) {
      const annotation = asDict(resolve(context, one));
      const rect = annotation && boxOf(file, annotation, 'Rect');
      const isOutside =
        rect &&
        bleed &&
        (rect[0] >= bleed[2] || rect[2] <= bleed[0] || rect[1] >= bleed[3] || rect[3] <= bleed[1]);
      if (!isOutside)
        findings.push({
          rule: 'x4:annotation',
          reason: 'Unexpected annotation inside the bleed',
          page,
          object,
        });
    }
    if (dict.has(name('AA')))
      findings.push({ rule: 'x4:action', reason: 'Unexpected action of a page', page, object });
  }
  const names = asDict(resolve(context, catalog.get(name('Names'))));
  if (catalog.has(name('OpenAction')) || catalog.has(name('AA')) || names?.has(name('JavaScript')))
    findings.push({ rule: 'x4:action', reason: 'Unexpected action of the file' });
  const held = dictionariesIn(context);
  const states = new Set(
    held.flatMap(({ dict }) =>
      (asDict(resolve(context, dict.get(name('ExtGState'))))?.values() ?? []).map((one) =>
        resolve(context, one),
      ),
    ),
  );
  for (const { dict, object } of held) {
    const isState = states.has(dict) || dict.get(name('Type')) === name('ExtGState');
    const key = deviceKeys.find((one) => settlesDevice(dict, one, isState));
    if (key) findings.push({ rule: 'x4:device', reason: `Unexpected ${key}, expected none`, object });
  }
  return findings;
}

/** Transfer functions, halftone phases, alternate pictures, pictures and programs from elsewhere. */
const deviceKeys = ['TR', 'TR2', 'HTP', 'Alternates', 'OPI', 'Ref', 'PS'] as const;

function settlesDevice(dict: PDFDict, key: (typeof deviceKeys)[number], isState: boolean): boolean {
  const kind = dict.get(name('Subtype'));
  if (key === 'PS') return kind === name('PS') || dict.get(name('Subtype2')) === name('PS');
  if (key === 'Alternates') return kind === name('Image') && dict.has(name(key));
  if (key === 'OPI' || key === 'Ref') return kind === name('Form') && dict.has(name(key));
  return isState && dict.has(name(key)) && dict.get(name(key)) !== name('Default');
}

/** Every font has its file in the document. */
export function embedded({ context }: Inspected, rule: RuleId): Finding[] {
  return dictionariesIn(context).flatMap(({ dict: value, object }) => {
    if (value.get(name('Type')) !== name('Font')) return [];
    const kind = String(value.get(name('Subtype')));
    if (kind === '/Type0' || kind === '/Type3') return [];
    const descriptor = asDict(resolve(context, value.get(name('FontDescriptor'))));
    const has = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(name(key)));
    return has
      ? []
      : [
          {
            rule,
            reason: `Unexpected font ${String(value.get(name('BaseFont')))} that is not in the file`,
            object,
          },
        ];
  });
}
