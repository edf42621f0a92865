import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caseNames, projectOf, reportOf } from '../support/data-cases.ts';

const folder = fileURLToPath(new URL('../cases/validate', import.meta.url));

describe('data with faults: what the editor is told, and what is built in spite of it', async () => {
  test.each(await caseNames(folder))('%s', async (name) => {
    const report = await reportOf(await projectOf(folder, name));
    await expect(report).toMatchFileSnapshot(join(folder, name, 'expected.txt'));
  });
});
