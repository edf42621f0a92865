import { createHash } from 'node:crypto';
import { PDFArray, PDFRawStream, PDFRef, type PDFContext, type PDFDocument, type PDFPage } from 'pdf-lib';
import { error, type Message } from '../messages.ts';
import type { Finished } from './finished.ts';
import type { Document, Printed } from '../model.ts';
import { nameLinks } from './annotations.ts';
import { markArtifacts } from './artifacts.ts';
import { setBoxes, strangeSize } from './boxes.ts';
import { contentIn, remember } from './streams.ts';
import { attachFiles, setIdentifier, setOutputIntent, setReading } from './catalog.ts';
import { inOneInk, isGrey } from './greys.ts';
import { setMetadata } from './metadata.ts';
import { impose } from './impose/impose.ts';
import { defaults } from './impose/options.ts';
import { letGo } from './let-go.ts';
import { pairElements } from './pairs.ts';
import { finishForPress } from './press/press.ts';
import { rememberScan, scanPage } from './preflight/scan.ts';
import { preflightOpen, unreadableBy } from './preflight.ts';
import { areOnTheirPages } from './own-pages.ts';
import { openPrint } from './read-print.ts';
import { pack } from './pack.ts';
import { saveDocument } from './save.ts';
import { repairStructure, tableParts } from './structure.ts';
import { joinText } from './joined-text.ts';
import { openRoom } from './room.ts';
import { dictEntry, name, resolve } from './tree.ts';
import { openWidths } from './widths.ts';

export type { Finished };

/**
 * Makes of Chromium's tagged print a file that is PDF/UA-1 and PDF/A-3a at once, with the document's figures inside
 * it; the same print gives the same bytes. Ends with a preflight of the result: its errors mean "do not write this".
 * Never throws: a print that cannot be read gives one message.
 */
export async function finish(document: Document, printed: Printed): Promise<Finished> {
  try {
    const finished = await finishPages(document, printed);
    return document.product === 'booklet' ? await imposeFinished(finished, document.trim) : finished;
  } catch (cause) {
    return unfinished(document, printed, unreadableBy(cause, `${document.path}.pdf`));
  }
}

/** The pages of a booklet on sheets of twice their size, for a printer that turns them over the short edge. */
async function imposeFinished(
  { artefact, isDoubtful, messages }: Finished,
  trim: Document['trim'],
): Promise<Finished> {
  const { bytes, messages: faults } = await impose(artefact.bytes, {
    ...defaults,
    paper: trim.width === 148 ? 'a4' : 'letter',
    path: artefact.path,
  });
  return {
    artefact: { ...artefact, bytes: bytes ?? artefact.bytes },
    messages: [...messages, ...faults],
    isDoubtful,
  };
}

/** The print as it came, with the reason that keeps it from being written. */
function unfinished({ path }: Document, { pdf }: Printed, message: Message): Finished {
  return {
    artefact: { path: `${path}.pdf`, bytes: pdf, document: path },
    messages: [message],
    isDoubtful: false,
  };
}

async function finishPages(document: Document, printed: Printed): Promise<Finished> {
  const pdf = await openPrint(printed.pdf, { except: tableParts });
  const { press } = document.metadata;
  try {
    return press ? finishForPress(document, pdf, press) : finishPrint(document, printed, pdf);
  } finally {
    letGo(pdf);
  }
}

function finishPrint(document: Document, printed: Printed, pdf: PDFDocument): Finished {
  const { metadata, path, trim } = document;
  const { context } = pdf;
  const pages = pdf.getPages();
  const [strange] = strangeSize(pages, trim, path);
  if (strange) return unfinished(document, printed, strange);

  // The structure: repaired, then told what only the page knew.
  const root = dictEntry(context, pdf.catalog, 'StructTreeRoot');
  if (!root) {
    const untagged = error('finish:no-structure', 'Unexpected print without structure tree, expected tags', {
      path,
    });
    return unfinished(document, printed, untagged);
  }
  const { elements, dropped } = repairStructure(context, root);
  const { links, messages, paired } = pairElements(context, path, elements, printed.elements);

  // The pages: what the structure does not hold is marked, boxes are exact, links have names.
  const identity = createHash('sha256').update(JSON.stringify({ ...metadata, attachments: [] }));
  const widthsOf = openWidths(context);
  let isDoubtful = printed.fits !== null && !areOnTheirPages(context, paired, printed.fits);
  const contents = pages.map((page) => contentIn(context, page.node.get(name('Contents'))));
  const hasOneInk = contents.every(isGrey);
  for (const [i, page] of pages.entries()) {
    const content = contents[i] ?? new Uint8Array();
    const widths = widthsOf(dictEntry(context, page.node, 'Resources'));
    const marked = markArtifacts(
      joinText(hasOneInk ? inOneInk(content) : content, widths),
      dropped.get(page.ref) ?? new Set(),
      page.getHeight(),
    );
    identity.update(marked);
    // Read once more, for the rules and for what stands where.
    const room = openRoom(marked, widths);
    rememberScan(replaceContent(context, page, marked), scanPage(marked, room.visit));
    isDoubtful ||= printed.fits !== null && !room.isClear();
    setBoxes(page, trim);
    nameLinks(context, page, links);
  }

  // The file: what it is called, in which colours, what it carries.
  const digest = identity.digest('hex');
  const uuid = digest.slice(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  setReading(pdf);
  setMetadata(pdf, metadata, uuid);
  setOutputIntent(pdf);
  attachFiles(pdf, metadata);
  setIdentifier(pdf, digest.slice(0, 32));

  const bytes = saveDocument(context);
  const checked = preflightOpen(pdf, bytes, {
    path: `${path}.pdf`,
    trim,
    lang: metadata.lang,
    title: metadata.title,
  });
  return {
    artefact: { path: `${path}.pdf`, bytes, document: path },
    messages: [...messages, ...checked],
    isDoubtful,
  };
}

function replaceContent(context: PDFContext, page: PDFPage, content: Uint8Array): PDFRawStream {
  const packed = pack(content);
  const stream = PDFRawStream.of(context.obj({ Length: packed.length, Filter: 'FlateDecode' }), packed);
  remember(stream, content);
  const old = page.node.get(name('Contents'));
  const list = resolve(context, old);
  for (const one of list instanceof PDFArray ? list.asArray() : [])
    if (one instanceof PDFRef) context.delete(one);
  if (old instanceof PDFRef) context.assign(old, stream);
  else page.node.set(name('Contents'), context.register(stream));
  return stream;
}
