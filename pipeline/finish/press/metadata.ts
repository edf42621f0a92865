import { PDFDict, PDFRawStream, type PDFDocument } from 'pdf-lib';
import type { Metadata } from '../../model.ts';
import { producer } from '../metadata.ts';
import { name } from '../tree.ts';

const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Information dictionary and XMP of a press file: PDF/X-4, not trapped, and no claim of PDF/UA or PDF/A. */
export function setPressMetadata(pdf: PDFDocument, metadata: Metadata, id: string): void {
  const { author, creator, date, title } = metadata;
  const at = new Date(date);
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setAuthor(author);
  pdf.setCreator(creator);
  pdf.setProducer(producer);
  pdf.setCreationDate(at);
  pdf.setModificationDate(at);
  const info = pdf.context.lookupMaybe(pdf.context.trailerInfo.Info, PDFDict);
  info?.set(name('Trapped'), name('False'));
  const packet = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate><xmp:MetadataDate>${date}</xmp:MetadataDate>
<xmp:CreatorTool>${escapeXml(creator)}</xmp:CreatorTool>
<pdf:Producer>${escapeXml(producer)}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>uuid:${id}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
  const bytes = new TextEncoder().encode(packet);
  const dict = pdf.context.obj({ Type: 'Metadata', Subtype: 'XML', Length: bytes.length });
  pdf.catalog.set(name('Metadata'), pdf.context.register(PDFRawStream.of(dict, bytes)));
}
