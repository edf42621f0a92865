import { inflateRawSync } from 'node:zlib';

/** Cells by the name of their column; numbers as they stand in the file. */
export type WorkbookRow = ReadonlyMap<string, string>;

/** The sheets of an .xlsx file that hold a table, in order: its first row names the columns. No formulas, no dates. */
export function readWorkbook(bytes: Uint8Array): readonly (readonly WorkbookRow[])[] {
  const entries = unzip(bytes);
  const texts = [...(entries.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, item = '']) =>
      [...item.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text = '']) => unescape(text)).join(''),
  );
  const sheets = [...entries].filter(([name]) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name)).sort();
  return sheets.map(([, xml]) => {
    const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) => {
      const cells = row.matchAll(/<c r="([A-Z]+)\d+"([^>]*)><v>([^<]*)<\/v>/g);
      return new Map(
        [...cells].map(([, column = '', type = '', value = '']) => [
          column,
          type.includes('t="s"') ? (texts[Number(value)] ?? '') : value,
        ]),
      );
    });
    const [header = new Map<string, string>(), ...body] = rows;
    return body.map((row) => new Map([...header].map(([column, name]) => [name, row.get(column) ?? ''])));
  });
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** The text of every entry of a ZIP archive, by its central directory (APPNOTE 4.3.12). */
function unzip(bytes: Uint8Array): ReadonlyMap<string, string> {
  const zip = Buffer.from(bytes);
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entries = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameSize, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const header = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + (nameSize ?? 0));
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const data = zip.subarray(start, start + size);
    if (name.endsWith('.xml'))
      entries.set(name, (method === 8 ? inflateRawSync(data) : data).toString('utf8'));
    at += 46 + (nameSize ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}
