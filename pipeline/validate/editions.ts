import { componentsOf, indicatorsOf } from '../components.ts';
import { error, type Checked, type Message, type Place } from '../messages.ts';
import type { Edition, Index, SourceFile } from '../model.ts';
import { duplicates } from './duplicates.ts';
import { stem } from './names.ts';
import { unknownName } from './references.ts';
import { editionSchema, idPattern } from './schemas.ts';
import { readShape } from './shape.ts';
import { readYaml } from './yaml.ts';

/** An edition, and where its date stands. */
interface Dated {
  readonly edition: Edition;
  readonly path: string;
  readonly place: Place;
}

/**
 * Reads the editions, by id, which is the name of the file; one with a fault is left out. `index` is null when there is
 * none to check against.
 */
export function readEditions(
  sources: readonly SourceFile[],
  index: Index | null,
): Checked<ReadonlyMap<string, Edition>> {
  const read = sources.map((source) => readEdition(source, index));
  const dated = read.flatMap(({ value }) => value ?? []);
  const editions = new Map(dated.map(({ edition }) => [edition.id, edition]));
  return {
    value: editions,
    messages: [...read.flatMap(({ messages }) => messages), ...orderMessages(dated)],
  };
}

function readEdition(source: SourceFile, index: Index | null): Checked<Dated | null> {
  const { value: file, messages: syntax } = readYaml(source);
  if (!file) return { value: null, messages: syntax };
  const { value: input, messages: shape } = readShape(editionSchema, file);
  const id = stem(source.path);
  const { path } = source;
  const messages: Message[] = [...shape];
  if (!idPattern.test(id)) {
    const reason = `Unexpected file name ${id}, expected small letters, digits and single hyphens`;
    const hint = 'the name of the file is the id of the edition: 2023.yaml';
    messages.push(error('validate:file-name', reason, { path, place: { line: 1, column: 1 }, hint }));
  }
  if (!input) return { value: null, messages };

  if (input.previous === id) {
    const reason = `Unexpected edition ${id} as its own previous edition, expected another or null`;
    const hint = 'write null for the first edition';
    messages.push(error('validate:reference', reason, { path, place: file.placeOf(['previous']), hint }));
  }
  const place = (i: number): { path: string; place: Place } => ({
    path,
    place: file.placeOf(['indicators', i]),
  });
  const named = input.indicators.map((key, i) => ({ key, ...place(i) }));
  messages.push(...duplicates('indicator', named, 'remove one of the two'));
  if (index) {
    const known = new Set(index.components.flatMap(indicatorsOf).map(({ id: one }) => one));
    for (const [i, name] of input.indicators.entries()) {
      if (!known.has(name)) messages.push(unknownName('indicator', 'data/index.yaml', name, known, place(i)));
    }
    for (const component of componentsOf(index)) {
      const ids = indicatorsOf(component).map(({ id: one }) => one);
      if (ids.length === 0 || ids.some((one) => input.indicators.includes(one))) continue;
      const reason = `Unexpected absence of every indicator of ${component.id}, expected at least one`;
      const hint = `add the indicators of ${component.name} that the edition has`;
      const details = { path, place: file.placeOfKey(['indicators']), expected: ids, hint };
      messages.push(error('validate:reference', reason, details));
    }
  }
  const dated: Dated = { edition: { id, ...input }, path, place: file.placeOf(['date']) };
  return { value: messages.length > 0 ? null : dated, messages };
}

/** An edition follows the one before it in time, where both are there. */
function orderMessages(dated: readonly Dated[]): readonly Message[] {
  return dated.flatMap(({ edition: { date, previous }, path, place }) => {
    const before = dated.find(({ edition }) => edition.id === previous)?.edition;
    if (!before || before.date < date) return [];
    const reason = `Unexpected date ${date}, expected one after ${before.date}, the date of the previous edition ${before.id}`;
    return [
      error('validate:reference', reason, { path, place, hint: 'correct one of the dates, or previous' }),
    ];
  });
}
