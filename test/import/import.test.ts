import { describe, expect, test } from 'vitest';
import { utils, write } from '@e965/xlsx';
import { readFileSync } from 'node:fs';
import { importTables, type ImportReport } from '../../pipeline/import/import.ts';
import { columnOf } from '../../pipeline/import/columns.ts';
import { plainName } from '../../pipeline/import/names.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import type { Dataset } from '../../pipeline/model.ts';
import { filesOf } from '../support/memory-world.ts';
import { projectData } from '../support/project-data.ts';
import { projectRoot } from '../support/source-tree.ts';
import { soonWithin } from '../support/pace.ts';

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
  test('is read by names, whatever the order, the spelling and the dirt of its figures', async () => {
    const { files, messages, notes } = await importing(
      workbook([
        ['Region', 'Country', 'Resilience avg,', 'HUMAN SMUGGLING ', 'Human trafficking'],
        ['South-America', 'Turkey', 4.380000000000001, 6.5, 7],
        ['West Africa', 'Congo, Dem, Rep,', 5, 1, 10],
      ]),
    );
    expect(messages.map(formatMessage)).toEqual([]);
    const [header = '', cod = '', per, tur = ''] = (files.get('data/scores/2023.csv') ?? '').split('\n');
    const at = (row: string, id: string): string | undefined => row.split(',')[header.split(',').indexOf(id)];
    expect([at(cod, 'iso3'), at(cod, 'human-trafficking'), at(cod, 'human-smuggling')]).toEqual([
      'COD',
      '10.00',
      '1.00',
    ]);
    expect([at(tur, 'iso3'), at(tur, 'human-trafficking')]).toEqual(['TUR', '7.00']);
    expect(per?.startsWith('PER,7.00,6.50')).toBe(true);
    expect(files.get('data/published/2023.csv')).toContain('\nTUR,,,,4.38,');
    expect(notes).toContain('2023_dataset: "Turkey" is Türkiye (TUR)');
    expect(notes.join()).toContain(
      'region "West Africa" is passed over for Central Africa of data/countries.csv: Democratic Republic',
    );
  });

  test('with faulty cells is refused as a whole, each cell named', async () => {
    const report = await importing(
      workbook([
        ['Country', 'Human trafficking', 'Human smugling'],
        ['Peru', 7.25, 1],
        ['Chile', 11, 1],
        ['Atlantis', 5, 1],
        ['Brazil', '6,5', 1],
        ['Bolivia', 'n/a', 1],
        ['Cuba', { t: 'e', v: 23, w: '#REF!' }, 1],
        ['Cuba', 5, 1],
      ]),
    );
    expect(report.files.size).toBe(0);
    expect(told(report)).toMatchSnapshot();
  });

  test('without a column of the edition is refused, whatever the project has already', async () => {
    const report = await importing(
      workbook([
        ['Country', 'Human trafficking'],
        ['Peru', 7],
      ]),
    );
    expect(report.files.size).toBe(0);
    expect(told(report)).toEqual([
      expect.stringMatching(
        /^scores\.xlsx!2023_dataset!A1 {2}error .* absence of a column for human-smuggling/,
      ),
    ]);
    // A table of our own form may hold a part of what the project has.
    const bytes = new TextEncoder().encode('iso3,human-trafficking\nPER,7.00\n');
    const part = await importing(bytes, { file: 'part.csv', edition: '2023' });
    expect(told(part)).toEqual([]);
  });

  test('that changes a figure shows it, and changes it only when told to', async () => {
    const bytes = workbook([
      ['Country', 'Human trafficking', 'Human smuggling'],
      ['Peru', 8, 6.5],
    ]);
    const refused = await importing(bytes);
    expect(refused.files.size).toBe(0);
    expect(told(refused).join()).toContain('human-trafficking of PER from 7.00 to 8.00');
    expect((await importing(bytes, { overwrite: true })).files.get('data/scores/2023.csv')).toContain(
      'PER,8.00,6.50',
    );
  });

  test('of an edition that nobody has described gets a description to complete', async () => {
    const { files, messages } = await importing(
      workbook(
        [
          ['Country', 'Human trafficking'],
          ['Peru', 8],
        ],
        '2021 dataset',
      ),
    );
    expect(files.get('data/editions/2021.yaml')).toContain(
      'date: 2021-01-01\nprevious: null\nindicators:\n  - human-trafficking\n',
    );
    expect(messages.map(({ fatal }) => fatal)).toEqual([false]);
  });

  test.each([
    ['no workbook', new TextEncoder().encode('just text'), 'no .xlsx'],
    ['a cut-off workbook', workbook([['Country'], ['Peru']]).subarray(0, 900), 'no .xlsx'],
    [
      'a workbook without an edition',
      workbook([['Country'], ['Peru']], 'Sheet1'),
      'without a table of an edition',
    ],
    ['a sheet without countries', workbook([['Name'], ['Peru']]), 'without a column of countries'],
    ['a workbook that unpacks to 100 MB', bomb(), '100 MB unpacked'],
  ])('%s is refused', async (_, bytes, reason) => {
    const report = await importing(bytes);
    expect(report.files.size).toBe(0);
    expect(told(report).join()).toContain(reason);
  });

  test('with a cell at the far end of the sheet is read in no time', async () => {
    // The archive is not packed: a cell of the same length takes the place of another.
    const near = Buffer.from(
      workbook([
        ['Country', 'Human trafficking'],
        ['Chile', 5, 1234567890123],
      ]),
    );
    const at = near.indexOf('r="C2"');
    const end = near.indexOf('</c>', at);
    const cell = near
      .toString('latin1', at, end)
      .replace('r="C2"', 'r="XFD1048576"')
      .replace('1234567890123', '12345');
    expect(cell.length).toBe(end - at);
    near.write(cell, at, 'latin1');
    const bytes = new Uint8Array(near);
    const report = await soonWithin(5000, () => importing(bytes));
    expect(told(report).join()).toContain('scores.xlsx!2023_dataset!XFD1048576');
  });
});

/** A valid archive whose directory says that an entry unpacks to 100 MB. */
function bomb(): Uint8Array {
  const bytes = Buffer.from(workbook([['Country'], ['Peru']]));
  const at = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  bytes.writeUInt32LE(100_000_000, at + 24);
  return bytes;
}

describe('a CSV file', () => {
  test('in the form of the project, imported again, changes nothing', async () => {
    const text = (await filesOf(projectRoot, ['data/scores']))['data/scores/2023.csv'] ?? '';
    const { changes, files, messages } = await importing(
      new TextEncoder().encode(text),
      { file: '2023.csv' },
      dataset,
    );
    expect([changes, messages]).toEqual([[], []]);
    expect(files.get('data/scores/2023.csv')).toBe(text);
  });
});

describe('names', () => {
  test('plainName brings spellings of one name together', () => {
    expect(plainName('  Côte  d’Ivoire ')).toBe(plainName("COTE D'IVOIRE"));
    expect(plainName('Central & Eastern Europe')).toBe(plainName('Central and Eastern Europe'));
  });

  test.each(['Criminal actors avg,', 'Criminal actors', 'criminal-actors', 'Criminal Actors avg.'])(
    'columnOf knows "%s"',
    (header) => {
      expect(columnOf(header, dataset.index)).toEqual({ kind: 'mean', id: 'criminal-actors' });
    },
  );
});
