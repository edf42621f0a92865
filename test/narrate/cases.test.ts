import { join } from 'node:path';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { loadCoverage } from '../../pipeline/fonts.ts';
import { formatMessage, rules, sortMessages } from '../../pipeline/messages.ts';
import { narrate } from '../../pipeline/narrate/narrate.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { sampleData, withSection } from './sample.ts';
import { within } from '../support/pace.ts';

const folder = join(import.meta.dirname, '../cases/narrate');
const covers = await loadCoverage(memoryWorld({}));

/** What the editor is told about a narrative, and the HTML of its first section and of its notes when it has no error. */
async function reportOf(input: string): Promise<string> {
  const { dataset, scored } = await sampleData(
    /^#|^.+\n=+\n/.test(input) ? input : withSection(input.trimEnd()),
  );
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
    const reports = await Promise.all(
      names.map(async (name) => reportOf(await readFile(join(folder, name, 'input.md'), 'utf8'))),
    );
    // Tried below with a text too large for a case.
    const ids = Object.keys(rules).filter((id) => id.startsWith('narrate:') && id !== 'narrate:too-long');
    expect(ids.filter((id) => !reports.some((text) => text.includes(`  ${id}  `)))).toEqual([]);
  });
});

describe('texts that would keep the parser busy', () => {
  const lines = (count: number, line: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n');

  test.each([
    ['20,000 nested quotations', `${'>'.repeat(20_000)} deep`, 'too-deep'],
    ['1,500 nested lists', lines(1500, (i) => `${' '.repeat(2 * i)}- item`), 'too-deep'],
    ['lists nested by tabs', lines(600, (i) => `${'\t'.repeat(i)}- item`), 'too-deep'],
    ['lists in one line', `${'- '.repeat(3000)}item`, 'too-deep'],
    ['lists in quotations in one line', `${'> 1. '.repeat(3000)}item`, 'too-deep'],
    ['notes in notes', `${'[^a]: '.repeat(3000)}note`, 'too-deep'],
    ['directives in directives', ':::a\n'.repeat(3000), 'too-deep'],
    ['nested emphasis', `${'*a '.repeat(3000)}${'b* '.repeat(3000)}`, 'too-deep'],
    ['thousands of stars', `a ${'*'.repeat(3000)}b${'*'.repeat(3000)} c`, 'too-deep'],
    ['nested pictures', `${'!['.repeat(3000)}a${'](x)'.repeat(3000)}`, 'too-deep'],
    ['a text of a million characters', 'word '.repeat(200_000), 'too-long'],
    ['thousands of lines', '> > > > a\n'.repeat(9000), 'too-long'],
    ['thousands of brackets', ']'.repeat(50_000), 'too-long'],
    ['thousands of tags', '<b>'.repeat(10_000), 'too-long'],
  ])('%s are refused in under a second', async (_, text, rule) => {
    const { dataset, scored } = await sampleData(withSection(text));
    const { value, messages } = within(1000, () => narrate(dataset, scored));
    expect(messages.map(({ ruleId }) => ruleId)).toEqual([rule]);
    expect(value).toEqual([]);
  });

  test('of one trace of bad copying a sample is told, not thousands', async () => {
    const { dataset, scored } = await sampleData(withSection('two  spaces, '.repeat(5000)));
    const { messages } = narrate(dataset, scored);
    expect(messages.length).toBe(50);
    expect(messages.at(-1)?.reason).toBe('Unexpected double space, and there may be more');
  });

  test('a narrative three times as long as any is read', async () => {
    const paragraph = `${'Words of a *narrative*, with [links](https://example.org). '.repeat(20)}\n\n`;
    const { dataset, scored } = await sampleData(withSection(paragraph.repeat(50)));
    expect(narrate(dataset, scored)).toMatchObject({ value: [{ iso3: 'PER' }], messages: [] });
  });
});
