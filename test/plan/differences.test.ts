import { describe, expect, test } from 'vitest';
import { differencesOf } from '../../pipeline/plan/differences.ts';
import { projectData } from '../support/project-data.ts';

const { index } = await projectData();
const figures = {
  country: { name: 'Peru', continent: 'Americas', region: 'South America' },
  means: { resilience: 4.38 },
  ranks: { resilience: { world: { within: 'World', place: 119, of: 193, ties: 2 } } },
  indicators: { 'non-state-actors': 4 },
  groupMeans: { region: { resilience: 4.5 }, world: { resilience: 4.81 } },
  region: { CHL: { place: 2, resilience: 6 } },
  changes: { since: '2021', points: { resilience: -0.21 } },
};

/** The differences between the figures and a changed copy of them, a line each. */
function lines(change: (copy: typeof figures) => unknown): string[] {
  const copy = structuredClone(figures);
  change(copy);
  return differencesOf(figures, copy, index).map(
    ({ what, before, after }) => `${what} ${before} -> ${after}`,
  );
}

describe('differencesOf(before, after, index)', () => {
  test('is empty for equal figures', () => {
    expect(lines(() => undefined)).toEqual([]);
  });
  test.each<[string, (copy: typeof figures) => unknown]>([
    ['Resilience 4.38 -> 4.46', (copy) => (copy.means.resilience = 4.46)],
    ['Resilience, rank in the world 119 -> 121', (copy) => (copy.ranks.resilience.world.place = 121)],
    [
      'Resilience, others of the same rank in the world 2 -> 0',
      (copy) => (copy.ranks.resilience.world.ties = 0),
    ],
    ['Non-state actors 4.00 -> 4.50', (copy) => (copy.indicators['non-state-actors'] = 4.5)],
    ['Resilience, mean of South America 4.50 -> 4.55', (copy) => (copy.groupMeans.region.resilience = 4.55)],
    ['Resilience, mean of the world 4.81 -> 4.82', (copy) => (copy.groupMeans.world.resilience = 4.82)],
    ['CHL in the list of the region, place 2 -> 3', (copy) => (copy.region.CHL.place = 3)],
    ['Resilience, change since 2021 -0.21 -> -0.20', (copy) => (copy.changes.points.resilience = -0.2)],
  ])('%s', (line, change) => {
    expect(lines(change)).toEqual([line]);
  });
  test('tells what is new and what is gone', () => {
    expect(lines((copy) => Reflect.set(copy.indicators, 'prevention', 3))).toEqual(['Prevention  -> 3.00']);
    expect(lines((copy) => Reflect.deleteProperty(copy.indicators, 'non-state-actors'))).toEqual([
      'Non-state actors 4.00 -> ',
    ]);
  });
});
