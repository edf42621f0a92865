import { createHash } from 'node:crypto';
import {
  PDFDict,
  PDFHexString,
  PDFRawStream,
  PDFString,
  type PDFContext,
  type PDFDocument,
  type PDFPage,
} from 'pdf-lib';
import { error, type Message } from '../../messages.ts';
import type { Document, PressColours } from '../../model.ts';
import { pointsPerMillimetre, strangeSize } from '../boxes.ts';
import { setIdentifier } from '../catalog.ts';
import type { Finished } from '../finished.ts';
import { preflightOpen } from '../preflight.ts';
import { inkLimit } from '../preflight/x4-ink-rules.ts';
import { removeUnreachable } from '../reachable.ts';
import { pack } from '../pack.ts';
import { saveDocument } from '../save.ts';
import { contentIn } from '../streams.ts';
import { dictEntry, name, resolve } from '../tree.ts';
import { inContent, overprint } from './inks.ts';
import { bleed, marksAround, registration, slug, wordsAway } from './marks.ts';
import { setPressMetadata } from './metadata.ts';
import { profileName } from './profile.ts';
import { slugLine } from './slug-line.ts';

/**
 * Makes of a print with bleed a file for the press, PDF/X-4 (ISO 15930-7): exact boxes, marks and a line in the slug,
 * CMYK from the builds of the colour tokens, text in black alone, the printer's profile. It has no structure and no
 * links: those are in the brief. `pdf` is its print, whose objects it changes.
 */
export function finishForPress(document: Document, pdf: PDFDocument, colours: PressColours): Finished {
  const { metadata } = document;
  const path = `${document.path}.pdf`;
  const { catalog, context } = pdf;
  const [width, height] = [document.trim.width + 2 * bleed, document.trim.height + 2 * bleed];
  const messages: Message[] = [
    ...strangeSize(pdf.getPages(), { width, height }, document.path),
    ...tooMuchInk(colours, path),
  ];
  const resources = pressResources(context);
  const identity = createHash('sha256').update(JSON.stringify({ ...metadata, press: colours.inks }));
  identity.update(colours.profile);
  pdf.getPages().forEach((page, i) => {
    const { strange, content } = pressPage(page, document.trim, colours, resources);
    identity.update(content);
    for (const one of strange) messages.push(unprintable(one, i + 1, path));
  });
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFRawStream && object.dict.get(name('Subtype')) === name('Image'))
      messages.push(unprintable('picture', null, path));
    if (object instanceof PDFRawStream && object.dict.get(name('Subtype')) === name('Form'))
      messages.push(...recolourForm(context, object, colours, resources, path));
  }
  for (const key of [
    'StructTreeRoot',
    'MarkInfo',
    'Outlines',
    'Names',
    'AF',
    'PageMode',
    'Dests',
    'OpenAction',
  ])
    catalog.delete(name(key));
  catalog.set(name('ViewerPreferences'), context.obj({ DisplayDocTitle: true, PrintScaling: 'None' }));
  setProfile(pdf, colours.profile);
  const id = identity.digest('hex').slice(0, 32);
  setPressMetadata(pdf, metadata, id);
  setIdentifier(pdf, id);
  removeUnreachable(context);
  const bytes = saveDocument(context);
  messages.push(...preflightOpen(pdf, bytes, { path, profile: 'x4' }));
  // The standard stands on PDF 1.6, and nothing here is newer.
  bytes.set(Buffer.from('%PDF-1.6'));
  return { artefact: { path, bytes, document: document.path }, messages, isDoubtful: false };
}

