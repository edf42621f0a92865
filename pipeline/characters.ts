/**
 * The code points that a TrueType font has glyphs for: the groups of its character map for all of Unicode (OpenType 1.9,
 * `cmap`, platform 3, encoding 10, format 12). A library that knows all of OpenType takes longer to load than `check`
 * may take. @throws Error for a font without such a map.
 */
export function charactersOf(font: Uint8Array): ReadonlySet<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const table = offsetIn(view, 4, 12, 16, (at) => view.getUint32(at) === cmapTag, 8);
  const isUnicode = (at: number): boolean => view.getUint32(at) === (3 << 16) + 10;
  const map = table + offsetIn(view, table + 2, table + 4, 8, isUnicode, 4);
  if (view.getUint16(map) !== 12) throw new Error('the character map has a form that is not read here');

  const characters = new Set<number>();
  const first = map + 16;
  for (let group = first; group < first + 12 * view.getUint32(map + 12); group += 12) {
    const end = view.getUint32(group + 4);
    for (let code = view.getUint32(group); code <= end; code++) characters.add(code);
  }
  return characters;
}

/** "cmap" as the directory of a font names it. */
const cmapTag = 0x636d6170;

/** The offset that a list of records holds for the one that is looked for, `field` bytes into it. */
function offsetIn(
  view: DataView,
  count: number,
  start: number,
  size: number,
  isMeant: (at: number) => boolean,
  field: number,
): number {
  for (let at = start; at < start + size * view.getUint16(count); at += size) {
    if (isMeant(at)) return view.getUint32(at + field);
  }
  throw new Error('the font has no character map for all of Unicode');
}
