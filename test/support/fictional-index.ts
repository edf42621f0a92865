import { formatFigure } from '../../pipeline/figure.ts';
import { load } from '../../pipeline/load/load.ts';
import type { Component, Country, Index } from '../../pipeline/model.ts';
import { score } from '../../pipeline/score/score.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { narrativeText } from './fictional-narrative.ts';
import { indicatorsOf, scoresOf, scoreTable } from './fictional-scores.ts';
import { memoryWorld } from './memory-world.ts';
import { projectData } from './project-data.ts';
import { texts } from './source-tree.ts';

export interface FictionalOptions {
  readonly seed: number;
  /** Ids of the editions, which are years, the first first. Default: 2021, 2023, 2025. */
  readonly editions?: readonly string[];
  /** How many countries have scores: those that notices name, then the first of the table. Default: all. */
  readonly size?: number;
  /** Whether there are no other countries: every edition is complete, and each region has one. Default: false. */
  readonly alone?: boolean;
  /** Which have narratives: all, none, or the codes of countries; in `narrated` editions. Default: none. */
  readonly narratives?: boolean | readonly string[];
  /** The editions that have narratives. Default: all. */
  readonly narrated?: readonly string[];
  /** Whether data/published is there. Default: only when some countries lack scores, whose ranks must come from there. */
  readonly published?: boolean;
}

/** Indicators that came with the edition of 2023. */
const added = [
  'extortion-and-protection-racketeering',
  'trade-in-counterfeit-goods',
  'illicit-trade-in-excisable-goods',
  'cyber-dependent-crimes',
  'financial-crimes',
  'private-sector-actors',
];

/**
 * The files of data/ of a whole index that does not exist, by path: the project's own tree, countries and labels, with
 * made-up scores and narratives. Of the countries that no notice names the first scores the lowest in everything, the
 * second the highest.
 */
export async function fictionalIndex(options: FictionalOptions): Promise<Readonly<Record<string, string>>> {
  const { seed, editions = ['2021', '2023', '2025'], narratives = false } = options;
  const { index, countries: table } = await projectData();
  const all = byName(index, [...table.values()]);
  const size = options.size ?? all.length;
  const countries = options.alone ? ofEachRegion(all).slice(0, size) : all;
  const names = index.components.flatMap(indicatorsOf);
  const indicators = (edition: string): readonly string[] =>
    edition < '2023' ? names.filter((id) => !added.includes(id)) : names;

  const files: Record<string, string> = {};
  const kept = await texts('data', /(index\.yaml|countries\.csv|spellings\.csv|labels\/.*\.yaml|\.json)$/);
  for (const { path, text } of kept) files[path] = text;
  const isListed = new Set(['iso3', ...countries.map(({ iso3 }) => iso3)]);
  const path = 'data/countries.csv';
  files[path] = (files[path] ?? '')
    .split('\n')
    .filter((line) => line === '' || isListed.has(line.slice(0, line.indexOf(','))))
    .join('\n');
  editions.forEach((edition, i) => {
    files[`data/editions/${edition}.yaml`] = editionText(
      edition,
      editions[i - 1] ?? null,
      indicators(edition),
    );
  });

  const [lowest = '', highest = ''] = countries.slice(namedIn(index).size).map(({ iso3 }) => iso3);
  const scores = countries.map(({ iso3 }) => ({
    iso3,
    rows: scoresOf({ seed, index, extremes: { lowest, highest } }, iso3, editions),
  }));
  const tables = (count: number): Record<string, string> =>
    Object.fromEntries(
      editions.map((edition, i) => {
        const rows = scores
          .slice(0, count)
          .map(({ iso3, rows: all }) => [iso3, all[i] ?? new Map()] as const);
        return [`data/scores/${edition}.csv`, scoreTable(indicators(edition), new Map(rows))];
      }),
    );
  if (options.published ?? size < countries.length) {
    // Ranks as they are among all, whether or not the scores of the others are there.
    const whole = { ...files, ...tables(countries.length) };
    Object.assign(files, await publishedTables(whole, countries.slice(0, size)));
  }
  Object.assign(files, tables(size));

  const wants = (iso3: string): boolean =>
    typeof narratives === 'boolean' ? narratives : narratives.includes(iso3);
  for (const edition of options.narrated ?? editions) {
    for (const { iso3 } of countries.slice(0, size).filter((country) => wants(country.iso3))) {
      const facts = { seed, index, iso3, edition, lang: 'en', indicators: indicators(edition) };
      files[`data/narratives/${edition}/${iso3}.en.md`] = narrativeText(facts);
    }
  }
  return files;
}

/** Codes of countries that notices are addressed to. */
function namedIn({ funders, disclaimers }: Index): ReadonlySet<string> {
  return new Set([...funders, ...disclaimers].flatMap(({ audience }) => audience.countries));
}

/** Those that notices name first, the others in their order. */
function byName(index: Index, countries: readonly Country[]): readonly Country[] {
  const named = namedIn(index);
  const isNamed = ({ iso3 }: Country): boolean => named.has(iso3);
  return [...countries.filter(isNamed), ...countries.filter((country) => !isNamed(country))];
}

/** One of each region first, the others after them. */
function ofEachRegion(countries: readonly Country[]): readonly Country[] {
  const isFirst = ({ region }: Country, i: number): boolean =>
    countries.findIndex((other) => other.region === region) === i;
  return [...countries.filter(isFirst), ...countries.filter((country, i) => !isFirst(country, i))];
}

function editionText(edition: string, previous: string | null, indicators: readonly string[]): string {
  const before = previous === null ? 'null' : `"${previous}"`;
  const list = indicators.map((id) => `  - ${id}`);
  return [`date: ${edition}-09-26`, `previous: ${before}`, 'indicators:', ...list, ''].join('\n');
}

/** Means and ranks of some countries, as they follow from the scores of all. */
async function publishedTables(
  files: Readonly<Record<string, string>>,
  countries: readonly Country[],
): Promise<Record<string, string>> {
  const { value: dataset } = validate((await load(memoryWorld(files))).value);
  if (!dataset) throw new Error('the made-up index has a fault: run "briefs check" on it');
  const all = (component: Component): string[] => [component.id, ...component.components.flatMap(all)];
  const means = dataset.index.components.flatMap(all);
  const fields = ['world', 'continent', 'region'] as const;
  const ranked = dataset.index.components.flatMap(({ id }) => fields.map((field) => [id, field] as const));
  const head = ['iso3', ...means, ...ranked.map(([id, field]) => `${id}-rank-${field}`)];
  const tables = [...score(dataset).value.values()].map(({ edition, countries: figures }) => {
    const rows = countries.map(({ iso3 }) => {
      const scores = figures.get(iso3);
      const printed = means
        .map((id) => scores?.means.get(id))
        .map((mean) => (mean ? formatFigure(mean) : ''));
      const places = ranked.map(([id, field]) => String(scores?.ranks.get(id)?.[field].place ?? ''));
      return [iso3, ...printed, ...places];
    });
    return [`data/published/${edition.id}.csv`, [head, ...rows, ''].join('\n')] as const;
  });
  return Object.fromEntries(tables);
}
