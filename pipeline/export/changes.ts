import { componentsOf } from '../components.ts';
import { formatHundredths, toHundredths } from '../figure.ts';
import type { CountryScores, Index, Scored } from '../model.ts';
import type { ExportTable, Field } from './export.ts';

const fields: readonly Field[] = [
  { name: 'edition', type: 'string', title: 'Edition' },
  { name: 'since', type: 'string', title: 'The edition before, with which it is compared' },
  { name: 'iso3', type: 'string', title: 'Country' },
  { name: 'id', type: 'string', title: 'Indicator or component' },
  { name: 'change', type: 'number', title: 'Difference of the unrounded figures, in points' },
  {
    name: 'like-for-like',
    type: 'string',
    title: 'yes; or shared: over the indicators that both editions have, which are not all',
  },
  { name: 'rank-world', type: 'integer', title: 'Rank in the world, where it is like for like' },
  { name: 'rank-world-before', type: 'integer', title: 'Rank in the world in the edition before' },
];

/**
 * What moved since the edition before, a row a country, edition and figure, in the order of the index; figures that one
 * of the two editions lacks have no row.
 */
export function changesTable(index: Index, scored: Scored): ExportTable {
  const components = componentsOf(index);
  const ids = [
    ...components.map(({ id }) => id),
    ...components.flatMap(({ groups }) => groups.flatMap(({ indicators }) => indicators.map(({ id }) => id))),
  ];
  const key = ([edition = '', , iso3 = '']: readonly string[]): string => `${edition} ${iso3}`;
  const rows = [...scored.values()]
    .flatMap(({ countries }) => [...countries.values()])
    .flatMap((scores) => rowsOf(scores, ids))
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return { name: 'changes', key: ['edition', 'iso3', 'id'], fields, rows };
}

function rowsOf(
  { changes, country, edition, indicators, ranks }: CountryScores,
  ids: readonly string[],
): string[][] {
  if (!changes) return [];
  return ids.flatMap((id) => {
    const points = changes.points.get(id);
    if (!points) return [];
    const isLike = indicators.has(id) || changes.likeForLike.has(id);
    const before = changes.ranks.get(id);
    const now = before && ranks.get(id);
    return [
      [
        edition.id,
        changes.since,
        country.iso3,
        id,
        formatHundredths(toHundredths(points)),
        isLike ? 'yes' : 'shared',
        now ? String(now.world.place) : '',
        before ? String(before.world.place) : '',
      ],
    ];
  });
}
