import { fraction } from '../../pipeline/figure.ts';
import type { Component, Dataset, Manuscript, Scored } from '../../pipeline/model.ts';
import { projectData } from '../support/project-data.ts';

const indicator = (id: string, name: string) => ({ id, name, definition: `${name}.` });
const group = (id: string, name: string, ...indicators: string[]) => ({
  id,
  name,
  section: name,
  indicators: indicators.map((one) => indicator(one, one)),
});

/** A small index with every shape of section: grouped, a component that is one section, a component with groups. */
const components: readonly Component[] = [
  {
    id: 'criminality',
    name: 'Criminality',
    groups: [],
    components: [
      {
        id: 'criminal-markets',
        name: 'Criminal markets',
        components: [],
        groups: [
          group('people', 'People', 'human-trafficking', 'human-smuggling'),
          group('trade', 'Trade', 'arms-trafficking'),
        ],
      },
      {
        id: 'criminal-actors',
        name: 'Criminal actors',
        components: [],
        groups: [group('actors', 'Criminal actors', 'foreign-actors')],
      },
    ],
  },
  {
    id: 'resilience',
    name: 'Resilience',
    components: [],
    groups: [group('governance', 'Leadership and governance', 'law-enforcement')],
  },
];

/** A narrative without fault, with `text` as its section on people, which begins on line 8. */
export function withSection(text: string): string {
  return `# Criminality

## Criminal markets

### People

${text}

### Trade

Trade goes on.

## Criminal actors

Actors act.

# Resilience

## Leadership and governance

Leaders lead.
`;
}

const project = projectData();

/** The data that a narrative needs, with one manuscript. Scores: human trafficking 7.00, foreign actors 8.00, criminality 6.40 (32nd of 193); human smuggling is not in the edition. */
export async function sampleData(
  body: string,
): Promise<{ readonly dataset: Dataset; readonly scored: Scored }> {
  const real = await project;
  const country = real.countries.get('PER');
  const edition = real.editions.get('2023');
  if (!country || !edition) throw new Error('the data lack Peru or 2023');
  const manuscript: Manuscript = {
    path: 'input.md',
    iso3: 'PER',
    edition: '2023',
    lang: 'en',
    status: 'final',
    body,
    bodyLine: 2,
  };
  const rank = (place: number, of: number, name: string) => ({ place, of, ties: 0, name });
  const ranks = {
    world: rank(32, 193, 'World'),
    continent: rank(10, 35, 'Americas'),
    region: rank(6, 12, 'South America'),
  };
  const words = real.labels.get('en');
  if (!words) throw new Error('the data lack English labels');
  const scores = {
    country,
    edition,
    indicators: new Map([
      ['human-trafficking', fraction(7n)],
      ['foreign-actors', fraction(8n)],
    ]),
    means: new Map([['criminality', fraction(64n, 10n)]]),
    ranks: new Map([['criminality', ranks]]),
    contrasts: new Map(),
    changes: null,
  };
  return {
    dataset: {
      ...real,
      index: { ...real.index, components },
      manuscripts: [manuscript],
      labels: new Map([['en', { ...words, terms: { 'foreign-actors': ['foreign', 'acto'] } }]]),
    },
    scored: new Map([
      [
        '2023',
        { edition, complete: false, peers: new Map(), standings: [], countries: new Map([['PER', scores]]) },
      ],
    ]),
  };
}
