import { saidBy } from '../../failures.ts';
import { error, type Checked, type Message } from '../../messages.ts';
import { entriesOf, unpack, type Entry } from '../archive.ts';
import { inReaderThread } from '../reader-thread.ts';
import { readHtml } from './html.ts';
import { type LeftOut, type Reading } from './line.ts';
import { wordsOf } from './marks.ts';

const nothing: Reading = { lines: [], repairs: [], leftOut: [] };

/**
 * Reads a text document (.docx) with mammoth, in a thread of its own with limits. Headings go by their style, links are
 * not followed. `faultOf` says why a text is refused, or null. Of tracked changes the inserted text holds, and the deleted text is left out.
 */
export async function readDocx(
  bytes: Uint8Array,
  path: string,
  faultOf: (text: string) => Message | null,
): Promise<Checked<Reading>> {
  const refuse = (reason: string, hint: string): Checked<Reading> => ({
    value: nothing,
    messages: [error('import:document', `Unexpected ${reason}, expected a text document`, { path, hint })],
  });
  const entries = entriesOf(bytes, 'document', '.docx');
  if ('reason' in entries) return refuse(entries.reason, entries.hint);
  try {
    const html = await inReaderThread<string>(new URL('./docx-worker.mjs', import.meta.url), { bytes });
    const fault = faultOf(html);
    if (fault) return { value: nothing, messages: [fault] };
    const reading = readHtml(html);
    return {
      value: { ...reading, leftOut: [...reading.leftOut, ...besides(entries, reading)] },
      messages: [],
    };
  } catch (cause) {
    return refuse(
      `document that cannot be read${saidBy(cause)}`,
      'open it, save it under another name, and import that',
    );
  }
}

/** Parts of a document that no paragraph of its body holds, by the name of their file. */
const parts: readonly (readonly [RegExp, string])[] = [
  [/^word\/(header|footer)\d*\.xml$/, 'header or footer'],
  [/^word\/comments\.xml$/, 'comment'],
  [/^word\/diagrams\/data\d*\.xml$/, 'diagram'],
];

/** What the document holds beside the text that was read, so that nothing is lost without being listed. */
function besides(entries: readonly Entry[], { leftOut: found, lines }: Reading): LeftOut[] {
  const leftOut: LeftOut[] = [];
  const add = (reason: string, text: string): void => void leftOut.push({ line: 1, reason, text });
  for (const entry of entries) {
    const reason = parts.find(([name]) => name.test(entry.name))?.[1];
    if (reason !== undefined) for (const text of paragraphsOf(xmlOf(entry))) add(reason, text);
    if (/^word\/media\//.test(entry.name)) add('picture', entry.name);
    if (/vbaProject|\/activeX\/|\/embeddings\//i.test(entry.name))
      add('macro or embedded object', entry.name);
  }
  const body = xmlOf(entries.find(({ name }) => name === 'word/document.xml'));
  const deleted = [...body.matchAll(/<w:delText(?: [^<>]*)?>([^<]*)<\/w:delText>/g)].map(([, text = '']) =>
    decode(text),
  );
  if (deleted.length > 0) add('deleted in tracked changes', deleted.join(' '));
  for (const piece of body.split('</w:moveFrom>').slice(0, -1)) {
    const moved = paragraphsOf(piece.slice(piece.lastIndexOf('<w:moveFrom ')));
    for (const text of moved) add('moved elsewhere in tracked changes', text);
  }
  // Fields, equations and shapes that mammoth does not know hold words too.
  const read = [...lines.map(({ text }) => wordsOf(text)), ...[...found, ...leftOut].map(({ text }) => text)];
  const known = new Set(read.flatMap(tokensOf));
  for (const text of paragraphsOf(body)) {
    const lost = text.split(/\s+/).filter((word) => tokensOf(word).some((token) => !known.has(token)));
    if (lost.length > 0) add('object that cannot be read', lost.join(' '));
  }
  return leftOut;
}

function xmlOf(entry: Entry | undefined): string {
  const bytes = entry && unpack(entry);
  return bytes ? new TextDecoder().decode(bytes) : '';
}

/** The text of each paragraph of a part, blank ones left out. */
function paragraphsOf(xml: string): string[] {
  return xml
    .split(/<\/[aw]:p>/)
    .map((paragraph) =>
      [...paragraph.matchAll(/<([awm]:t)(?: [^<>]*)?>([^<]*)<\/\1>|<w:(?:tab|br)\b/g)]
        .map(([, , text]) => (text === undefined ? ' ' : decode(text)))
        .join('')
        .trim(),
    )
    .filter((text) => text !== '');
}

function tokensOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function decode(xml: string): string {
  return xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}
