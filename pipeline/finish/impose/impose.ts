import { createHash } from 'node:crypto';
import { PDFDocument, PDFObjectCopier, PDFString, ParseSpeeds, type PDFPage } from 'pdf-lib';
import { saidBy } from '../../failures.ts';
import { error, warning, type Message } from '../../messages.ts';
import { excessOf, faultOfPages } from '../bounds.ts';
import { pointsPerMillimetre } from '../boxes.ts';
import { setIdentifier } from '../catalog.ts';
import { producer } from '../metadata.ts';
import { removeUnreachable } from '../reachable.ts';
import { saveDocument } from '../save.ts';
import { dictEntry, name } from '../tree.ts';
import { bookletSides, flatSides, type Side } from './layout.ts';
import { papers, type ImposeOptions, type Paper } from './options.ts';
import { seenOf } from './page-box.ts';
import { formOf, type PageForm } from './page-form.ts';
import { pagesIn } from './page-ranges.ts';
import { contentOfSide } from './side.ts';

export interface Imposed {
  /** Null when the file could not be imposed; the messages say why. */
  readonly bytes: Uint8Array | null;
  readonly messages: readonly Message[];
  readonly pages: number;
  readonly sheets: number;
}

/** Below this, text is hard to read on paper. */
const readable = 8;
/** Millimetres: what printers leave blank at an edge, and what a page therefore has blank at the fold. */
const mostShift = 5;
/** More would fill the memory, and no binder folds them. */
const mostPages = 2000;

/**
 * Lays the pages of a PDF out on sheets for printing and folding. The result is for print alone: it has no structure,
 * no links, and claims neither PDF/UA nor PDF/A. The same file gives the same bytes.
 * @throws UsageError for pages that the file does not have.
 */
export async function impose(bytes: Uint8Array, options: ImposeOptions): Promise<Imposed> {
  const { path } = options;
  const failed = (reason: string, hint: string): Imposed => ({
    bytes: null,
    messages: [error('impose:unreadable', reason, { path, hint })],
    pages: 0,
    sheets: 0,
  });
  const excess = excessOf(bytes);
  if (excess !== null)
    return failed(`Unexpected ${excess}, expected a PDF that can be read`, 'make the file again');
  let source: PDFDocument;
  let count: number;
  try {
    source = await PDFDocument.load(bytes, {
      updateMetadata: false,
      parseSpeed: ParseSpeeds.Fastest,
      throwOnInvalidObject: true,
    });
    const fault = faultOfPages(source);
    if (fault !== null) return failed(`Unexpected ${fault}, expected a whole PDF`, 'make the file again');
    count = source.getPageCount();
  } catch {
    // The library stumbles over what is encrypted before it says so; the trailer itself never is.
    return Buffer.from(bytes).includes('/Encrypt')
      ? failed('Unexpected encryption, expected a PDF that can be read', 'take its password away first')
      : failed('Unexpected content, expected a whole PDF', 'make the file again, or repair it with qpdf');
  }
  if (count === 0) return failed('Unexpected PDF without pages, expected one page or more', 'make it again');
  const chosen = pagesIn(options.pages, count);
  if (chosen.length > mostPages)
    return failed(
      `Unexpected ${chosen.length} pages, expected up to ${mostPages}`,
      'choose some with --pages',
    );
  try {
    return await imposePages(source, chosen, options);
  } catch (cause) {
    return failed(
      `Unexpected content${saidBy(cause)}, expected pages that can be read`,
      'repair it with qpdf',
    );
  }
}

async function imposePages(
  source: PDFDocument,
  chosen: readonly number[],
  options: ImposeOptions,
): Promise<Imposed> {
  const { edge, flat, isRightToLeft, paper, path, signature } = options;
  const target = await PDFDocument.create({ updateMetadata: false });
  const copier = PDFObjectCopier.for(source.context, target.context);
  const sources = source.getPages();
  const own = chosen.flatMap((number) => sources[number] ?? []);
  const isUpright = areUpright(own);
  const turns = isUpright ? turnsOf(own) : new Map<PDFPage, number>();
  const made = new Map<number, PageForm>();
  const forms = chosen.flatMap((number) => {
    const page = sources[number];
    if (!page) return [];
    const form = made.get(number) ?? formOf(page, target, copier, turns.get(page) ?? 0);
    made.set(number, form);
    return [form];
  });
  const sides = flat
    ? flatSides(forms.length, flat, isRightToLeft && (flat === 4 || isUpright))
    : bookletSides(forms.length, { signature, isRightToLeft });
  // Two pages beside each other, or one above the other, make a sheet that lies the other way; four lie as they do.
  const sheet = sheetOf(paper, flat === null || (flat === 2) === isUpright);
  const smallTexts = new Map<number, number>();
  for (const side of sides) {
    const page = target.addPage([sheet.width, sheet.height]);
    const { content, used, scales } = contentOfSide(side, forms, sheet, options);
    for (const [place, scale] of scales) {
      const size = (forms[place]?.smallest ?? Infinity) * scale;
      if (scale < 1 && size < readable) smallTexts.set((chosen[place] ?? 0) + 1, size);
    }
    page.node.set(name('Contents'), target.context.register(target.context.stream(content)));
    const pictures = target.context.obj({});
    for (const [key, form] of used) pictures.set(name(key), form.ref);
    page.node.set(name('Resources'), target.context.obj({ XObject: pictures }));
    for (const box of ['CropBox', 'BleedBox', 'TrimBox'])
      page.node.set(name(box), target.context.obj([0, 0, sheet.width, sheet.height]));
  }
  // What says which layers are shown is needed for what is shown.
  const layers = dictEntry(source.context, source.catalog, 'OCProperties');
  if (layers) target.catalog.set(name('OCProperties'), copier.copy(layers));
  describe(target, source, sides, { edge, isFlat: flat !== null });
  removeUnreachable(target.context);
  setIdentifier(target, identityOf(target));
  return {
    bytes: saveDocument(target.context),
    messages: [...tellSmall(smallTexts, path), ...tellCreep(sides, options)],
    pages: forms.length,
    sheets: Math.max(...sides.map((side) => side.sheet)),
  };
}

