import { labelKeys, labelPlaceholders } from '../label-keys.ts';
import { error, nearest, type Checked, type Message } from '../messages.ts';
import type { Country, Labels, SourceFile } from '../model.ts';
import { stem } from './names.ts';
import { placeholderMessages } from './placeholders.ts';
import { unknownName } from './references.ts';
import { labelsSchema } from './schemas.ts';
import { readShape } from './shape.ts';
import { readYaml, type YamlFile } from './yaml.ts';

/**
 * Reads the printed words of a language. Every continent and region of the table has its adjective and every ordinal
 * that the language distinguishes is there. `countries` and `indicators` are null when there is nothing to check against.
 */
export function readLabels(
  source: SourceFile,
  countries: ReadonlyMap<string, Country> | null,
  indicators: ReadonlySet<string> | null = null,
): Checked<Labels | null> {
  const { value: file, messages: syntax } = readYaml(source);
  if (!file) return { value: null, messages: syntax };
  const { value: input, messages: shape } = readShape(labelsSchema, file);
  if (!input) return { value: null, messages: shape };

  const ordinals = Object.entries(input.ordinals).filter((entry): entry is [string, string] => !!entry[1]);
  const messages: Message[] = [
    ...shape,
    ...nameMessages(file, input.lang),
    ...ordinalMessages(file, input.lang, new Map(ordinals)),
    ...labelKeys.flatMap((key) =>
      placeholderMessages(file, ['text', key], input.text[key] ?? '', labelPlaceholders[key]),
    ),
    ...Object.keys(input.terms)
      .filter((id) => indicators !== null && !indicators.has(id))
      .map((id) =>
        unknownName('indicator', 'data/index.yaml', id, indicators ?? [], {
          path: file.path,
          place: file.placeOfKey(['terms', id]),
        }),
      ),
    ...(countries ? ['continents' as const, 'regions' as const] : []).flatMap((list) => {
      const field = list === 'continents' ? 'continent' : 'region';
      const names = new Set([...(countries ?? new Map<string, Country>()).values()].map((one) => one[field]));
      return adjectiveMessages(file, list, field, input[list], names);
    }),
  ];
  return {
    value: messages.length > 0 ? null : { ...input, ordinals: Object.fromEntries(ordinals) },
    messages,
  };
}

function nameMessages(file: YamlFile, lang: string): readonly Message[] {
  const name = stem(file.path);
  if (name === lang) return [];
  const reason = `Unexpected lang ${lang} in a file named ${name}, expected the same`;
  const hint = 'rename the file, or correct lang';
  const details = { path: file.path, place: file.placeOf(['lang']), actual: lang, expected: [name], hint };
  return [error('validate:file-name', reason, details)];
}

function ordinalMessages(
  file: YamlFile,
  lang: string,
  ordinals: ReadonlyMap<string, string>,
): readonly Message[] {
  // The categories are those of Unicode CLDR, whatever the language of the machine.
  const categories = new Intl.PluralRules(lang, { type: 'ordinal' }).resolvedOptions().pluralCategories;
  const missing = categories
    .filter((category) => !ordinals.has(category))
    .map((category) => {
      const reason = `Unexpected absence of ordinals.${category}, expected it: the language ${lang} distinguishes it`;
      const hint = `add ${category}: '{n}…'`;
      const details = { path: file.path, place: file.placeOfKey(['ordinals']), expected: [category], hint };
      return error('validate:missing-key', reason, details);
    });
  const texts = [...ordinals].flatMap(([category, text]) => {
    const at = ['ordinals', category];
    const wrong = placeholderMessages(file, at, text, ['n']);
    if (wrong.length > 0 || text.includes('{n}')) return wrong;
    const reason = `Unexpected ordinal "${text}", expected {n} in it`;
    const hint = 'write {n} where the number stands';
    return [error('validate:placeholder', reason, { path: file.path, place: file.placeOf(at), hint })];
  });
  return [...missing, ...texts];
}

function adjectiveMessages(
  file: YamlFile,
  list: 'continents' | 'regions',
  field: string,
  adjectives: Readonly<Record<string, string>>,
  names: ReadonlySet<string>,
): readonly Message[] {
  const absent = [...names].filter((name) => !Object.hasOwn(adjectives, name));
  const unknown = Object.keys(adjectives).filter((name) => !names.has(name));
  return [
    ...unknown.map((name) =>
      unknownName(field, 'data/countries.csv', name, absent.length > 0 ? absent : names, {
        path: file.path,
        place: file.placeOfKey([list, name]),
      }),
    ),
    ...absent.map((name) =>
      error(
        'validate:missing-key',
        `Unexpected absence of the adjective of ${name}, expected it in ${list}`,
        {
          path: file.path,
          place: file.placeOfKey([list]),
          expected: [name],
          hint: adviceOn(
            name,
            Object.keys(adjectives).filter((one) => names.has(one)),
          ),
        },
      ),
    ),
  ];
}

/** A name that is nearly that of another adjective is more likely misspelt than new. */
function adviceOn(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  const add = `add ${name}: and its adjective, as in "6th of 12 South American countries"`;
  return near ? `did you mean ${near}? Then correct data/countries.csv; else ${add}` : add;
}
