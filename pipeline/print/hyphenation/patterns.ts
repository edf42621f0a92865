/** Liang patterns of a language: letters with `.` for a word's edge, and the level before each letter and after the last. */
export interface Pattern {
  readonly letters: string;
  readonly levels: readonly number[];
}

type Node = { readonly [letter: string]: Node | number | readonly [Node, number] };
type PackageData = readonly [
  levels: readonly (readonly number[])[],
  trie: Node,
  exceptions?: Readonly<Record<string, readonly number[]>>,
];

/**
 * The TeX patterns of a language from the npm package `hyphen`, which stores them as a tree of letters whose ends
 * point into a table of levels; its exceptions (whole words) become patterns with levels above all others.
 */
export async function loadPatterns(name: string): Promise<Pattern[]> {
  const module = (await import(`hyphen/patterns/${name}.js`)) as { default: PackageData };
  const [levels, trie, exceptions = {}] = module.default;
  const found: Pattern[] = [];
  const add = (letters: string, level: number): void => {
    const own = levels[level] ?? [];
    // The package counts the levels of a pattern for the start of a word from its first letter, not from the dot.
    found.push({ letters, levels: letters.startsWith('.') ? [0, ...own] : own });
  };
  const walk = (node: Node, prefix: string): void => {
    for (const [letter, value] of Object.entries(node)) {
      const letters = prefix + letter;
      if (typeof value === 'number') add(letters, value);
      else if (isEnd(value)) {
        add(letters, value[1]);
        walk(value[0], letters);
      } else walk(value, letters);
    }
  };
  walk(trie, '');
  for (const [word, breaks] of Object.entries(exceptions)) found.push(exception(word, breaks));
  if (!found.some(({ letters }) => letters.includes("'"))) found.push(noBreakAtApostrophe);
  return found;
}

function isEnd(value: Node | readonly [Node, number]): value is readonly [Node, number] {
  return Array.isArray(value);
}

/** For languages whose patterns know no apostrophe: a word that has one is broken, but not beside it. */
const noBreakAtApostrophe: Pattern = { letters: "'", levels: [10, 10] };

/** Odd levels allow a break and even ones forbid it: 11 and 10 outvote every pattern. */
function exception(word: string, breaks: readonly number[]): Pattern {
  const inner = [...word].map((_, i) => (i === 0 ? 0 : breaks.includes(i) ? 11 : 10));
  return { letters: `.${word}.`, levels: [0, ...inner, 0, 0] };
}
