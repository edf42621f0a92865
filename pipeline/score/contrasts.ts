import { compare, fraction, subtract } from '../figure.ts';
import type { Component, Contrast, CountryScores, Fraction } from '../model.ts';
import { indicatorsOf } from '../components.ts';

/**
 * By top component, the indicators in which a country lies above and below the mean of its region, the furthest first;
 * equal distances in the order of the index. An indicator that lies on the mean is in neither list.
 */
export function contrastsOf(
  components: readonly Component[],
  scores: ReadonlyMap<string, Fraction>,
  region: ReadonlyMap<string, Fraction> | undefined,
): CountryScores['contrasts'] {
  if (!region) return new Map();
  const nothing = fraction(0n);
  return new Map(
    components.map((component) => {
      const all = indicatorsOf(component).flatMap(({ id }): Contrast[] => {
        const [own, mean] = [scores.get(id), region.get(id)];
        return own && mean ? [{ id, points: subtract(own, mean) }] : [];
      });
      const above = all.filter(({ points }) => compare(points, nothing) > 0);
      const below = all.filter(({ points }) => compare(points, nothing) < 0);
      return [
        component.id,
        {
          above: above.sort((a, b) => compare(b.points, a.points)),
          below: below.sort((a, b) => compare(a.points, b.points)),
        },
      ];
    }),
  );
}
