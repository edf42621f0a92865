import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { compare, formatFigure, formatHundredths, fraction, fromHundredths } from '../../pipeline/figure.ts';
import type { Component, Fraction } from '../../pipeline/model.ts';
import { meansOf } from '../../pipeline/means.ts';
import { rank } from '../../pipeline/score/rank.ts';
import { projectData } from '../support/project-data.ts';
import { readWorkbook, type WorkbookRow } from '../support/workbook.ts';

// The publisher's workbook is not part of the project: it lies beside it on machines of those who work on the index.
const place = new URL('../../../shared/reference/global_oc_index.xlsx', import.meta.url);
const workbook = await readFile(place).catch(() => null);
if (!workbook) process.stdout.write('skipped: the published workbook is not beside the project folder\n');

const { index } = await projectData();
const sheets = workbook ? readWorkbook(workbook).filter((rows) => rows[0]?.has('Country')) : [];

const hundredthsIn = (cell: string | undefined): number => Math.round(Number(cell) * 100);

function indicatorsOf({ components, groups }: Component): readonly { id: string; name: string }[] {
  return [...components.flatMap(indicatorsOf), ...groups.flatMap(({ indicators }) => indicators)];
}

function exactMeans(row: WorkbookRow): ReadonlyMap<string, Fraction> {
  const scores = index.components.flatMap(indicatorsOf).flatMap(({ id, name }): [string, Fraction][] => {
    const cell = row.get(name);
    return cell === undefined ? [] : [[id, fromHundredths(hundredthsIn(cell))]];
  });
  return meansOf(index.components, new Map(scores));
}

/** The published average of a component: its column is headed by its name, with "avg." or "avg," or nothing after it. */
function published(row: WorkbookRow, name: string): string {
  const column = [...row.keys()].find((head) => head.replace(/ avg[.,]$/, '') === name);
  return formatHundredths(hundredthsIn(row.get(column ?? '')));
}

describe.skipIf(!workbook)('the published workbook as an oracle', () => {
  const names = [
    ['criminality', 'Criminality'],
    ['criminal-markets', 'Criminal markets'],
    ['criminal-actors', 'Criminal actors'],
    ['resilience', 'Resilience'],
  ] as const;

  test('all 2,316 published averages follow from the scores, to the hundredth', () => {
    const misses: string[] = [];
    let compared = 0;
    for (const row of sheets.flat()) {
      const means = exactMeans(row);
      for (const [id, name] of names) {
        const computed = formatFigure(means.get(id) ?? fraction(0n));
        if (computed !== published(row, name)) misses.push(`${row.get('Country') ?? ''} ${name} ${computed}`);
        compared++;
      }
    }
    expect(misses).toEqual([]);
    expect(compared).toBe(2316);
  });

  test('the published ranks of Peru in 2023 follow from the scores of all countries', () => {
    const rows = sheets.find((sheet) =>
      sheet.some((row) => row.get('Country') === 'Peru' && published(row, 'Criminality') === '6.40'),
    );
    const peru = rows?.find((row) => row.get('Country') === 'Peru');
    const placesIn = (id: string): number[] =>
      [null, 'Continent', 'Region'].map((column) => {
        const field = (rows ?? []).filter((row) => !column || row.get(column) === peru?.get(column));
        const values = field.map((row): [string, Fraction] => [
          row.get('Country') ?? '',
          exactMeans(row).get(id) ?? fraction(0n),
        ]);
        return rank(new Map(values)).get('Peru')?.place ?? 0;
      });
    expect(placesIn('criminality')).toEqual([32, 10, 6]);
    expect(placesIn('resilience')).toEqual([119, 24, 8]);
  });

  test('the quadrants hold as many countries as published', () => {
    const high = fromHundredths(index.quadrant);
    const counts = sheets.map((rows) => {
      const corner = (row: WorkbookRow): string =>
        ['criminality', 'resilience']
          .map((id) => (compare(exactMeans(row).get(id) ?? fraction(0n), high) >= 0 ? 'high' : 'low'))
          .join(' ');
      const corners = rows.map(corner);
      return (name: string): number => corners.filter((one) => one === name).length;
    });
    // The publisher's own figures for its newest edition, and for the third corner of the two before.
    const high66 = counts.find((count) => count('high low') === 66);
    expect(high66?.('low low')).toBe(72);
    expect(counts.map((count) => count('low high'))).toEqual(expect.arrayContaining([47, 50]));
  });
});
