import { beforeAll, describe, expect, test } from 'vitest';
import { compose } from '../../pipeline/compose/compose.ts';
import type { ComposeInput } from '../../pipeline/compose/input.ts';
import type { View } from '../../pipeline/compose/view.ts';
import { load } from '../../pipeline/load/load.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import type { Document, Scored } from '../../pipeline/model.ts';
import { score } from '../../pipeline/score/score.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { texts } from '../support/source-tree.ts';

let input: ComposeInput;
let scored: Scored;
beforeAll(async () => {
  const templates = Object.fromEntries((await texts('templates', /./)).map(({ path, text }) => [path, text]));
  const data = await fictionalIndex({ seed: 11 });
  const { value: sources } = await load(memoryWorld({ ...data, ...templates }));
  const { value: dataset } = validate(sources);
  if (!dataset) throw new Error('the fictional index has problems');
  scored = score(dataset).value;
  input = {
    dataset,
    scored,
    chapters: [],
    templates: sources.templates,
    styles: sources.styles,
    fonts: { printStyle: '', usualStyle: '', webStyle: '' },
    covers: () => true,
    selection: { countries: [], editions: ['2025'], products: ['score-sheets'], langs: [] },
    epoch: null,
    isDraft: false,
    isGrey: false,
    profile: null,
    paper: 'a4',
  };
});

describe('the fonts of a print', () => {
  const fonts = { printStyle: '/*all*/', usualStyle: '/*usual*/', webStyle: '' };
  const fontsWith = (change: (one: ComposeInput) => ComposeInput): Set<string | undefined> => {
    const { value } = compose(change({ ...input, fonts }));
    expect(value.length).toBeGreaterThan(0);
    return new Set(value.map(({ print }) => print.style.split('\n')[0]));
  };
  test('are the usual ones where all letters are usual', () => {
    expect(fontsWith((one) => one)).toEqual(new Set(['/*usual*/']));
  });
  test('are all for a text with another letter, and for that alone', () => {
    const { labels } = input.dataset;
    const [[lang, words] = ['', undefined]] = labels;
    if (!words) throw new Error('no language');
    const greek = { ...words, lang: 'el', text: { ...words.text, keyTitle: 'Υπόμνημα' } };
    const both = new Map([
      [lang, words],
      ['el', greek],
    ]);
    expect(
      fontsWith((one) => ({ ...one, dataset: { ...one.dataset, labels: new Map([['el', greek]]) } })),
    ).toEqual(new Set(['/*all*/']));
    expect(fontsWith((one) => ({ ...one, dataset: { ...one.dataset, labels: both } }))).toEqual(
      new Set(['/*all*/', '/*usual*/']),
    );
  });
  test('are all for a style that writes a letter by its number', () => {
    const styles = input.styles.map((file) =>
      file.path.endsWith('page.css')
        ? { ...file, text: `${file.text}\np::before { content: '\\3c9'; }` }
        : file,
    );
    expect(fontsWith((one) => ({ ...one, styles }))).toEqual(new Set(['/*all*/']));
  });
});

const viewOf = ({ view }: Document): View => view as View;

function only(countries: readonly string[], changed: Partial<ComposeInput> = {}): ReturnType<typeof compose> {
  return compose({ ...input, selection: { ...input.selection, countries }, ...changed });
}

function sheetsOf(iso3: string, edition = '2025'): View['sheets'] {
  const [document] = compose({
    ...input,
    selection: { ...input.selection, countries: [iso3], editions: [edition] },
  }).value;
  return document ? viewOf(document).sheets : [];
}

