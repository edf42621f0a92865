import { describe, expect, test } from 'vitest';
import { utils, write } from '@e965/xlsx';
import { readFileSync } from 'node:fs';
import { importTables, type ImportReport } from '../../pipeline/import/import.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import type { Dataset } from '../../pipeline/model.ts';
import { projectData } from '../support/project-data.ts';
import { projectRoot } from '../support/source-tree.ts';

const dataset = await projectData();
const spellings = readFileSync(`${projectRoot}/data/spellings.csv`, 'utf8');

type Cell = string | number | { t: 'e'; v: number; w: string };

/** A workbook of one sheet. */
function workbook(rows: readonly (readonly Cell[])[], name = '2023_dataset'): Uint8Array {
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  return new Uint8Array(
    write(
      { SheetNames: [name], Sheets: { [name]: sheet } },
      { type: 'array', bookType: 'xlsx' },
    ) as ArrayBuffer,
  );
}

const edition2023 = dataset.editions.get('2023');
if (!edition2023) throw new Error('data/ lacks the edition 2023');
/** The project with an edition of two indicators. */
const small: Dataset = {
  ...dataset,
  editions: new Map([['2023', { ...edition2023, indicators: ['human-trafficking', 'human-smuggling'] }]]),
};

const importing = (
  bytes: Uint8Array,
  changes: Partial<Parameters<typeof importTables>[1]> = {},
  project = small,
): Promise<ImportReport> =>
  importTables(project, {
    file: 'scores.xlsx',
    bytes,
    edition: null,
    overwrite: false,
    spellings,
    ...changes,
  });
const told = ({ messages }: ImportReport): string[] => messages.map(formatMessage);

describe('a workbook', () => {
  test.each(['Scores 2023', 'GOCI-2023', 'dataset (2023)', '2023 dataset'])(
    'has a sheet of the edition under the name "%s"',
    async (sheet) => {
      const rows = [
        ['Country', 'Human trafficking', 'Human smuggling'],
        ['Peru', 8, 6.5],
      ];
      const report = await importing(workbook(rows, sheet), { overwrite: true });
      expect(report.files.get('data/scores/2023.csv')).toContain('PER,8.00,6.50');
    },
  );

  test('of one sheet without a year is of the edition that is named', async () => {
    const rows = [
      ['Country', 'Human trafficking', 'Human smuggling'],
      ['Peru', 8, 6.5],
    ];
    const report = await importing(workbook(rows, 'Sheet1'), { edition: '2023', overwrite: true });
    expect(report.files.get('data/scores/2023.csv')).toContain('PER,8.00,6.50');
    expect((await importing(workbook(rows, 'Sheet1'))).files.size).toBe(0);
  });

  test('with two sheets of one edition is refused', async () => {
    const rows = [
      ['Country', 'Human trafficking', 'Human smuggling'],
      ['Peru', 8, 6.5],
    ];
    const [first, second] = [utils.aoa_to_sheet(rows), utils.aoa_to_sheet(rows)];
    const book = {
      SheetNames: ['2023_dataset', '2023 old'],
      Sheets: { '2023_dataset': first, '2023 old': second },
    };
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    const report = await importing(bytes, { overwrite: true });
    expect(report.files.size).toBe(0);
    expect(told(report).join()).toContain(
      'scores.xlsx!2023 old!A1  error  import:sheet  Unexpected second sheet',
    );
  });
});
