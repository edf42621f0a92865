import { beforeAll, describe, expect, test } from 'vitest';
import { formatFigure } from '../../pipeline/figure.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import type { Dataset } from '../../pipeline/model.ts';
import { score } from '../../pipeline/score/score.ts';
import { projectData } from '../support/project-data.ts';
import { within } from '../support/pace.ts';

let dataset: Dataset;
beforeAll(async () => {
  dataset = await projectData();
});

/** Tables of scores of every country for these editions: made up, spread over the scale, with ties. */
function completeTables(of: Dataset, editions: readonly string[]): Record<string, string> {
  const ids = of.editions.get('2023')?.indicators ?? [];
  const files = editions.flatMap((id, e): [string, string][] => {
    const rows = [...of.countries.keys()].map((iso3, c) =>
      [
        iso3,
        ...ids.map((_, i) => ((2 + ((c * 7 + i * 5 + e * 3 + ((c * i) % 11)) % 19)) / 2).toFixed(2)),
      ].join(','),
    );
    const edition = `date: ${id}-09-26\nprevious: null\nindicators: [${ids.join(', ')}]\n`;
    return [
      [`data/editions/${id}.yaml`, edition],
      [`data/scores/${id}.csv`, [['iso3', ...ids].join(','), ...rows, ''].join('\n')],
    ];
  });
  return Object.fromEntries(files);
}

describe('score(dataset) of the project’s own data', () => {
  test('prints the means and ranks of Peru in 2023', () => {
    const { value, messages } = score(dataset);
    expect(messages.map(formatMessage)).toEqual([]);
    const peru = value.get('2023')?.countries.get('PER');
    const means = [...(peru?.means ?? [])].map(([id, mean]) => [id, formatFigure(mean)]);
    expect(Object.fromEntries(means)).toEqual({
      criminality: '6.40',
      'criminal-markets': '6.20',
      'criminal-actors': '6.60',
      resilience: '4.38',
    });
    expect(peru?.ranks.get('criminality')).toEqual({
      world: { place: 32, of: 193, ties: null, name: 'World' },
      continent: { place: 10, of: 35, ties: null, name: 'Americas' },
      region: { place: 6, of: 12, ties: null, name: 'South America' },
    });
    expect(peru?.ranks.get('resilience')?.world.place).toBe(119);
    expect(peru?.indicators.size).toBe(32);
  });
});

describe('score(dataset) of a complete edition', () => {
  test('computes ranks with ties, world, continent and region', async () => {
    const whole = await projectData({
      ...completeTables(dataset, ['2023']),
      'data/published/2023.csv': publishedHeader(dataset),
    });
    const { value, messages } = score(whole);
    expect(messages).toEqual([]);
    const edition = value.get('2023');
    expect(edition?.complete).toBe(true);
    expect(edition?.countries.size).toBe(193);
    for (const id of ['criminality', 'resilience']) {
      const all = [...(edition?.countries.values() ?? [])];
      const points = (one: (typeof all)[number]): number => {
        const mean = one.means.get(id);
        return mean ? Number(mean.numerator) / Number(mean.denominator) : NaN;
      };
      for (const one of all) {
        // Different means of 32 scores differ by more than floating point errs.
        const higher = all.filter((other) => points(other) > points(one) + 1e-9);
        const equal = all.filter((other) => Math.abs(points(other) - points(one)) <= 1e-9);
        const inRegion = all.filter((other) => other.country.region === one.country.region);
        const ranks = one.ranks.get(id);
        expect(ranks?.world).toEqual({
          place: higher.length + 1,
          of: 193,
          ties: equal.length - 1,
          name: 'World',
        });
        expect(ranks?.region).toEqual({
          place: higher.filter((other) => inRegion.includes(other)).length + 1,
          of: inRegion.length,
          ties: equal.filter((other) => inRegion.includes(other)).length - 1,
          name: one.country.region,
        });
        expect(ranks?.continent.of).toBe(
          all.filter((other) => other.country.continent === one.country.continent).length,
        );
      }
    }
  });

  test('takes no second for three editions of 193 countries', async () => {
    const editions = ['2021', '2023', '2025'];
    const whole = await projectData({
      ...completeTables(dataset, editions),
      'data/published/2023.csv': publishedHeader(dataset),
    });
    const { value } = within(1000, () => score(whole));
    expect([...value.values()].map(({ countries }) => countries.size)).toEqual([193, 193, 193]);
  });
});

function publishedHeader({ index }: Dataset): string {
  const ids = ['criminality', 'criminal-markets', 'criminal-actors', 'resilience'];
  const ranks = index.components.flatMap(({ id }) =>
    ['world', 'continent', 'region'].map((field) => `${id}-rank-${field}`),
  );
  return `${['iso3', ...ids, ...ranks].join(',')}\n`;
}