/** Puts one page into the inks of the press, with boxes and marks. */
function pressPage(
  page: PDFPage,
  trim: Document['trim'],
  { inks }: PressColours,
  resources: PressResources,
): { readonly content: Uint8Array; readonly strange: readonly string[] } {
  const { node } = page;
  const { context } = page.doc;
  const mm = pointsPerMillimetre;
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const top = page.getHeight();
  // The browser rounds its page to whole pixels: the upper left corner stays.
  const [width, height] = [(trim.width + 2 * bleed) * mm, (trim.height + 2 * bleed) * mm];
  const box = (grow: number): number[] =>
    [-grow * mm, top - height - grow * mm, width + grow * mm, top + grow * mm].map(round);
  const inked = inContent(contentIn(context, node.get(name('Contents'))), inks, top - bleed * mm);
  const clip = `0 ${round(top - height)} ${round(width)} ${round(height)} re W n`;
  const stretch = stretchTo({ width, height }, { width: page.getWidth(), height: top });
  const [left = 0, bottom = 0, right = 0, upper = 0] = box(-bleed);
  const own = addStates(context, node, resources);
  const lines = slugLine(context, own, inked.beyond, top + (wordsAway - bleed) * mm);
  const marks = marksAround({ left, bottom, right, top: upper });
  const content = Buffer.concat([
    Buffer.from(`q ${clip} ${stretch} /${overprint.off} gs\n`),
    inked.content,
    Buffer.from(`\nQ\n${[marks, ...lines].join('\n')}`),
  ]);
  const packed = pack(content);
  const stream = PDFRawStream.of(context.obj({ Filter: 'FlateDecode', Length: packed.length }), packed);
  node.set(name('Contents'), context.register(stream));
  for (const key of ['Annots', 'StructParents', 'Tabs', 'ArtBox']) node.delete(name(key));
  node.set(name('MediaBox'), context.obj(box(slug)));
  node.set(name('CropBox'), context.obj(box(slug)));
  node.set(name('BleedBox'), context.obj(box(0)));
  node.set(name('TrimBox'), context.obj(box(-bleed)));
  own.set(name('ColorSpace'), resources.spaces);
  inkGroup(context, node);
  return { content, strange: inked.strange };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * What bleeds reaches the edge of the exact page: the browser paints whole pixels of 0.75 points, so that up to one of
 * them is missing. A stretch by less than a thousandth, with the upper left corner where it is.
 */
function stretchTo(exact: Size, printed: Size): string {
  const whole = (length: number): number => Math.floor(length / 0.75) * 0.75;
  const [wide, high] = [exact.width / whole(printed.width), exact.height / whole(printed.height)];
  const shift = printed.height * (1 - high);
  return `${wide.toFixed(6)} 0 0 ${high.toFixed(6)} 0 ${shift.toFixed(4)} cm`;
}

/** Gives a page or a form the overprint states that its content names; returns its resources. */
function addStates(context: PDFContext, holder: PDFDict, { overprints }: PressResources): PDFDict {
  const own = dictEntry(context, holder, 'Resources') ?? context.obj({});
  const states = dictEntry(context, own, 'ExtGState') ?? context.obj({});
  for (const [key, value] of overprints.entries()) states.set(key, value);
  own.set(name('ExtGState'), states);
  holder.set(name('Resources'), own);
  return own;
}

/** A transparency group blends in the inks of the press. */
function inkGroup(context: PDFContext, holder: PDFDict): void {
  const group = resolve(context, holder.get(name('Group')));
  if (group instanceof PDFDict && group.has(name('CS'))) group.set(name('CS'), name('DeviceCMYK'));
}

function recolourForm(
  context: PDFContext,
  form: PDFRawStream,
  { inks }: PressColours,
  resources: PressResources,
  path: string,
): Message[] {
  const { content, strange } = inContent(contentIn(context, form), inks, Infinity);
  const packed = pack(content);
  form.dict.set(name('Filter'), name('FlateDecode'));
  form.dict.delete(name('DecodeParms'));
  Object.assign(form, { contents: packed });
  form.dict.delete(name('StructParents'));
  addStates(context, form.dict, resources);
  inkGroup(context, form.dict);
  return strange.map((one) => unprintable(one, null, path));
}

interface PressResources {
  readonly overprints: PDFDict;
  readonly spaces: PDFDict;
}

/** Black that prints over what lies below, and registration: one tint on all separations. */
function pressResources(context: PDFContext): PressResources {
  const state = (isOn: boolean): PDFDict =>
    context.obj({ Type: 'ExtGState', OP: isOn, op: isOn, OPM: isOn ? 1 : 0 });
  const tint = context.obj({ FunctionType: 2, Domain: [0, 1], C0: [0, 0, 0, 0], C1: [1, 1, 1, 1], N: 1 });
  return {
    overprints: context.obj({ [overprint.on]: state(true), [overprint.off]: state(false) }),
    spaces: context.obj({ [registration]: ['Separation', 'All', 'DeviceCMYK', tint] }),
  };
}

function setProfile(pdf: PDFDocument, profile: Uint8Array): void {
  const { catalog, context } = pdf;
  const packed = pack(profile);
  const dict = context.obj({ N: 4, Filter: 'FlateDecode', Length: packed.length });
  const intent = context.obj({ Type: 'OutputIntent', S: 'GTS_PDFX' });
  intent.set(name('OutputConditionIdentifier'), PDFString.of('Custom'));
  const condition = profileName(profile) ?? 'The profile of the printer';
  intent.set(name('OutputCondition'), PDFHexString.fromText(condition));
  intent.set(name('Info'), PDFHexString.fromText(condition));
  intent.set(name('DestOutputProfile'), context.register(PDFRawStream.of(dict, packed)));
  catalog.set(name('OutputIntents'), context.obj([context.register(intent)]));
}

function tooMuchInk({ inks }: PressColours, path: string): Message[] {
  return Object.entries(inks).flatMap(([rgb, build]) => {
    const sum = build.reduce((all, one) => all + one, 0);
    if (sum <= inkLimit) return [];
    const reason = `Unexpected ${sum} percent of ink for #${rgb}, expected at most ${inkLimit}`;
    return [error('x4:ink-limit', reason, { path, hint: 'lower its build in templates/styles/tokens.css' })];
  });
}

function unprintable(what: string, page: number | null, path: string): Message {
  const where = page === null ? '' : ` (page ${page})`;
  const reason = `Unexpected ${what}${where}, expected a colour token with its CMYK build`;
  return error('x4:colour', reason, { path, hint: 'use the colours of templates/styles/tokens.css' });
}
