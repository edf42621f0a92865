import { mean } from '../figure.ts';
import type { Country, Fraction } from '../model.ts';

/** The exact figures of a country that its groups are compared by. */
interface Entry {
  readonly country: Country;
  readonly indicators: ReadonlyMap<string, Fraction>;
  readonly means: ReadonlyMap<string, Fraction>;
}

/** Name under which the means over all countries stand. */
export const world = '';

/**
 * Means of every indicator and component over the world, each continent and each region, by the name of the group:
 * the plain mean of the countries' exact figures.
 */
export function peerMeans(entries: readonly Entry[]): ReadonlyMap<string, ReadonlyMap<string, Fraction>> {
  const groups = new Map<string, Map<string, Fraction[]>>();
  for (const { country, indicators, means } of entries) {
    for (const name of [world, country.continent, country.region]) {
      const group = groups.get(name) ?? new Map<string, Fraction[]>();
      groups.set(name, group);
      for (const [id, value] of [...indicators, ...means]) push(group, id, value);
    }
  }
  return new Map(
    [...groups].map(([name, group]) => [name, new Map([...group].map(([id, values]) => [id, mean(values)]))]),
  );
}

function push(group: Map<string, Fraction[]>, id: string, value: Fraction): void {
  const values = group.get(id);
  if (values) values.push(value);
  else group.set(id, [value]);
}
