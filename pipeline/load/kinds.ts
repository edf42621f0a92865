import type { Sources } from '../model.ts';

/** The list of `Sources` that a file belongs to; `none`: not read on purpose; `unknown`: in the wrong place. */
export type Kind = keyof Sources | 'none' | 'unknown';

const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['index', /^data\/index\.yaml$/],
  ['countries', /^data\/countries\.csv$/],
  ['editions', /^data\/editions\/[^/]+\.yaml$/],
  ['scores', /^data\/scores\/[^/]+\.csv$/],
  ['published', /^data\/published\/[^/]+\.csv$/],
  ['narratives', /^data\/narratives\/[^/]+\/[^/]+\.md$/],
  ['labels', /^data\/labels\/[^/]+\.yaml$/],
  ['templates', /^templates\/.+\.hbs$/],
  ['styles', /^templates\/styles\/[^/]+\.css$/],
  ['none', /^data\/spellings\.csv$/],
  ['none', /^data\/schemas\/[^/]+\.json$/],
];

/** Hidden files, those by which a spreadsheet marks that it is open, and read-me files may stand anywhere. */
const aside = /(^|\/)((\.|~\$)[^/]*|README\.md)(\/|$)/;

/** What a path of the project is, by its name alone; upper and lower case differ. */
export function kindOf(path: string): Kind {
  if (aside.test(path)) return 'none';
  return kinds.find(([, pattern]) => pattern.test(path))?.[0] ?? 'unknown';
}
