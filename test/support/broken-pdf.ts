import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFRawStream,
  PDFRef,
  decodePDFRawStream,
  type PDFObject,
} from 'pdf-lib';
import { elementsOf, name, resolve, type Element } from '../../pipeline/finish/tree.ts';

/** A good file, opened to be broken in one place. */
export class Victim {
  readonly pdf: PDFDocument;
  constructor(pdf: PDFDocument) {
    this.pdf = pdf;
  }
  get structure(): PDFDict {
    return this.pdf.catalog.lookup(name('StructTreeRoot'), PDFDict);
  }
  elements(type: string): Element[] {
    return elementsOf(this.pdf.context, this.structure).filter((one) => one.type === type);
  }
  element(type: string): PDFDict {
    const [first] = this.elements(type);
    if (!first) throw new Error(`the sample has no ${type}`);
    return first.dict;
  }
  setType(type: string, to: string): void {
    this.element(type).set(name('S'), name(to));
  }
  content(change: (text: string) => string, page = 0): void {
    const node = this.pdf.getPage(page).node;
    const stream = resolve(this.pdf.context, node.get(name('Contents')));
    if (!(stream instanceof PDFRawStream)) throw new Error('no content stream');
    const text = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
    const changed = change(text);
    if (changed === text) throw new Error('the change changes nothing');
    node.set(
      name('Contents'),
      this.pdf.context.register(this.pdf.context.flateStream(Buffer.from(changed, 'latin1'))),
    );
  }
  xmp(change: (text: string) => string): void {
    const stream = this.pdf.catalog.lookup(name('Metadata'));
    if (!(stream instanceof PDFRawStream)) throw new Error('no XMP');
    const text = Buffer.from(stream.contents).toString('utf8');
    const changed = change(text);
    if (changed === text) throw new Error('the change changes nothing');
    const bytes = Buffer.from(changed);
    const dict = this.pdf.context.obj({ Type: 'Metadata', Subtype: 'XML', Length: bytes.length });
    this.pdf.catalog.set(name('Metadata'), this.pdf.context.register(PDFRawStream.of(dict, bytes)));
  }
  annotation(): PDFDict {
    for (const page of this.pdf.getPages()) {
      const found = page.node.Annots()?.lookup(0, PDFDict);
      if (found) return found;
    }
    throw new Error('the sample has no annotation');
  }
  font(): PDFDict {
    const fonts = this.pdf.getPage(0).node.Resources()?.lookup(name('Font'), PDFDict);
    const first = fonts?.values()[0];
    const font = resolve(this.pdf.context, first);
    if (!(font instanceof PDFDict)) throw new Error('no font');
    return font;
  }
  descendant(): PDFDict {
    return this.font().lookup(name('DescendantFonts'), PDFArray).lookup(0, PDFDict);
  }
  fileSpec(): PDFDict {
    return this.pdf.catalog.lookup(name('AF'), PDFArray).lookup(0, PDFDict);
  }
  add(object: PDFObject): PDFRef {
    return this.pdf.context.register(object);
  }
  attribute(element: PDFDict): PDFDict {
    const value = resolve(this.pdf.context, element.get(name('A')));
    const one = value instanceof PDFArray ? value.lookup(0) : value;
    if (!(one instanceof PDFDict)) throw new Error('no attributes');
    return one;
  }
  /** The page of the first annotation. */
  pageWithLinks(): PDFDict {
    const page = this.pdf.getPages().find(({ node }) => node.Annots());
    if (!page) throw new Error('the sample has no link');
    return page.node;
  }
  toUnicode(change: (text: string) => string): void {
    const stream = this.font().lookup(name('ToUnicode'));
    if (!(stream instanceof PDFRawStream)) throw new Error('no ToUnicode');
    const text = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
    const changed = change(text);
    if (changed === text) throw new Error('the change changes nothing');
    this.font().set(
      name('ToUnicode'),
      this.add(this.pdf.context.flateStream(Buffer.from(changed, 'latin1'))),
    );
  }
  /** Leaves only the first tagged text of a page. */
  keepFirstText(page: number): void {
    this.content((text) => {
      const end = text.indexOf('EMC', text.indexOf(' Tm', text.indexOf('/MCID')));
      return `${text.slice(0, end)}EMC`;
    }, page);
  }
}
