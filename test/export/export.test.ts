import { describe, expect, test } from 'vitest';
import { changesTable } from '../../pipeline/export/changes.ts';
import { exportTable, toCsv, toDataPackage, toWorkbook } from '../../pipeline/export/export.ts';
import { importTables } from '../../pipeline/import/import.ts';
import { readWorkbook } from '../../pipeline/import/workbook.ts';
import { load } from '../../pipeline/load/load.ts';
import type { Dataset, Scored } from '../../pipeline/model.ts';
import { score } from '../../pipeline/score/score.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { projectData } from '../support/project-data.ts';

const dataset = await projectData();
const table = exportTable(dataset.index, score(dataset).value);

/** The fictional index: its data, all its figures. */
async function wholeIndex(): Promise<{ readonly dataset: Dataset; readonly scored: Scored }> {
  const { value } = validate((await load(memoryWorld(await fictionalIndex({ seed: 21 })))).value);
  if (!value) throw new Error('the fictional index has problems');
  return { dataset: value, scored: score(value).value };
}

describe('the export of a whole index', () => {
  test.each(['csv', 'xlsx'])('as %s, imported again, changes nothing', async (format) => {
    const whole = await wholeIndex();
    const tables = [
      exportTable(whole.dataset.index, whole.scored),
      changesTable(whole.dataset.index, whole.scored),
    ];
    const [scores] = tables;
    if (!scores) throw new Error('no table');
    expect(scores.rows).toHaveLength(579);
    const bytes = format === 'csv' ? new TextEncoder().encode(toCsv(scores)) : await toWorkbook(tables);
    const { changes, files, messages } = await importTables(whole.dataset, {
      file: `export.${format}`,
      bytes,
      edition: null,
      overwrite: false,
      spellings: 'spelling,iso3\n',
    });
    expect([changes, messages]).toEqual([[], []]);
    const data = await fictionalIndex({ seed: 21 });
    for (const edition of ['2021', '2023', '2025']) {
      const path = `data/scores/${edition}.csv`;
      const rows = (text = ''): readonly string[] => text.trim().split('\n').sort();
      expect(rows(files.get(path))).toEqual(rows(data[path]));
    }
  });

  test('tells changes and says where they are not like for like', async () => {
    const { dataset: whole, scored } = await wholeIndex();
    const { fields, rows } = changesTable(whole.index, scored);
    const at = (row: readonly string[], name: string): string =>
      row[fields.findIndex((field) => field.name === name)] ?? '';
    const peru = (edition: string, id: string): readonly string[] =>
      rows.find(
        (row) => at(row, 'iso3') === 'PER' && at(row, 'edition') === edition && at(row, 'id') === id,
      ) ?? [];
    expect([
      at(peru('2023', 'criminality'), 'since'),
      at(peru('2023', 'criminality'), 'like-for-like'),
    ]).toEqual(['2021', 'shared']);
    expect(at(peru('2023', 'criminality'), 'rank-world-before')).toBe('');
    expect(at(peru('2025', 'criminality'), 'like-for-like')).toBe('yes');
    expect(at(peru('2025', 'criminality'), 'rank-world-before')).toMatch(/^\d+$/);
    expect(peru('2023', 'financial-crimes')).toEqual([]);
    // 193 countries: 32 indicators and 4 means since 2023; the 26 indicators of 2021 and 4 means before.
    expect(rows).toHaveLength(193 * 36 + 193 * 30);
    expect(rows.every((row) => /^-?\d\.\d\d$/.test(at(row, 'change')))).toBe(true);
  });
});

describe('the export', () => {
  test('has one row a country and edition with means, scores, ranks and ties', () => {
    const [peru = []] = table.rows;
    const at = (name: string): string | undefined =>
      peru[table.fields.findIndex((field) => field.name === name)];
    expect(table.fields.slice(0, 9).map(({ name }) => name)).toEqual([
      'edition',
      'iso3',
      'country',
      'continent',
      'region',
      'criminality',
      'criminal-markets',
      'criminal-actors',
      'resilience',
    ]);
    expect(
      [
        'edition',
        'iso3',
        'criminality',
        'criminal-markets',
        'resilience',
        'human-trafficking',
        'criminality-rank-world',
        'resilience-rank-region',
        'resilience-ties-world',
      ].map(at),
    ).toEqual(['2023', 'PER', '6.40', '6.20', '4.38', '7.00', '32', '8', '']);
    expect(table.fields.map(({ name }) => name).slice(-4)).toEqual([
      'resilience-rank-world',
      'resilience-rank-continent',
      'resilience-rank-region',
      'resilience-ties-world',
    ]);
  });

  test('as CSV begins with a byte order mark and makes formulas inert', () => {
    const [fields, first] = [table.fields, table.rows[0] ?? []];
    const hostile = {
      ...table,
      fields,
      rows: [first.map((text, i) => (i === 2 ? '=HYPERLINK("x")' : i === 3 ? 'a, "b"' : text))],
    };
    const csv = toCsv(hostile);
    expect(csv.startsWith('\uFEFFedition,iso3,country')).toBe(true);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).toContain('"a, ""b"""');
  });

  test('as a data package has a schema and rows that agree with it', () => {
    const [resource] = (
      JSON.parse(toDataPackage([table], dataset.index)) as {
        resources: { schema: { fields: { name: string }[] }; data: Record<string, unknown>[] }[];
      }
    ).resources;
    expect(Object.keys(resource?.data[0] ?? {})).toEqual(resource?.schema.fields.map(({ name }) => name));
    expect(resource?.data[0]).toMatchObject({ iso3: 'PER', criminality: 6.4, 'resilience-ties-world': null });
  });

  test('as a workbook holds numbers', async () => {
    const { value, messages } = await readWorkbook(await toWorkbook([table]), 'scores.xlsx');
    expect(messages).toEqual([]);
    expect(value[0]?.cells.find(({ ref }) => ref === 'F2')).toMatchObject({ kind: 'number', value: 6.4 });
  });

  test('imported again changes nothing', async () => {
    const bytes = new TextEncoder().encode(toCsv(table));
    const { changes, files, messages } = await importTables(dataset, {
      file: 'export.csv',
      bytes,
      edition: null,
      overwrite: false,
      spellings: 'spelling,iso3\n',
    });
    expect([changes, messages]).toEqual([[], []]);
    const before = new Map(
      [...dataset.scores].map(([edition, rows]) => [edition, [...rows.values()].map((row) => row.scores)]),
    );
    const [header = '', row = ''] = (files.get('data/scores/2023.csv') ?? '').split('\n');
    expect(header.split(',').slice(1)).toEqual([...(before.get('2023')?.[0]?.keys() ?? [])]);
    expect(row.startsWith('PER,7.00,6.50')).toBe(true);
    expect(files.get('data/published/2023.csv')).toContain('PER,6.40,6.20,6.60,4.38,32,10,6,119,24,8');
  });
});
