import type { Group, Index } from '../../pipeline/model.ts';
import { outlineOf } from '../../pipeline/outline.ts';
import { phrase, sentence } from './fictional-words.ts';
import { chanceOf, type Chance } from './seeded-random.ts';

export interface FictionalNarrative {
  readonly seed: number;
  readonly index: Index;
  readonly iso3: string;
  readonly edition: string;
  readonly lang: string;
  /** Ids of the indicators that the edition has. */
  readonly indicators: readonly string[];
}

/** A narrative of the length of a published one, about 2,700 words, with a little of all that Markdown may hold here. */
export function narrativeText({ seed, index, iso3, edition, lang, indicators }: FictionalNarrative): string {
  const chance = chanceOf(seed, 'narrative', iso3, edition);
  const notes: string[] = [];
  const parts = outlineOf(index).flatMap(({ level, title, group }) => [
    `${'#'.repeat(level)} ${title}`,
    ...(group ? sectionText(chance, group, indicators, notes) : []),
  ]);
  const head = [
    '---',
    `country: ${iso3}`,
    `edition: "${edition}"`,
    `language: ${lang}`,
    'status: final',
    '---',
  ];
  return `${[head.join('\n'), ...parts, ...notes.map(wrapped)].join('\n\n')}\n`;
}

/** A paragraph for each indicator of the group, or two about none where the edition has none; at times a list or quotation. */
function sectionText(
  chance: Chance,
  { section, indicators }: Group,
  known: readonly string[],
  notes: string[],
): readonly string[] {
  const scored = indicators.filter(({ id }) => known.includes(id));
  const paragraphs = scored.map(({ id, name }) => {
    const figure = chance.odds(0.25) ? [`${name} scores :score[${id}].`] : [];
    return paragraph(chance, name, figure, notes);
  });
  if (paragraphs.length === 0) {
    paragraphs.push(paragraph(chance, section, [], notes), paragraph(chance, section, [], notes));
  }
  return [...paragraphs, ...(chance.odds(0.2) ? [inset(chance)] : [])];
}

function paragraph(chance: Chance, name: string, figure: readonly string[], notes: string[]): string {
  const names = { Name: name, name: name.toLowerCase() };
  const body = Array.from({ length: 2 + chance.below(4) }, () => sentence(chance));
  return wrapped(
    [sentence(chance, 'opening', names), ...figure, ...body.map((one) => dressed(chance, one, notes))].join(
      ' ',
    ),
  );
}

/** Gives some sentences a link, emphasis or a footnote, about as often as a published text has them. */
function dressed(chance: Chance, text: string, notes: string[]): string {
  const [first = '', ...rest] = text.split(' ');
  const kind = chance.next();
  if (kind < 0.03) return [`*${first}*`, ...rest].join(' ');
  if (kind < 0.05) return [`**${first}**`, ...rest].join(' ');
  if (kind < 0.09) return `${text.slice(0, -1)} ([report](https://example.org/${chance.below(10_000)})).`;
  if (kind < 0.11) return `${text.slice(0, -1)} (:lang[${phrase(chance, 'place')}]{es}).`;
  if (kind > 0.95) {
    const n = notes.length + 1;
    notes.push(`[^${n}]: ${sentence(chance, 'source')} <https://example.org/source/${n}>`);
    return `${text}[^${n}]`;
  }
  return text;
}

function inset(chance: Chance): string {
  if (chance.odds(0.3))
    return wrapped(`> ‘${sentence(chance, 'quotation').slice(0, -1)}’, as one officer says.`);
  const items = Array.from({ length: 3 }, () => `- ${phrase(chance, 'actors')} ${phrase(chance, 'route')}`);
  return items.join('\n');
}

/** Lines of at most 100 characters, as the texts of the project have them; further lines of a quotation need no mark. */
function wrapped(text: string): string {
  let line = '';
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > 100 && line !== '') lines.push(line);
    line = longer.length > 100 ? word : longer;
  }
  return [...lines, line].join('\n');
}
