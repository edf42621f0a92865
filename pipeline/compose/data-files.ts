import { componentsOf } from '../components.ts';
import { formatFigure, toHundredths } from '../figure.ts';
import type { Attachment, Fraction, Rank } from '../model.ts';
import type { Figures } from './lists.ts';
import { meanOf } from './lists.ts';
import { word } from './words.ts';

/** The figures of a brief as one JSON document: numbers as printed, ids as in the data. */
export function figuresJson(figures: Figures, name: string): Attachment {
  const { index, labels, scores } = figures;
  const number = (text: string): number => Number(text);
  const rank = ({ place, of, ties, name: within }: Rank): object => ({
    within,
    place,
    of,
    ...(ties === null ? {} : { ties }),
  });
  const content = {
    index: index.name,
    publisher: index.publisher,
    edition: scores.edition.id,
    date: scores.edition.date,
    country: {
      iso3: scores.country.iso3,
      name: scores.country.name,
      continent: scores.country.continent,
      region: scores.country.region,
    },
    scale: { min: index.scale.min / 100, max: index.scale.max / 100, step: index.scale.step / 100 },
    means: Object.fromEntries(
      componentsOf(index).map(({ id }) => [id, number(formatFigure(meanOf(scores, id)))]),
    ),
    ranks: Object.fromEntries(
      [...scores.ranks].map(([id, { world, continent, region }]) => [
        id,
        { world: rank(world), continent: rank(continent), region: rank(region) },
      ]),
    ),
    indicators: numbers(scores.indicators),
    ...compared(figures),
  };
  return {
    name,
    mediaType: 'application/json',
    description: word(labels, 'dataDescription', {
      country: scores.country.name,
      index: index.name,
      edition: scores.edition.id,
    }),
    bytes: new TextEncoder().encode(JSON.stringify(content, null, 2) + '\n'),
  };
}

/** What a complete edition, or one with an edition before it, has beside: means of others, places in the region, changes. */
function compared({ index, peers, scores, standings }: Figures): object {
  const { changes, country } = scores;
  const groups = { region: country.region, continent: country.continent, world: '' };
  const [main] = index.components.slice(-1);
  const members = standings.filter((one) => one.country.region === country.region);
  return {
    ...(peers.size === 0
      ? {}
      : {
          groupMeans: Object.fromEntries(
            Object.entries(groups).map(([kind, name]) => [kind, numbers(peers.get(name) ?? new Map())]),
          ),
          region: Object.fromEntries(
            members.map(({ country: { iso3 }, means, ranks }) => [
              iso3,
              {
                place: ranks.get(main?.id ?? '')?.region.place ?? null,
                ...Object.fromEntries(
                  index.components.flatMap(({ id }) => {
                    const mean = means.get(id);
                    return mean ? [[id, Number(formatFigure(mean))]] : [];
                  }),
                ),
              },
            ]),
          ),
        }),
    ...(changes
      ? {
          changes: {
            since: changes.since,
            points: Object.fromEntries(
              [...changes.points].map(([id, value]) => [id, toHundredths(value) / 100]),
            ),
            likeForLike: [...changes.likeForLike],
          },
        }
      : {}),
  };
}

function numbers(values: ReadonlyMap<string, Fraction>): Readonly<Record<string, number>> {
  return Object.fromEntries([...values].map(([id, value]) => [id, Number(formatFigure(value))]));
}

/** The same figures for a spreadsheet: one row a mean or indicator. Text that a spreadsheet would run is made inert. */
export function figuresCsv({ index, scores }: Figures): string {
  const cell = (text: string): string => {
    const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(inert) ? `"${inert.replace(/"/g, '""')}"` : inert;
  };
  const rows: string[][] = [['id', 'name', 'score']];
  for (const component of componentsOf(index)) {
    rows.push([component.id, component.name, formatFigure(meanOf(scores, component.id))]);
    for (const { id, name } of component.groups.flatMap(({ indicators }) => indicators)) {
      const value = scores.indicators.get(id);
      if (value) rows.push([id, name, formatFigure(value)]);
    }
  }
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
