import { Composer, isAlias, isMap, isScalar, isSeq, Parser, visit, type Document, type Node } from 'yaml';
import { error, type Checked, type Message, type Place } from '../messages.ts';
import type { SourceFile } from '../model.ts';
import { placesIn } from './places.ts';
import { blanks } from './yaml-blanks.ts';
import { paddedNumbers } from './yaml-numbers.ts';
import { plainPairs, type PlainPairs } from './yaml-plain.ts';
import { excessIn, most, tooMany, type Excess } from './yaml-size.ts';
import { syntaxMessages } from './yaml-syntax.ts';

export type Path = readonly PropertyKey[];

/** A YAML file as plain values that know where they stand. */
export interface YamlFile {
  readonly path: string;
  /** `null` for an empty file. */
  readonly value: unknown;
  /** Where the value at `at` stands, or as much of `at` as there is. */
  readonly placeOf: (at: Path) => Place;
  /** Where the key at the end of `at` stands; for a list item the item itself. */
  readonly placeOfKey: (at: Path) => Place;
}

/** The value at the end of a path; undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (owner, key) =>
      typeof owner === 'object' && owner !== null && Object.hasOwn(owner, key)
        ? (owner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

/** Reads one YAML document. `value` is null when anything in it is in doubt: a warning of the parser is an error. */
export function readYaml({ path, text }: SourceFile): Checked<YamlFile | null> {
  const plain = plainPairs(text);
  if (plain) return { value: plainFile(path, plain), messages: [] };
  const place = placesIn(text);
  const fail = (messages: readonly Message[]): Checked<null> => ({ value: null, messages });

  const tooMuch = ({ hint, offset, reason }: Excess): Checked<null> =>
    fail([error('validate:yaml-syntax', reason, { path, place: place(offset), hint })]);
  const excess = excessIn(text);
  if (excess) return tooMuch(excess);

  const documents = firstDocuments(text);
  const document = documents[0];
  // What comes after the first is not looked at: it should not be there.
  if (documents.length > 1) return fail(syntaxMessages(path, text, documents, place));
  const items = document ? itemsIn(document) : 0;
  if (items > most.items) return tooMuch(tooMany(items, 'keys and items'));
  const blank = blanks(path, text, documents, place);
  if (blank.length > 0) return fail(blank);
  if (!document) {
    const start = { line: 1, column: 1 };
    return { value: { path, value: null, placeOf: () => start, placeOfKey: () => start }, messages: [] };
  }
  const syntax = [...syntaxMessages(path, text, documents, place), ...paddedNumbers(path, documents, place)];
  if (syntax.length > 0) return fail(syntax);

  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const offset = (node: Node | null | undefined): number => node?.range?.[0] ?? 0;
  return {
    value: {
      path,
      value,
      placeOf: (at) => place(offset(walk(document, at).node)),
      placeOfKey: (at) => {
        const { node, key } = walk(document, at);
        return place(offset(key ?? node));
      },
    },
    messages: [],
  };
}

function plainFile(path: string, { places, value }: PlainPairs): YamlFile {
  const [first] = places.values();
  const start = first?.key ?? { line: 1, column: 1 };
  const at = ([step]: Path): { key: Place; value: Place } =>
    places.get(String(step)) ?? { key: start, value: start };
  return { path, value, placeOf: (steps) => at(steps).value, placeOfKey: (steps) => at(steps).key };
}

/** The node at the end of a path, or the last one there is, with its key when it is the value of one. */
function walk(document: Document, at: Path): { node: Node | null; key: Node | null } {
  let [node, key]: [Node | null, Node | null] = [document.contents, null];
  for (const step of at) {
    const parent = isAlias(node) ? (node.resolve(document) ?? null) : node;
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return { node, key };
      key = isScalar(pair.key) ? pair.key : null;
      node = (pair.value as Node | null) ?? key;
    } else if (isSeq(parent) && typeof step === 'number') {
      [node, key] = [(parent.items[step] as Node | undefined) ?? node, null];
    } else {
      return { node, key };
    }
  }
  return { node, key };
}

/** The first document and, where there is one, the second: a file of thousands is not read to its end. */
function firstDocuments(text: string): readonly Document[] {
  // `stringKeys`: a key such as 2023 is the text "2023". `logLevel`: the parser must not print. `uniqueKeys`: it would
  // compare each key with each other; they are looked at below.
  const options = { stringKeys: true, prettyErrors: false, logLevel: 'error', uniqueKeys: false } as const;
  const documents: Document[] = [];
  for (const document of new Composer(options).compose(new Parser().parse(text))) {
    documents.push(document);
    if (documents.length > 1) break;
  }
  return documents;
}

/** How many keys and items of lists a document has, at any depth. */
function itemsIn(document: Document): number {
  let count = 0;
  visit(document, {
    Collection: (_, { items }) => {
      count += items.length;
    },
  });
  return count;
}
