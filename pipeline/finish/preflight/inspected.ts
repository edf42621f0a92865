import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFRef,
  ParseSpeeds,
  type PDFContext,
  type PDFObject,
} from 'pdf-lib';
import type { RuleId } from '../../messages.ts';
import { arrayEntry, dictEntry, elementsOf, name, numberTree, resolve, type Element } from '../tree.ts';
import { unpack } from '../streams.ts';
import { excessOf, faultOfPages } from '../bounds.ts';
import { scanOf, type PageScan } from './scan.ts';

/** What a rule found: `page` counts from 1, `object` is the number of the PDF object; null where none is to blame. */
export interface Finding {
  readonly rule: RuleId;
  readonly reason: string;
  readonly page?: number | undefined;
  readonly object?: PDFRef | null | undefined;
}

export interface InspectedPage {
  readonly number: number;
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly scan: PageScan;
}

/** A PDF opened once for all rules. */
export interface Inspected {
  readonly bytes: Uint8Array;
  readonly context: PDFContext;
  readonly catalog: PDFDict;
  readonly pages: readonly InspectedPage[];
  readonly structure: PDFDict | null;
  readonly elements: readonly Element[];
  /** Parent tree: structure element of each MCID by the page's /StructParents, or of an annotation by its own number. */
  readonly parents: ReadonlyMap<number, PDFObject>;
  readonly xmp: string;
  readonly info: PDFDict | null;
}

/** Opens a file for inspection. @throws Error with the parser's reason when it is no PDF, cut off or encrypted. */
export async function inspect(bytes: Uint8Array): Promise<Inspected> {
  const excess = excessOf(bytes);
  if (excess !== null) throw new Error(excess);
  const pdf = await PDFDocument.load(bytes, {
    updateMetadata: false,
    parseSpeed: ParseSpeeds.Fastest,
    ignoreEncryption: true,
    throwOnInvalidObject: true,
  });
  const fault = faultOfPages(pdf);
  if (fault !== null) throw new Error(fault);
  return inspectOpen(pdf, bytes);
}

/** The same of a document that is open and was just saved as `bytes`. */
export function inspectOpen(pdf: PDFDocument, bytes: Uint8Array): Inspected {
  const { catalog, context } = pdf;
  const structure = dictEntry(context, catalog, 'StructTreeRoot');
  const tree = structure ? dictEntry(context, structure, 'ParentTree') : null;
  const metadata = resolve(context, catalog.get(name('Metadata')));
  return {
    bytes,
    context,
    catalog,
    pages: pdf.getPages().map((page, i) => ({
      number: i + 1,
      ref: page.ref,
      dict: page.node,
      scan: scanOf(context, page.node.get(name('Contents'))),
    })),
    structure,
    elements: structure ? elementsOf(context, structure) : [],
    parents: tree ? numberTree(context, tree) : new Map(),
    xmp: metadata instanceof PDFRawStream ? new TextDecoder().decode(unpack(metadata)) : '',
    info: asDict(resolve(context, context.trailerInfo.Info)),
  };
}

export function asDict(object: PDFObject | undefined): PDFDict | null {
  return object instanceof PDFDict ? object : null;
}

/** The page number of a page object; undefined for what is no page. */
export function pageNumber(file: Inspected, page: PDFObject | undefined): number | undefined {
  return file.pages.find(({ ref }) => ref === page)?.number;
}

/** The attribute objects of an element (/A), as dictionaries. */
export function attributesOf(context: PDFContext, element: PDFDict): readonly PDFDict[] {
  const value = resolve(context, element.get(name('A')));
  const list = value instanceof PDFArray ? value.asArray() : [value];
  return list.flatMap((one) => asDict(resolve(context, one)) ?? []);
}

export { PDFName, arrayEntry, dictEntry, name, resolve };
