import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compare,
  formatChange,
  formatFigure,
  fraction,
  fromHundredths,
  subtract,
} from '../../pipeline/figure.ts';
import type { Component, CountryScores, EditionScores, Fraction } from '../../pipeline/model.ts';
import { changesOf } from '../../pipeline/score/changes.ts';
import { contrastsOf } from '../../pipeline/score/contrasts.ts';
import { meansOf } from '../../pipeline/means.ts';

const indicator = (id: string): Component['groups'][number]['indicators'][number] => ({
  id,
  name: id,
  definition: id,
});
const leaf = (id: string, ids: readonly string[]): Component => ({
  id,
  name: id,
  components: [],
  groups: [{ id: `${id}-group`, name: id, section: id, indicators: ids.map(indicator) }],
});
const tree: readonly Component[] = [
  {
    id: 'harm',
    name: 'harm',
    groups: [],
    components: [leaf('markets', ['a', 'b', 'c']), leaf('actors', ['x', 'y'])],
  },
  leaf('defence', ['p', 'q']),
];
const country = { iso3: 'AVA', slug: 'avalon', name: 'Avalon', continent: 'Isles', region: 'West' };

/** The figures of the one country from its scores in hundredths. */
function figures(
  scores: Readonly<Record<string, number>>,
): Pick<CountryScores, 'country' | 'indicators' | 'means'> {
  const indicators = new Map(Object.entries(scores).map(([id, value]) => [id, fromHundredths(value)]));
  return { country, indicators, means: meansOf(tree, indicators) };
}

function editionOf(scores: Readonly<Record<string, number>>, complete = true): EditionScores {
  const edition = { id: '2021', date: '2021-09-28', previous: null, indicators: Object.keys(scores) };
  const place = { place: 3, of: 9, ties: 0, name: 'World' };
  const ranks = { world: place, continent: place, region: place };
  const own = {
    ...figures(scores),
    edition,
    ranks: new Map(tree.map(({ id }) => [id, ranks])),
    contrasts: new Map(),
    changes: null,
  };
  return { edition, complete, peers: new Map(), standings: [], countries: new Map([['AVA', own]]) };
}

const printed = (points: ReadonlyMap<string, Fraction> | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries([...(points ?? [])].map(([id, value]) => [id, formatChange(value)]));

describe('changesOf(components, now, edition before)', () => {
  const full = { a: 500, b: 600, c: 700, x: 400, y: 500, p: 300, q: 350 };

  test('is null without an edition before, or where it lacks the country', () => {
    expect(changesOf(tree, figures(full), undefined)).toBeNull();
    const others = { ...editionOf(full), countries: new Map() };
    expect(changesOf(tree, figures(full), others)).toBeNull();
  });

  test('takes differences of unrounded figures', () => {
    // 18.50/3 - 17.50/3: from means rounded first the change would be +0.34 (6.17 - 5.83).
    const before = editionOf({ ...full, a: 550, b: 550, c: 650 });
    const changes = changesOf(tree, figures({ ...full, a: 550, b: 600, c: 700 }), before);
    expect(printed(changes?.points)).toMatchObject({ a: '0.00', b: '+0.50', c: '+0.50', markets: '+0.33' });
    expect([...(changes?.likeForLike ?? [])].sort()).toEqual(['actors', 'defence', 'harm', 'markets']);
  });

  test('compares means over the indicators that both editions have, and says that they are not like for like', () => {
    const old = { a: 500, b: 600, x: 400, p: 300, q: 350 };
    const changes = changesOf(tree, figures({ ...full, a: 600, x: 450 }), editionOf(old));
    // Markets over a and b: 6.00 - 5.50; actors over x: 4.50 - 4.00; their parent half each.
    expect(printed(changes?.points)).toEqual({
      a: '+1.00',
      b: '0.00',
      x: '+0.50',
      p: '0.00',
      q: '0.00',
      markets: '+0.50',
      actors: '+0.50',
      harm: '+0.50',
      defence: '0.00',
    });
    expect([...(changes?.likeForLike ?? [])]).toEqual(['defence']);
  });

  test('has ranks of before only like for like, and of a complete edition', () => {
    const old = { a: 500, b: 600, x: 400, y: 500, p: 300, q: 350 };
    expect([...(changesOf(tree, figures(full), editionOf(old))?.ranks.keys() ?? [])]).toEqual(['defence']);
    expect(changesOf(tree, figures(full), editionOf(full))?.ranks.size).toBe(2);
    expect(changesOf(tree, figures(full), editionOf(full, false))?.ranks.size).toBe(0);
  });

  test('puts the largest change first, up or down, and leaves out what did not move', () => {
    const changes = changesOf(tree, figures({ ...full, a: 550, c: 500, x: 450 }), editionOf(full));
    expect(changes?.largest.get('harm')).toEqual(['c', 'a', 'x']);
    expect(changes?.largest.get('defence')).toEqual([]);
  });

  test('is the difference of the figures for every pair of editions with the same indicators', () => {
    const scores = fc.record(
      Object.fromEntries(
        Object.keys(full).map((id) => [id, fc.integer({ min: 2, max: 20 }).map((n) => n * 50)]),
      ),
    );
    fc.assert(
      fc.property(scores, scores, (now, before) => {
        const [later, earlier] = [figures(now), figures(before)];
        const changes = changesOf(tree, later, editionOf(before));
        const back = changesOf(tree, earlier, editionOf(now));
        for (const [id, points] of changes?.points ?? []) {
          const [a, b] = [later, earlier].map(({ indicators, means }) => indicators.get(id) ?? means.get(id));
          expect(compare(points, subtract(a ?? fraction(0n), b ?? fraction(0n)))).toBe(0);
          // There and back is no change, also as printed.
          const opposite = formatChange(back?.points.get(id) ?? fraction(0n));
          expect(formatChange(points).replace(/^[+\u2212]/, '')).toBe(opposite.replace(/^[+\u2212]/, ''));
        }
        expect(changes?.points.size).toBe(11);
      }),
    );
  });
});

describe('contrastsOf(components, scores, means of the region)', () => {
  const of = (scores: Readonly<Record<string, number>>): ReadonlyMap<string, Fraction> =>
    new Map(Object.entries(scores).map(([id, value]) => [id, fromHundredths(value)]));

  test('names what lies above and below, the furthest first, equal ones in the order of the index', () => {
    const contrasts = contrastsOf(
      tree,
      of({ a: 500, b: 600, c: 700, x: 400, y: 500, p: 300, q: 350 }),
      of({ a: 500, b: 500, c: 600, x: 250, y: 550, p: 400, q: 340 }),
    );
    const list = (id: string, side: 'above' | 'below'): readonly string[] =>
      (contrasts.get(id)?.[side] ?? []).map((one) => `${one.id} ${formatFigure(one.points)}`);
    expect(list('harm', 'above')).toEqual(['x 1.50', 'b 1.00', 'c 1.00']);
    expect(list('harm', 'below')).toEqual(['y -0.50']);
    expect(list('defence', 'above')).toEqual(['q 0.10']);
    expect(list('defence', 'below')).toEqual(['p -1.00']);
  });

  test('is empty without means of a region', () => {
    expect(contrastsOf(tree, of({ a: 500 }), undefined).size).toBe(0);
  });
});
