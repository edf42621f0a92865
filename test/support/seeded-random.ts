/** Chance that is the same in every run with the same seed. */
export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `count`. */
  below(count: number): number;
  /** One of a list. @throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T;
  /** True with this probability. */
  odds(probability: number): boolean;
  /** A number of the normal distribution with mean 0 and standard deviation 1 (sum of twelve uniform ones). */
  normal(): number;
}

/** A stream of its own for every seed and name: what one country is given does not depend on how many others there are. */
export function chanceOf(seed: number, ...names: readonly string[]): Chance {
  let state = hash([seed, ...names].join('\u0000'));
  // mulberry32, Tommy Ettinger, public domain.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    next,
    below,
    pick: (list) => {
      const [one] = list.slice(below(list.length));
      if (one === undefined) throw new RangeError('nothing to pick from');
      return one;
    },
    odds: (probability) => next() < probability,
    normal: () => Array.from({ length: 12 }, next).reduce((sum, one) => sum + one, -6),
  };
}

/** FNV-1a in 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
