import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importBrief } from '../../pipeline/import/brief/brief.ts';
import { load } from '../../pipeline/load/load.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { score } from '../../pipeline/score/score.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { filesOf, memoryWorld } from '../support/memory-world.ts';
import { projectRoot } from '../support/source-tree.ts';

const published = `${projectRoot}/../shared/reference/peru-2023-brief.md`;
const narrative = 'data/narratives/2023/PER.en.md';
const tables = ['data/scores/2023.csv', 'data/published/2023.csv'];

/** The project as if it had never heard of Peru. */
async function withoutPeru(): Promise<Record<string, string>> {
  const files = Object.fromEntries(
    Object.entries(await filesOf(projectRoot, ['data'])).map(([path, text]) => [
      path,
      tables.includes(path) ? text.replace(/^PER,.*\n/m, '') : text,
    ]),
  );
  return Object.fromEntries(Object.entries(files).filter(([path]) => path !== narrative));
}

/** How often each word comes, in small letters. */
function count(texts: readonly string[]): Map<string, number> {
  const words =
    texts
      .join('\n')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.reduce((all, word) => all.set(word, (all.get(word) ?? 0) + 1), new Map<string, number>());
}

describe('the published brief of Peru', () => {
  test('gives 32 scores, 6 ranks, 4 means and 11 sections; nothing is cut, nothing is lost in silence', async (context) => {
    if (!existsSync(published)) {
      process.stdout.write('skipped: the published brief of Peru is not beside the project folder\n');
      context.skip();
    }
    const files = await withoutPeru();
    const dataset = validate((await load(memoryWorld(files))).value).value;
    const [country, edition, labels] = [
      dataset?.countries.get('PER'),
      dataset?.editions.get('2023'),
      dataset?.labels.get('en'),
    ];
    if (!dataset || !country || !edition || !labels)
      throw new Error('the project cannot be read without Peru');
    const input = readFileSync(published, 'utf8');
    const bytes = new TextEncoder().encode(input);
    const request = { file: 'peru.md', bytes, country, edition, labels, language: 'en' };
    const report = await importBrief(dataset, { ...request, overwrite: false, hasNarrative: false });

    expect(report.messages.map(formatMessage)).toEqual([]);
    expect(report.found).toEqual({ scores: 32, ranks: 6, means: 4, sections: 11 });
    // Somebody else has typed the project's own figures from the same brief.
    const own = await filesOf(projectRoot, ['data']);
    for (const path of tables) expect(report.files.get(path)).toBe(own[path]);

    const text = report.files.get(narrative) ?? '';
    const paragraphs = text.split('\n\n').filter((one) => !/^(---|#)/.test(one));
    expect(paragraphs.filter((one) => !/[.!?]['"’”)]?\n?$/.test(one))).toEqual([]);
    expect(paragraphs.filter((one) => !/^['"‘“]?\p{Lu}/u.test(one))).toEqual([]);

    // Every word stands in the narrative or in a list, but for the lines of scores, means and ranks.
    const isFigure = (line: string): boolean =>
      /\d\.\d\d$|^#* ?\d\.\d\d\b/.test(line) || /^\d+<sup>.* countries$/.test(line);
    const lines = input.split('\n');
    const figures = lines.filter(isFigure).length;
    expect(figures).toBe(32 + 6 + 4);
    const isOfFigure = ({ line }: { readonly line: number }): boolean => isFigure(lines[line - 1] ?? '');
    const repairs = report.repairs.filter((one) => !isOfFigure(one));
    const before = count([...lines.filter((line) => !isFigure(line)), ...repairs.map(({ after }) => after)]);
    const after = count([
      ...paragraphs,
      ...report.mapped.map(({ heading }) => heading),
      ...report.leftOut.map((one) => one.text),
      ...repairs.map((one) => one.before),
    ]);
    expect(after).toEqual(before);

    const whole = { ...files, ...Object.fromEntries(report.files) };
    const { value, messages } = validate((await load(memoryWorld(whole))).value);
    expect(messages.map(formatMessage)).toEqual([]);
    if (!value) throw new Error('the imported project cannot be read');
    expect(score(value).messages.map(formatMessage)).toEqual([]);
  });
});
