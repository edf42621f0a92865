import { join } from 'node:path';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { loadCoverage } from '../../pipeline/fonts.ts';
import { formatMessage, rules, sortMessages } from '../../pipeline/messages.ts';
import { narrate } from '../../pipeline/narrate/narrate.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { sampleData, withSection } from './sample.ts';

const folder = join(import.meta.dirname, '../cases/narrate');
const covers = await loadCoverage(memoryWorld({}));

/** What the editor is told about a narrative, and the HTML of its first section and of its notes when it has no error. */
async function reportOf(input: string): Promise<string> {
  const { dataset, scored } = await sampleData(input.startsWith('#') ? input : withSection(input.trimEnd()));
  const { value, messages } = narrate(dataset, scored, covers);
  const [chapter] = value;
  const people = chapter?.sections.find(({ group }) => group === 'people');
  return [
    ...sortMessages(messages).map(formatMessage),
    ...(chapter ? [`html: ${people?.html ?? 'none'}`, `lead: ${people?.lead ?? 'none'}`] : ['no chapter']),
    ...(chapter?.notes ?? []).map((note) => `note: ${note}`),
    '',
  ].join('\n');
}

describe('narratives: what the editor is told, and what is printed', async () => {
  const names = (await readdir(folder)).sort();

  test.each(names)('%s', async (name) => {
    const input = await readFile(join(folder, name, 'input.md'), 'utf8');
    await expect(await reportOf(input)).toMatchFileSnapshot(join(folder, name, 'expected.txt'));
  });

  test('every rule of the narrative has a case', async () => {
    const expected = await Promise.all(
      names.map((name) => readFile(join(folder, name, 'expected.txt'), 'utf8')),
    );
    // Tried below with texts too large for a case.
    const elsewhere = ['narrate:too-long', 'narrate:too-deep'];
    const ids = Object.keys(rules).filter((id) => id.startsWith('narrate:') && !elsewhere.includes(id));
    expect(ids.filter((id) => !expected.some((text) => text.includes(`  ${id}  `)))).toEqual([]);
  });
});

describe('texts that would keep the parser busy', () => {
  test.each([
    ['20,000 nested quotations', `${'>'.repeat(20_000)} deep`, 'too-deep'],
    [
      '900 nested lists',
      Array.from({ length: 900 }, (_, i) => `${' '.repeat(2 * i)}- item`).join('\n'),
      'too-deep',
    ],
    ['lists in one line', `${'- '.repeat(3000)}item`, 'too-deep'],
    ['a text of two million characters', 'word '.repeat(400_000), 'too-long'],
  ])('%s are refused in under a second', async (_, text, rule) => {
    const { dataset, scored } = await sampleData(withSection(text));
    const start = performance.now();
    const { messages } = narrate(dataset, scored);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(messages.map(({ ruleId }) => ruleId)).toEqual([rule]);
  });
});
