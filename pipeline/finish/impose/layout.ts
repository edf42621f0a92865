/** One side of a sheet: which page lies in each of its places, from left to right and from top to bottom. */
export interface Side {
  /** Counts from 1, over all signatures. */
  readonly sheet: number;
  readonly face: 'front' | 'back';
  /** Sheets of its signature that lie around it: 0 for the outermost. */
  readonly depth: number;
  /** Counting from 0 in the order of reading; null for a place that stays empty. */
  readonly places: readonly (number | null)[];
}

export interface Binding {
  /** Pages of a signature, a multiple of 4; null for one signature of all pages. */
  readonly signature: number | null;
  readonly isRightToLeft: boolean;
}

/**
 * The sides of a saddle-stitched booklet, two pages a side. Blanks that fill the last sheet stand before the last page,
 * so that the back cover stays outside. Order of a signature of n pages: n and 1 in front, 2 and n-1 behind, and so on
 * inwards (the table in the manuals of psbook and of pdfcpu).
 */
export function bookletSides(count: number, { signature, isRightToLeft }: Binding): Side[] {
  const total = Math.ceil(count / 4) * 4;
  const [front, back] = count === 1 ? [1, 0] : [count - 1, 1];
  const pages = Array.from({ length: total }, (_, i) =>
    i < front ? i : i >= total - back ? count - 1 : null,
  );
  const sides: Side[] = [];
  for (let from = 0; from < total; from += signature ?? total) {
    const own = pages.slice(from, from + (signature ?? total));
    for (let i = 0; i < own.length / 2; i++) {
      const outer = own[own.length - 1 - i] ?? null;
      const inner = own[i] ?? null;
      const isFront = i % 2 === 0;
      const pair = isFront ? [outer, inner] : [inner, outer];
      sides.push({
        sheet: from / 4 + Math.floor(i / 2) + 1,
        face: isFront ? 'front' : 'back',
        depth: Math.floor(i / 2),
        places: isRightToLeft ? pair.reverse() : pair,
      });
    }
  }
  return sides;
}

/** Sides with so many pages each, in the order of reading, to be read flat. Right to left: each row the other way round. */
export function flatSides(count: number, each: 2 | 4, isRightToLeft: boolean): Side[] {
  return Array.from({ length: Math.ceil(count / each) }, (_, i) => {
    const row = (from: number): (number | null)[] => {
      const pair = [from, from + 1].map((page) => (page < count ? page : null));
      return isRightToLeft ? pair.reverse() : pair;
    };
    const places = each === 2 ? row(i * 2) : [...row(i * 4), ...row(i * 4 + 2)];
    return { sheet: i + 1, face: 'front', depth: 0, places };
  });
}