/** The sheet in points, to a thousandth. */
function sheetOf(paper: Paper, isLandscape: boolean): { readonly width: number; readonly height: number } {
  const round = (millimetres: number): number => Math.round(millimetres * pointsPerMillimetre * 1000) / 1000;
  const { width, height } = papers[paper];
  return isLandscape
    ? { width: round(height), height: round(width) }
    : { width: round(width), height: round(height) };
}

/** True unless half of the pages or more lie. */
function areUpright(pages: readonly PDFPage[]): boolean {
  return pages.filter((page) => !isLying(page)).length > pages.length / 2;
}

function isLying(page: PDFPage): boolean {
  const { width, height } = seenOf(page);
  return width > height;
}

/** Quarter turns to the right: a page in landscape among upright ones lies on its side, its top to the left. */
function turnsOf(pages: readonly PDFPage[]): ReadonlyMap<PDFPage, number> {
  return new Map(pages.filter(isLying).map((page) => [page, 3] as const));
}

/** One message for all pages, by the sizes of their smallest texts. */
function tellSmall(sizes: ReadonlyMap<number, number>, path: string): Message[] {
  const [first, ...others] = [...sizes].sort(([page, a], [next, b]) => a - b || page - next);
  if (!first) return [];
  const [page, size] = first;
  const more = others.length === 0 ? '' : `, and of less than ${readable} on ${others.length} more`;
  const reason = `Unexpected text of ${Math.floor(size * 100) / 100} points from page ${page}${more}, expected at least ${readable}`;
  const hint = 'choose a larger --paper, or pages that are made for this size';
  return [warning('impose:small-text', reason, { path, hint })];
}

/** What is moved over the fold is cut off there. */
function tellCreep(sides: readonly Side[], { creep, flat, path }: ImposeOptions): Message[] {
  const shift = flat === null ? creep * Math.max(...sides.map(({ depth }) => depth)) : 0;
  if (shift <= mostShift) return [];
  const reason = `Unexpected ${Math.round(shift * 10) / 10} mm from the innermost sheet to the fold, expected at most ${mostShift}`;
  const hint = 'choose a --signature, so that fewer sheets lie in each other, or less --creep';
  return [warning('impose:creep', reason, { path, hint })];
}

/** Title, labels such as "Sheet 1 front", and what a printer is to do: turn over the right edge, and not scale. */
function describe(
  target: PDFDocument,
  source: PDFDocument,
  sides: readonly Side[],
  { edge, isFlat }: { readonly edge: 'long' | 'short'; readonly isFlat: boolean },
): void {
  const { catalog, context } = target;
  const title = source.getTitle();
  if (title !== undefined) target.setTitle(title, { showInWindowTitleBar: true });
  target.setProducer(producer);
  const labels = sides.flatMap(({ sheet, face }, i) => [
    i,
    context.obj({ P: PDFString.of(isFlat ? `Sheet ${sheet}` : `Sheet ${sheet} ${face}`) }),
  ]);
  catalog.set(name('PageLabels'), context.obj({ Nums: labels }));
  catalog.set(
    name('ViewerPreferences'),
    context.obj({
      DisplayDocTitle: title !== undefined,
      PrintScaling: 'None',
      ...(isFlat ? {} : { Duplex: edge === 'long' ? 'DuplexFlipLongEdge' : 'DuplexFlipShortEdge' }),
    }),
  );
}

function identityOf(target: PDFDocument): string {
  return createHash('sha256').update(saveDocument(target.context)).digest('hex').slice(0, 32);
}
