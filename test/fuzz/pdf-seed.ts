import { deflateSync } from 'node:zlib';

const content = `/P <</MCID 0>> BDC BT /F1 12 Tf 1 0 0 1 50 700 Tm <00010002> Tj ET EMC
/Artifact BMC 0 0 1 rg 10 10 50 50 re f EMC q 1 0 0 1 0 0 cm /X1 Do Q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI
/P <</MCID 1>> BDC BT /F1 9 Tf 1 0 0 1 50 100 Tm [<0001> -20 <0002>] TJ ET EMC 0.2 0.3 0.4 0.5 k`;
const map = `/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <0041> <0002> <0042> endbfchar 1 beginbfrange <0003> <0009> <0043> endbfrange endcmap`;
const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta><rdf:RDF><rdf:Description><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Seed</rdf:li></rdf:Alt></dc:title><pdfuaid:part>1</pdfuaid:part><pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdf:Producer>x</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** A stream as an object: plain, or packed as most programs do. */
const stream = (entries: string, body: string | Uint8Array, isPacked = false): Buffer => {
  const bytes = isPacked ? deflateSync(body) : Buffer.from(body);
  const filter = isPacked ? '/Filter /FlateDecode ' : '';
  return Buffer.concat([
    Buffer.from(`<<${entries} ${filter}/Length ${bytes.length}>>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
};

/**
 * A small PDF with a little of all that is looked at: tags, parent tree, outline, link, field, fonts, profile,
 * attachment, form, picture, layers. Nearly all of it is text, so that a changed byte changes what it says.
 */
export function pdfSeed(isPacked = false): Uint8Array {
  const objects: readonly (string | Buffer)[] = [
    '<</Type/Catalog/Pages 2 0 R/Lang(en)/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R/Outlines 12 0 R/Metadata 14 0 R/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/DestOutputProfile 15 0 R>>]/AF[16 0 R]/Names<</EmbeddedFiles<</Names[(a)16 0 R]>>>>/AcroForm<</Fields[18 0 R]>>/OCProperties<</OCGs[20 0 R]/D<</OFF[20 0 R]>>>>>>',
    '<</Type/Pages/Kids[3 0 R 21 0 R]/Count 2/MediaBox[0 0 595 842]>>',
    '<</Type/Page/Parent 2 0 R/Contents 4 0 R/StructParents 0/Tabs/S/TrimBox[0 0 595 842]/BleedBox[0 0 595 842]/Annots[11 0 R 18 0 R]/Resources<</Font<</F1 8 0 R>>/XObject<</X1 19 0 R>>/Properties<</L 20 0 R>>>>/Rotate 0>>',
    stream('', content, isPacked),
    '<</Type/StructTreeRoot/K[6 0 R]/ParentTree<</Nums[0[7 0 R 7 0 R]1 22 0 R]>>/RoleMap<</Brief/Document>>>>',
    '<</Type/StructElem/S/Document/P 5 0 R/K[7 0 R 22 0 R 23 0 R]>>',
    '<</Type/StructElem/S/H1/P 6 0 R/Pg 3 0 R/K[0 1]>>',
    '<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+SourceSerif4/Encoding/Identity-H/DescendantFonts[9 0 R]/ToUnicode 10 0 R>>',
    '<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+SourceSerif4/CIDToGIDMap/Identity/FontDescriptor<</Type/FontDescriptor/FontFile2 17 0 R>>/W[1[500 600]]>>',
    stream('', map, isPacked),
    '<</Type/Annot/Subtype/Link/Rect[50 690 90 710]/F 4/Contents(to)/StructParent 1/A<</S/URI/URI(https://example.org)>>>>',
    '<</Type/Outlines/First 13 0 R/Last 13 0 R/Count 1>>',
    '<</Title(Seed)/Parent 12 0 R/Dest[3 0 R/XYZ 0 0 0]>>',
    stream('/Type/Metadata/Subtype/XML', xmp),
    stream('/N 3', `${'\0'.repeat(12)}prtrCMYK${'\0'.repeat(16)}acsp${'\0'.repeat(88)}`, isPacked),
    '<</Type/Filespec/F(a.json)/UF(a.json)/AFRelationship/Data/EF<</F 17 0 R>>>>',
    stream('/Type/EmbeddedFile/Subtype/application#2Fjson', '{}', isPacked),
    '<</Type/Annot/Subtype/Widget/FT/Tx/T(n)/Rect[100 100 200 120]/F 4/AP<</N 19 0 R>>>>',
    stream(
      '/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Matrix[1 0 0 1 0 0]/Resources<</Font<</F1 8 0 R>>>>',
      'BT /F1 6 Tf <0001> Tj ET',
      isPacked,
    ),
    '<</Type/OCG/Name(Notes)>>',
    '<</Type/Page/Parent 2 0 R/Contents[4 0 R 4 0 R]/UserUnit 1.0/CropBox[0 0 595 842]/Resources<</Font<</F1 8 0 R>>>>>>',
    '<</Type/StructElem/S/Link/P 6 0 R/Pg 3 0 R/K[<</Type/OBJR/Obj 11 0 R>>]>>',
    '<</Type/StructElem/S/Table/P 6 0 R/K[<</S/TR/K[<</S/TH/A<</O/Table/Scope/Row/ColSpan 2/RowSpan 2>>>><</S/TD>>]>>]>>',
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  for (const [i, object] of objects.entries())
    parts.push(Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n'));
  const trailer = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R/ID[<00><00>]>>\nstartxref\n0\n%%EOF\n`;
  return new Uint8Array(Buffer.concat([...parts, Buffer.from(trailer)]));
}

/** Words that a PDF is made of, and values that a reader stumbles over. */
export const pdfTokens: readonly string[] = [
  ...['obj', 'endobj', 'stream', 'endstream', 'trailer', 'xref', 'startxref', '%%EOF', '<<', '>>', '[', ']'],
  ...[
    '1 0 R',
    '2 0 R',
    '3 0 R',
    '5 0 R',
    '19 0 R',
    'null',
    'true',
    '-1',
    '0',
    '4294967296',
    '1e9',
    '99999999999',
  ],
  ...['/Type', '/Pages', '/Page', '/Kids', '/Count', '/Parent', '/K', '/S', '/Filter', '/FlateDecode', '/N'],
  ...[
    '/LZWDecode',
    '/ASCII85Decode',
    '/RunLengthDecode',
    '/DecodeParms',
    '/Predictor 15',
    '/Length',
    '/Encrypt',
  ],
  ...[
    '/ObjStm',
    '/XRef',
    '/Size 99999',
    '/W [1 2 1]',
    '/Index [0 99999]',
    '/First',
    '/Contents',
    '/Resources',
  ],
  ...[
    '/MCID',
    'BDC',
    'BMC',
    'EMC',
    'BT',
    'ET',
    'Tj',
    'Tf',
    'Do',
    'q',
    'Q',
    'cm',
    'BI',
    'ID',
    'EI',
    '(',
    ')',
    '<',
    '>',
  ],
  ...[
    '/ColSpan 999999999',
    '/RowSpan 999999999',
    '/Rotate 91',
    '/UserUnit 1e30',
    '/Nums',
    '/MediaBox [0 0 0 0]',
  ],
];
