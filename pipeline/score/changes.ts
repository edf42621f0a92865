import { compare, fraction, subtract } from '../figure.ts';
import type { Changes, Component, CountryScores, EditionScores, Fraction } from '../model.ts';
import { componentsOf, indicatorsOf } from '../components.ts';
import { meansOf } from '../means.ts';

/** What one country's figures are compared by. */
type Figures = Pick<CountryScores, 'country' | 'indicators' | 'means'>;

/**
 * What moved in a country since the edition before; null when that edition does not have it. Two means are compared
 * over the indicators that both editions have, each mean worked out anew from these where they are not all there are.
 */
export function changesOf(
  components: readonly Component[],
  now: Figures,
  edition: EditionScores | undefined,
): Changes | null {
  const before = edition?.countries.get(now.country.iso3);
  if (!edition || !before) return null;
  const isShared = (id: string): boolean => now.indicators.has(id) && before.indicators.has(id);
  const all = componentsOf({ components });
  const likeForLike = new Set(
    all
      .filter((component) =>
        indicatorsOf(component).every(({ id }) => now.indicators.has(id) === before.indicators.has(id)),
      )
      .map(({ id }) => id),
  );
  const [meansNow, meansBefore] =
    likeForLike.size === all.length
      ? [now.means, before.means]
      : [now, before].map(({ indicators }) =>
          meansOf(components, new Map([...indicators].filter(([id]) => isShared(id)))),
        );
  const points = new Map([
    ...differences(now.indicators, before.indicators),
    ...differences(meansNow ?? new Map(), meansBefore ?? new Map()),
  ]);
  return {
    since: edition.edition.id,
    points,
    likeForLike,
    ranks: new Map([...before.ranks].filter(([id]) => edition.complete && likeForLike.has(id))),
    largest: new Map(components.map((component) => [component.id, largest(component, points)])),
  };
}

function differences(
  now: ReadonlyMap<string, Fraction>,
  before: ReadonlyMap<string, Fraction>,
): [string, Fraction][] {
  return [...now].flatMap(([id, value]): [string, Fraction][] => {
    const old = before.get(id);
    return old ? [[id, subtract(value, old)]] : [];
  });
}

/** Indicators of a component that moved, the largest change first, whether up or down; equal ones in the order of the index. */
function largest(component: Component, points: ReadonlyMap<string, Fraction>): readonly string[] {
  const size = (id: string): Fraction => {
    const { numerator, denominator } = points.get(id) ?? fraction(0n);
    return { numerator: numerator < 0n ? -numerator : numerator, denominator };
  };
  return indicatorsOf(component)
    .map(({ id }) => id)
    .filter((id) => size(id).numerator > 0n)
    .sort((a, b) => compare(size(b), size(a)));
}
