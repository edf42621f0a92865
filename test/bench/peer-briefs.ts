import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PDFDocument, PDFName } from 'pdf-lib';
import type { View } from '../../pipeline/compose/view.ts';
import { check } from '../../pipeline/build.ts';
import { diskAt, realWorld } from '../../pipeline/disk.ts';
import { faces } from '../../pipeline/fonts.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { projectRoot } from '../support/source-tree.ts';
import { storeFictional } from './fictional.ts';
import { edition, type Brief, type Peer, type Place } from './peer-programs.ts';
import { typstOf } from './typst/document.ts';

/** A whole index of two editions: only then a brief has all that a brief may have. */
export async function storeIndex(project: string): Promise<void> {
  const index = { seed: 1, editions: ['2023', edition], narratives: true, narrated: [edition] };
  await storeFictional(diskAt(project), await fictionalIndex(index));
}

/** Writes some briefs of a project, from all over the alphabet, in the forms that the peers read. */
export async function writeBriefs(
  { project, work }: Pick<Place, 'project' | 'work'>,
  size: number,
): Promise<{ readonly briefs: readonly Brief[]; readonly all: number }> {
  const world = realWorld(project, process.env, { note: () => undefined }, process);
  const { documents } = await check(world, { products: ['brief'], editions: [edition] });
  const step = documents.length / Math.min(size, documents.length);
  const some = documents.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  const typst = join(import.meta.dirname, 'typst');
  const sources = (await readdir(typst)).filter((file) => file.endsWith('.typ'));
  for (const file of sources) await copyFile(join(typst, file), join(work, file));
  await mkdir(join(work, 'fonts'));
  for (const { asset } of faces)
    await copyFile(join(projectRoot, 'node_modules', asset), join(work, 'fonts', basename(asset)));

  const briefs: Brief[] = [];
  for (const [i, { print, view, metadata, iso3, path }] of some.entries()) {
    const name = `document-${i + 1}`;
    const { body, lang, pageStyle, style, title } = print;
    const head = `<meta charset="utf-8"><title>${title}</title><style>${style}</style><style>${pageStyle}</style>`;
    const html = `<!doctype html><html lang="${lang}"><head>${head}</head><body>${body}</body></html>`;
    const { json, typ } = typstOf(view as View, metadata, name);
    await writeFile(join(work, `${name}.html`), html);
    await writeFile(join(work, `${name}.json`), json);
    await writeFile(join(work, `${name}.typ`), typ);
    const [attached] = metadata.attachments;
    if (attached) await writeFile(join(work, `${name}.attached.json`), attached.bytes);
    briefs.push({ name, iso3, path });
  }
  return { briefs, all: documents.length };
}

/** What the files of a peer are like. */
export interface Made {
  readonly kilobytes: number;
  readonly pages: number;
  readonly isTagged: boolean;
  /** The standards that the first file says of itself that it keeps. */
  readonly claims: string;
}

const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;

/** Looks at all PDFs of a peer. */
export async function lookAt(peer: Peer, briefs: readonly Brief[], at: Place): Promise<Made> {
  const sizes: number[] = [];
  const pages: number[] = [];
  const claims: string[] = [];
  let tagged = 0;
  for (const brief of briefs) {
    const bytes = await readFile(peer.pdf(brief, at));
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    sizes.push(bytes.length / 1000);
    pages.push(pdf.getPageCount());
    if (pdf.catalog.has(PDFName.of('StructTreeRoot'))) tagged++;
    claims.push(claimsOf(bytes.toString('latin1')));
  }
  return {
    kilobytes: mean(sizes),
    pages: mean(pages),
    isTagged: tagged === briefs.length,
    claims: claims[0] ?? '',
  };
}

/** Standards in the metadata of a PDF, which none of the peers compresses. */
function claimsOf(pdf: string): string {
  const valueOf = (key: string): string => new RegExp(`${key}(?:>|=")([^<"]*)`).exec(pdf)?.[1] ?? '';
  const [ua, part, level] = ['pdfuaid:part', 'pdfaid:part', 'pdfaid:conformance'].map(valueOf);
  const all = [ua ? `UA-${ua}` : '', part ? `A-${part}${level?.toLowerCase() ?? ''}` : ''];
  return all.filter((one) => one !== '').join(' ') || 'none';
}
