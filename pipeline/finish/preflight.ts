import type { PDFDocument } from 'pdf-lib';
import { saidBy } from '../failures.ts';
import { error, warning, type Message } from '../messages.ts';
import type { Profile } from '../rules.ts';
import { checkAnnotations } from './preflight/annotation-rules.ts';
import { checkAttachments } from './preflight/attachment-rules.ts';
import { checkColour, checkFile, checkMetadata } from './preflight/file-rules.ts';
import { allowedFonts, checkFonts } from './preflight/font-rules.ts';
import { inspect, inspectOpen, type Finding, type Inspected } from './preflight/inspected.ts';
import { checkContent, checkOutline, checkPages } from './preflight/page-rules.ts';
import { checkBooklet } from './preflight/booklet-rules.ts';
import { clauseOf } from './preflight/clauses.ts';
import { checkStructure } from './preflight/structure-rules.ts';
import { checkPress } from './preflight/x4-rules.ts';
import { lackOf } from './written.ts';

export interface PreflightOptions {
  /** Named in the messages. */
  readonly path?: string;
  /** Size of every sheet in millimetres; not checked when absent. */
  readonly trim?: { readonly width: number; readonly height: number };
  readonly lang?: string;
  readonly title?: string;
  /** What to hold the file against. Default: PDF/UA-1 and PDF/A-3a with the rules of the house. */
  readonly profile?: Profile;
  /** PostScript names that fonts may begin with. Default: the families of the briefs. */
  readonly fonts?: readonly string[];
}

/**
 * Checks a PDF against the machine rules of PDF/UA-1 and PDF/A-3a and against our own: one message a failure with
 * page and object. Ids of rules are those of veraPDF where it has the rule. Never throws: a file that cannot be read
 * gives one message.
 */
export async function preflight(
  bytes: Uint8Array,
  options: PreflightOptions = {},
): Promise<readonly Message[]> {
  const path = options.path ?? '';
  const text = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const tail = Buffer.from(bytes.subarray(-1024)).toString('latin1');
  const unreadable = (reason: string): readonly Message[] => [unreadableFor(reason, path)];
  if (bytes.length === 0) return unreadable('empty file');
  if (!text.includes('%PDF-'))
    return unreadable(/<html|<!doctype/i.test(text) ? 'web page' : 'file of another kind');
  if (!tail.includes('%%EOF')) return unreadable('end: the file is cut off');
  try {
    const file = await inspect(bytes);
    return findingsOf(file, options).map((finding) => messageOf(finding, path));
  } catch (cause) {
    return [unreadableBy(cause, path)];
  }
}

/**
 * The same rules for a document that was just saved as `bytes`: its objects are at hand, and reading them again from
 * the bytes takes longer than all rules. So the bytes are held against the objects instead: what is written is what
 * was judged. Never throws either.
 */
export function preflightOpen(
  pdf: PDFDocument,
  bytes: Uint8Array,
  options: PreflightOptions,
): readonly Message[] {
  const path = options.path ?? '';
  try {
    const lack = lackOf(bytes, pdf.context);
    if (lack !== null) return [unreadableFor(`file without the ${lack} of its document`, path)];
    return findingsOf(inspectOpen(pdf, bytes), options).map((finding) => messageOf(finding, path));
  } catch (cause) {
    return [unreadableBy(cause, path)];
  }
}

function unreadableFor(reason: string, path: string): Message {
  const hint = 'build it again with "briefs build --force"';
  return error('preflight:unreadable', `Unexpected ${reason}, expected a PDF`, { path, hint });
}

/** The message for a file that something could not be done with, by what was thrown. */
export function unreadableBy(cause: unknown, path: string): Message {
  return unreadableFor(`content${saidBy(cause)}`, path);
}

function findingsOf(
  file: Inspected,
  { trim, lang, title, profile, fonts = allowedFonts }: PreflightOptions,
): Finding[] {
  if (profile === 'x4') return checkPress(file);
  if (profile === 'booklet') return checkBooklet(file);
  const other = profile && (profile === 'ua1' ? 'a3a:' : 'ua1:');
  const findings = [
    ...checkFile(file),
    ...checkMetadata(file, { title, lang }),
    ...checkColour(file),
    ...checkStructure(file),
    ...checkContent(file),
    ...checkAnnotations(file),
    ...checkFonts(file, fonts),
    ...checkPages(file, trim),
    ...checkOutline(file),
    ...checkAttachments(file),
  ];
  return findings.filter(({ rule }) => other === undefined || !rule.startsWith(other));
}

function messageOf({ rule, reason, page, object }: Finding, path: string): Message {
  const where = [
    page === undefined ? '' : `page ${page}`,
    object ? `object ${object.objectNumber}` : '',
  ].filter(Boolean);
  const text = where.length > 0 ? `${reason} (${where.join(', ')})` : reason;
  const tell = rule === 'preflight:near-empty-page' ? warning : error;
  return tell(rule, text, { path, hint: clauseOf(rule) });
}