describe('the sheets of a complete edition', () => {
  test('have the plot and the rank order on the second sheet, with every country of the region once', () => {
    const [first, second] = sheetsOf('PER');
    expect([first?.hasPlot, second?.hasPlot]).toEqual([false, true]);
    const rows = second?.order.rows ?? [];
    expect(rows.map(({ name }) => name).sort()).toEqual(
      [...input.dataset.countries.values()]
        .filter(({ region }) => region === 'South America')
        .map(({ name }) => name)
        .sort(),
    );
    expect(rows.filter(({ isOwn }) => isOwn).map(({ name }) => name)).toEqual(['Peru']);
    const figures = rows.map(({ figures: [own] }) => Number(own));
    expect(figures).toEqual([...figures].sort((a, b) => b - a));
    expect(rows.map(({ place }) => Number(place))).toEqual(
      figures.map((figure) => figures.filter((other) => other > figure).length + 1),
    );
  });

  test('mark every country in the plot once: this one, those of the region, all others', () => {
    const svg = sheetsOf('PER')[1]?.plot.svg ?? '';
    expect(svg.match(/class="spot-own"/g)).toHaveLength(1);
    expect(svg.match(/class="spot-ring"/g)).toHaveLength(11);
    const [, dots = ''] = / d="([^"]*)" class="spot"/.exec(svg) ?? [];
    expect(dots.match(/M[\d.]+ [\d.]+h0/g)).toHaveLength(181);
  });

  test('say in the note how many countries share the quadrant', () => {
    const highs = (scored.get('2025')?.standings ?? []).map(({ means }) =>
      ['criminality', 'resilience'].map((id) => {
        const mean = means.get(id);
        return mean !== undefined && Number(mean.numerator) / Number(mean.denominator) >= 5.5;
      }),
    );
    for (const iso3 of ['PER', 'NZL', 'SOM']) {
      const [, { plot } = { plot: { note: '' } }] = sheetsOf(iso3);
      const own = (scored.get('2025')?.standings ?? []).findIndex(({ country }) => country.iso3 === iso3);
      const same = highs.filter((one) => String(one) === String(highs[own])).length;
      expect(plot.note).toContain(`${same} of 193 countries`);
    }
  });

  test('have no word among the spots of the plot: the axes say what is low and high', () => {
    const svg = sheetsOf('PER')[1]?.plot.svg ?? '';
    const [, x = 0, y = 0, side = 0] = (
      /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/.exec(svg) ?? []
    ).map(Number);
    const inFrame = ([at = NaN, down = NaN]: readonly number[]): boolean =>
      at > x && at < x + side && down > y && down < y + side;
    const places = [
      ...svg.matchAll(/<text x="([\d.-]+)" y="([\d.-]+)"/g),
      ...svg.matchAll(/translate\(([\d.-]+) ([\d.-]+)\)/g),
    ].map(([, at, down]) => [Number(at), Number(down)]);
    expect(places.length).toBeGreaterThanOrEqual(10);
    expect(places.filter(inFrame)).toEqual([]);
    for (const name of ['Criminality low', 'Criminality high', 'Resilience low', 'Resilience high']) {
      expect(svg).toContain(`>${name}</text>`);
    }
  });

  test('say what the marks on a bar show, for those who do not see them', () => {
    const bar = sheetsOf('PER')[0]?.main.groups[0]?.rows[0]?.bar ?? '';
    expect(bar).toMatch(
      /role="img" aria-label="Mean of South America \d+\.\d\d, of Americas \d+\.\d\d, of the world \d+\.\d\d"/,
    );
  });

  test('have the changes since the edition before: like for like or over the indicators of both, and which', () => {
    expect(sheetsOf('PER')[0]?.change).toMatch(/^[+\u2212]?\d\.\d\d since 2023$/);
    expect(sheetsOf('PER', '2023')[0]?.change).toMatch(/since 2021, over 14 shared indicators$/);
    expect(sheetsOf('PER', '2023')[0]?.main.meanChange).toBe('n/a');
    expect(sheetsOf('PER', '2021')[0]?.hasChange).toBe(false);
  });

  test('say of a rank that others share it, in the line that says where the country stood before', () => {
    const standings = scored.get('2025')?.standings ?? [];
    const lines = (isShared: boolean): readonly string[] => {
      const one = standings.find(({ ranks }) => (ranks.get('resilience')?.world.ties ?? 0) > 0 === isShared);
      return sheetsOf(one?.country.iso3 ?? '')[1]?.ranks.map(({ text }) => text) ?? [];
    };
    expect(lines(true)[0]).toMatch(/^\d+(st|nd|rd|th) of 193 countries, tied \(2023: \d+(st|nd|rd|th)\)$/);
    expect(lines(false)[0]).toMatch(/^\d+(st|nd|rd|th) of 193 countries \(2023: \d+(st|nd|rd|th)\)$/);
  });

  test('explain n/a in the key of a sheet that has it, and nowhere else', () => {
    const key = (edition: string): readonly string[] => sheetsOf('PER', edition)[0]?.key ?? [];
    expect(key('2023').at(-1)).toMatch(/^n\/a: .*2021/);
    for (const edition of ['2021', '2025']) expect(key(edition).join(' ')).not.toContain('n/a');
  });

  test('list strengths above the mean of the region and weaknesses below it, three at most', () => {
    for (const iso3 of ['PER', 'NZL', 'COD']) {
      const [strengths, weaknesses] = sheetsOf(iso3)[1]?.insets ?? [];
      expect(strengths?.name).toBe('Strengths');
      expect(strengths?.rows.every(({ points }) => points.startsWith('+'))).toBe(true);
      expect(weaknesses?.rows.every(({ points }) => points.startsWith('\u2212'))).toBe(true);
      expect(strengths?.rows.length).toBeLessThanOrEqual(3);
    }
  });
});

describe('briefs without a narrative', () => {
  const brief = { selection: { countries: [], editions: ['2025'], products: ['brief'], langs: [] } } as const;

  test('are left out, with one message for all of an edition', () => {
    const { value, messages } = compose({ ...input, ...brief });
    expect(value).toEqual([]);
    expect(messages.map(formatMessage)).toEqual([
      expect.stringMatching(
        /^data\/narratives\/2025 {2}warning {2}compose:no-narrative .*Afghanistan \(AFG\).* and 190 more are left out/,
      ),
    ]);
  });

  test('are named one by one when they are few', () => {
    const selection = { ...brief.selection, countries: ['PER', 'CHL'] };
    const { messages } = only([], { selection });
    expect(messages.map(({ file }) => file)).toEqual([
      'data/narratives/2025/CHL.en.md',
      'data/narratives/2025/PER.en.md',
    ]);
  });

  test('carry a marked placeholder in every section of a draft', () => {
    const selection = { ...brief.selection, countries: ['PER'] };
    const { value, messages } = only([], { selection, isDraft: true });
    expect(messages).toHaveLength(1);
    const [document] = value;
    const view = document ? viewOf(document) : null;
    expect(view?.isDraft).toBe(true);
    const placeholders = view?.parts.flatMap(({ blocks }) => blocks.filter(({ html }) => html !== ''));
    expect(placeholders).toHaveLength(11);
    expect(document?.print.body).toContain('class="draft"');
  });

  test('have score sheets without a message', () => {
    const { value, messages } = only(['PER', 'CHL']);
    expect(value).toHaveLength(2);
    expect(messages).toEqual([]);
  });
});
