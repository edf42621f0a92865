import fc from 'fast-check';
import { fileURLToPath } from 'node:url';
import { entriesOf, unpack } from '../../pipeline/import/archive.ts';
import { importBrief } from '../../pipeline/import/brief/brief.ts';
import { importTables } from '../../pipeline/import/import.ts';
import { load } from '../../pipeline/load/load.ts';
import type { Dataset, SourceFile } from '../../pipeline/model.ts';
import { narrate } from '../../pipeline/narrate/narrate.ts';
import { staysInside } from '../../pipeline/output.ts';
import { score } from '../../pipeline/score/score.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { projectOf } from '../support/data-cases.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { projectData } from '../support/project-data.ts';
import { zipOf } from '../support/docx.ts';
import { faultOf } from './judge.ts';
import { hostile, mutated } from './mutations.ts';
import * as seeds from './seeds.ts';

/** Something that reads what nobody has checked. */
export interface Target {
  readonly name: string;
  /** How the name of a stored input ends. */
  readonly extension: string;
  readonly inputs: fc.Arbitrary<Uint8Array>;
  /** Reads an input; resolves to what is wrong with the outcome, null when it is a result or located messages. */
  readonly read: (bytes: Uint8Array) => Promise<string | null>;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The left half over a small project with one file replaced. */
export async function sourceTargets(): Promise<readonly Target[]> {
  const folder = fileURLToPath(new URL('../cases/validate', import.meta.url));
  const files = await projectOf(folder, 'base');
  const read =
    (path: string) =>
    async (bytes: Uint8Array): Promise<string | null> => {
      const sources = await load(memoryWorld({ ...files, [path]: bytes }));
      const all = Object.values(sources.value).flat() as (SourceFile | null)[];
      const texts = Object.fromEntries(all.flatMap((one) => (one ? [[one.path, one.text]] : [])));
      const dataset = validate(sources.value);
      const found = [...sources.messages, ...dataset.messages];
      if (dataset.value) {
        const scored = score(dataset.value);
        found.push(...scored.messages, ...narrate(dataset.value, scored.value).messages);
      } else if (found.length === 0) return 'nothing, and no message';
      return faultOf(found, texts);
    };
  const target = (path: string, tokens: readonly string[]): Target => ({
    name: path,
    extension: path.slice(path.lastIndexOf('.')),
    inputs: hostile([files[path] ?? utf8('')], tokens),
    read: read(path),
  });
  const named = (pattern: RegExp): string => Object.keys(files).find((path) => pattern.test(path)) ?? '';
  return [
    target('data/index.yaml', seeds.yamlTokens),
    target(named(/editions/), seeds.yamlTokens),
    target(named(/labels/), seeds.yamlTokens),
    target('data/countries.csv', seeds.csvTokens),
    target(named(/scores/), seeds.csvTokens),
    target(named(/published/), seeds.csvTokens),
    target(named(/narratives/), [...seeds.markdownTokens, ...seeds.yamlTokens]),
  ];
}

/** The two importers; `slow` adds those that start a thread for each input. */
export async function importTargets(): Promise<{
  readonly quick: readonly Target[];
  readonly slow: readonly Target[];
}> {
  const dataset = await projectData();
  const tables = read(dataset, 'table');
  const brief = read(dataset, 'brief');
  const lines =
    'CRIMINALITY SCORE 6.50\n\n90th of 193 countries\n\n## People\n\nHUMAN TRAFFICKING 7.00\n\nSmugglers cross [here](https://example.org).\n';
  return {
    quick: [
      {
        name: 'import a.csv',
        extension: '.csv',
        inputs: hostile(
          [utf8('Country,Human trafficking,Human smuggling\nPeru,7,6.5\nChile,5,3\n')],
          seeds.csvTokens,
        ),
        read: tables('2023.csv'),
      },
      {
        name: 'import a.md',
        extension: '.md',
        inputs: hostile([utf8(lines)], seeds.briefTokens),
        read: brief('a.md'),
      },
      {
        name: 'import a.txt',
        extension: '.txt',
        inputs: hostile([utf8(lines)], seeds.briefTokens),
        read: brief('a.txt'),
      },
    ],
    slow: [
      {
        name: 'import a.xlsx',
        extension: '.xlsx',
        inputs: archives(seeds.workbookBytes),
        read: tables('a.xlsx'),
      },
      {
        name: 'import a.docx',
        extension: '.docx',
        inputs: archives(seeds.documentBytes),
        read: brief('a.docx'),
      },
    ],
  };
}

function read(dataset: Dataset, kind: 'table' | 'brief') {
  return (file: string) =>
    async (bytes: Uint8Array): Promise<string | null> => {
      const [country, edition, labels] = [
        dataset.countries.get('CHL'),
        dataset.editions.get('2023'),
        dataset.labels.get('en'),
      ];
      if (!country || !edition || !labels) throw new Error('data/ lacks Chile, 2023 or English');
      const report =
        kind === 'table'
          ? await importTables(dataset, { file, bytes, edition: null, overwrite: true, spellings: '' })
          : await importBrief(dataset, {
              file,
              bytes,
              country,
              edition,
              labels,
              language: 'en',
              overwrite: true,
              hasNarrative: false,
            });
      const outside = [...report.files.keys()].find(
        (path) => !/^data\/(scores|published|editions|narratives)\//.test(path) || !staysInside(path),
      );
      if (outside !== undefined) return `writes ${outside}`;
      return faultOf(
        report.messages,
        /\.(md|txt)$/.test(file) ? { [file]: textOf(bytes).replace(/\r\n?/g, '\n') } : {},
      );
    };
}

/** Archives whose bytes are changed, and whole ones of which a part is. */
function archives(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
  const found = entriesOf(whole, 'file', '');
  const parts: Record<string, string> = {};
  if ('reason' in found) throw new Error(found.reason);
  for (const entry of found) parts[entry.name] = textOf(unpack(entry) ?? new Uint8Array());
  const inside = fc
    .constantFrom(...Object.keys(parts))
    .chain((name) =>
      mutated([utf8(parts[name] ?? '')], seeds.officeTokens).map((bytes) =>
        zipOf({ ...parts, [name]: textOf(bytes) }),
      ),
    );
  return fc.oneof(
    { arbitrary: inside, weight: 3 },
    {
      arbitrary: hostile([whole], ['PK\u0001\u0002', 'PK\u0005\u0006', '../', '\u00ff\u00ff\u00ff\u00ff']),
      weight: 1,
    },
  );
}
