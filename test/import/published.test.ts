import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importTables } from '../../pipeline/import/import.ts';
import { load } from '../../pipeline/load/load.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { score } from '../../pipeline/score/score.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { filesOf, memoryWorld } from '../support/memory-world.ts';
import { projectData } from '../support/project-data.ts';
import { projectRoot } from '../support/source-tree.ts';
import { soonWithin } from '../support/pace.ts';

const published = `${projectRoot}/../shared/reference/global_oc_index.xlsx`;

describe('the published workbook', () => {
  test('gives 579 country-years whose 2,316 means all follow from their scores; Peru ranks as published', async (context) => {
    if (!existsSync(published)) {
      process.stdout.write('skipped: the published workbook is not beside the project folder\n');
      context.skip();
    }
    const dataset = await projectData();
    const report = await soonWithin(5000, () =>
      importTables(dataset, {
        file: 'global_oc_index.xlsx',
        bytes: readFileSync(published),
        edition: null,
        overwrite: false,
        spellings: readFileSync(`${projectRoot}/data/spellings.csv`, 'utf8'),
      }),
    );
    expect(report.messages.filter(({ fatal }) => fatal !== false).map(formatMessage)).toEqual([]);
    expect(report.tables.map(({ countries }) => countries)).toEqual([193, 193, 193]);

    const files = { ...(await filesOf(projectRoot, ['data'])), ...Object.fromEntries(report.files) };
    const { value, messages } = validate((await load(memoryWorld(files))).value);
    if (!value) throw new Error(messages.map(formatMessage).join('\n'));
    const means = [...value.published.values()].flatMap((rows) =>
      [...rows.values()].flatMap((row) => [...row.means]),
    );
    expect(means.length).toBe(2316);
    const scored = score(value);
    expect(scored.messages.map(formatMessage)).toEqual([]);
    expect([...scored.value.values()].map(({ complete, countries }) => [complete, countries.size])).toEqual([
      [true, 193],
      [true, 193],
      [true, 193],
    ]);
    const peru = scored.value.get('2023')?.countries.get('PER');
    expect(
      ['criminality', 'resilience'].map((id) =>
        Object.values(peru?.ranks.get(id) ?? {}).map(({ place }) => place),
      ),
    ).toEqual([
      [32, 10, 6],
      [119, 24, 8],
    ]);
    expect(peru?.ranks.get('resilience')?.world.ties).toBe(2);
  });
});
