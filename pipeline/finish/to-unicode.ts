/** As many codes as there are, four times over. */
const mostSaid = 4 * 0x10000;

/** Glyph id to first UTF-16 unit, from the bfchar and bfrange lists of a CMap (ISO 32000-1, 9.10.3). */
export function readToUnicode(cmap: string): Map<number, number> {
  const map = new Map<number, number>();
  const hex = (digits: string): number => Number.parseInt(digits, 16);
  let said = 0;
  for (const body of blocksOf(cmap, 'bfchar')) {
    for (const [, from = '', to = ''] of body.matchAll(/<([\dA-Fa-f]+)>\s*<([\dA-Fa-f]+)>/g)) {
      map.set(hex(from), hex(to.slice(0, 4)));
    }
  }
  for (const body of blocksOf(cmap, 'bfrange')) {
    for (const [, first = '', last = '', one, list = ''] of body.matchAll(
      /<([\dA-Fa-f]+)>\s*<([\dA-Fa-f]+)>\s*(?:<([\dA-Fa-f]+)>|\[([^\]]*)\])/g,
    )) {
      const texts = [...list.matchAll(/<([\dA-Fa-f]+)>/g)].map(([, digits = '']) => hex(digits.slice(0, 4)));
      // A code has two bytes at most in what is read here, whatever a range says.
      const end = Math.min(hex(last), 0xffff);
      for (let glyph = hex(first), i = 0; glyph <= end; glyph++, i++) {
        // Ranges that overlap say the same many times over.
        if (++said > mostSaid) return map;
        map.set(glyph, one === undefined ? (texts[i] ?? 0) : hex(one.slice(0, 4)) + i);
      }
    }
  }
  return map;
}

/** What stands between each `begin` and the next `end` of a kind. */
function blocksOf(cmap: string, kind: string): string[] {
  return cmap
    .split(`begin${kind}`)
    .slice(1)
    .flatMap((block) => {
      const end = block.indexOf(`end${kind}`);
      return end < 0 ? [] : [block.slice(0, end)];
    });
}
