import type { z } from 'zod';
import { error, type Checked, type Message } from '../messages.ts';
import type { Audience, Component, Country, Hundredths, Index, Notice, Scale, SourceFile } from '../model.ts';
import { duplicates, type Named } from './duplicates.ts';
import { hundredthsOf } from './hundredths.ts';
import { placeholderMessages } from './placeholders.ts';
import { unknownName } from './references.ts';
import { indexSchema } from './schemas.ts';
import { readShape } from './shape.ts';
import { readYaml, type Path, type YamlFile } from './yaml.ts';

type Input = z.output<typeof indexSchema>;
type ComponentInput = Input['components'][number];

/** The index together with the file it was read from, for checks that need other files. */
export interface ReadIndex {
  readonly index: Index;
  readonly file: YamlFile;
}

/** Reads data/index.yaml. `value` is null when there is too little to check anything else against it. */
export function readIndex(source: SourceFile): Checked<ReadIndex | null> {
  const { value: file, messages: syntax } = readYaml(source);
  if (!file) return { value: null, messages: syntax };
  const { value: input, messages: shape } = readShape(indexSchema, file);
  if (!input) return { value: null, messages: shape };

  const scale = readScale(file, input);
  const tree = [
    ...input.components.flatMap((component, i) => treeMessages(file, component, ['components', i])),
    ...duplicates('id', idsOf(file, input.components, ['components']), 'give one of them another id'),
  ];
  const messages = [
    ...shape,
    ...scale.messages,
    ...tree,
    ...duplicates('id', noticesOf(file, input, 'funders'), 'give the notice another id'),
    ...duplicates('id', noticesOf(file, input, 'disclaimers'), 'give the notice another id'),
    ...placeholderMessages(file, ['citation'], input.citation, citationNames),
    ...placeholderMessages(file, ['licence', 'text'], input.licence.text, ['publisher', 'year']),
    ...placeholderMessages(file, ['address'], input.address, ['edition', 'slug', 'iso3', 'lang']),
  ];
  if (!scale.value || tree.length > 0) return { value: null, messages };
  const index: Index = {
    ...input,
    ...scale.value,
    components: input.components.map(componentOf),
    funders: input.funders.map(noticeOf),
    disclaimers: input.disclaimers.map(noticeOf),
  };
  return { value: { index, file }, messages };
}

const citationNames = ['country', 'edition', 'year', 'date', 'publisher', 'index', 'url'];

function readScale(file: YamlFile, input: Input): Checked<{ scale: Scale; quadrant: Hundredths } | null> {
  const messages: Message[] = [];
  const read = (
    at: Path,
    points: number,
    fits: (value: Hundredths) => boolean,
    expected: string,
  ): Hundredths => {
    const value = hundredthsOf(String(points));
    if (value !== null && fits(value)) return value;
    const form = value === null ? 'a number of at most nine digits and two decimals' : expected;
    const reason = `Unexpected ${at.join('.')} ${points}, expected ${form}`;
    const hint = 'see data/README.md for the scale';
    messages.push(error('validate:value', reason, { path: file.path, place: file.placeOf(at), hint }));
    return NaN;
  };
  const min = read(['scale', 'min'], input.scale.min, () => true, 'a number with at most two decimals');
  const max = read(['scale', 'max'], input.scale.max, (value) => !(value <= min), 'a number above scale.min');
  const divides = (value: Hundredths): boolean => value > 0 && !((max - min) % value);
  const step = read(['scale', 'step'], input.scale.step, divides, 'a number that divides the scale evenly');
  const inside = (value: Hundredths): boolean => !(value < min || value > max);
  const quadrant = read(['quadrant'], input.quadrant, inside, 'a number on the scale');
  return { value: messages.length > 0 ? null : { scale: { min, max, step }, quadrant }, messages };
}

/** A component is made of components or of groups, not of both and not of nothing. */
function treeMessages(file: YamlFile, component: ComponentInput, at: Path): readonly Message[] {
  const { components, groups } = component;
  const below = (components ?? []).flatMap((child, i) => treeMessages(file, child, [...at, 'components', i]));
  if ((components === undefined) !== (groups === undefined)) return below;
  const reason = `Unexpected ${components ? 'components and groups' : 'absence of parts'} in ${component.id}, expected components or groups`;
  const hint = 'a component is the mean of its components or of the indicators of its groups';
  const details = { path: file.path, place: file.placeOf([...at, 'id']), hint };
  return [error('validate:value', reason, details), ...below];
}

/** Every id of the tree: they name columns, elements of pages and figures in the narrative. */
function idsOf(file: YamlFile, components: readonly ComponentInput[], at: Path): readonly Named[] {
  const named = (path: Path, { id }: { id: string }): Named => ({
    key: id,
    path: file.path,
    place: file.placeOf([...path, 'id']),
  });
  return components.flatMap((component, i) => {
    const here = [...at, i];
    return [
      named(here, component),
      ...idsOf(file, component.components ?? [], [...here, 'components']),
      ...(component.groups ?? []).flatMap((group, g) => [
        named([...here, 'groups', g], group),
        ...group.indicators.map((indicator, n) => named([...here, 'groups', g, 'indicators', n], indicator)),
      ]),
    ];
  });
}

function noticesOf(file: YamlFile, input: Input, list: 'funders' | 'disclaimers'): readonly Named[] {
  return input[list].map(({ id }, i) => ({ key: id, path: file.path, place: file.placeOf([list, i, 'id']) }));
}

function componentOf({ id, name, components, groups }: ComponentInput): Component {
  return {
    id,
    name,
    components: (components ?? []).map(componentOf),
    groups: (groups ?? []).map((group) => ({ ...group, section: group.section ?? group.name })),
  };
}

function noticeOf({ id, text, for: holders }: Input['funders'][number]): Notice {
  const audience: Audience =
    holders === 'all'
      ? { all: true, continents: [], countries: [] }
      : { all: false, continents: holders.continents ?? [], countries: holders.countries ?? [] };
  return { id, text, audience };
}

/** Notices name only continents and countries of the table. */
export function audienceMessages(
  { index, file }: ReadIndex,
  countries: ReadonlyMap<string, Country>,
): readonly Message[] {
  const continents = new Set([...countries.values()].map(({ continent }) => continent));
  const lists = ['funders', 'disclaimers'] as const;
  const check = (what: string, names: readonly string[], known: ReadonlySet<string>, at: Path): Message[] =>
    names.flatMap((name, n) => {
      const here = { path: file.path, place: file.placeOf([...at, n]) };
      return known.has(name) ? [] : [unknownName(what, 'data/countries.csv', name, known, here)];
    });
  return lists.flatMap((list) =>
    index[list].flatMap(({ audience }, i) => [
      ...check('continent', audience.continents, continents, [list, i, 'for', 'continents']),
      ...check('country', audience.countries, new Set(countries.keys()), [list, i, 'for', 'countries']),
    ]),
  );
}
