import { describe, expect, test } from 'vitest';
import { exportTable, toCsv, toDataPackage, toWorkbook } from '../../pipeline/export/export.ts';
import { importTables } from '../../pipeline/import/import.ts';
import { readWorkbook } from '../../pipeline/import/workbook.ts';
import { score } from '../../pipeline/score/score.ts';
import { projectData } from '../support/project-data.ts';

const dataset = await projectData();
const table = exportTable(dataset.index, score(dataset).value);

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
      JSON.parse(toDataPackage(table, dataset.index)) as {
        resources: { schema: { fields: { name: string }[] }; data: Record<string, unknown>[] }[];
      }
    ).resources;
    expect(Object.keys(resource?.data[0] ?? {})).toEqual(resource?.schema.fields.map(({ name }) => name));
    expect(resource?.data[0]).toMatchObject({ iso3: 'PER', criminality: 6.4, 'resilience-ties-world': null });
  });

  test('as a workbook holds numbers', async () => {
    const { value, messages } = await readWorkbook(await toWorkbook(table), 'scores.xlsx');
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
