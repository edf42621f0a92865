import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../pipeline/build.ts';
import { realWorld } from '../../pipeline/disk.ts';
import { finish } from '../../pipeline/finish/finish.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import type { Document } from '../../pipeline/model.ts';
import { openPrinter, type Printer } from '../../pipeline/print/print.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { texts } from '../support/source-tree.ts';

const templates = Object.fromEntries((await texts('templates', /./)).map(({ path, text }) => [path, text]));
/** Long names of countries and regions, a region of two, the ends of the scale (AFG, AGO). */
const countries = ['COD', 'FSM', 'STP', 'BIH', 'NZL', 'ARE', 'PER', 'AFG', 'AGO', 'VCT'];
/** A sentence of exactly the letters that a lead may have, of wide words. */
const longest = `${'Whoever moves women, migrants or money makes more. '.repeat(5).slice(0, 238)}m.`;

let printer: Printer;
beforeAll(async () => {
  printer = await openPrinter(realWorld('.', {}, { note: () => undefined }, process), { jobs: 2 });
});
afterAll(() => printer.close());

/** Data of two editions; every section of the narratives of the second begins with the longest lead. */
async function longLeads(hasNarrative: boolean, isComplete: boolean): Promise<Record<string, string>> {
  const data = {
    ...(await fictionalIndex({
      seed: 7,
      // One country less and no edition before: nothing can be compared.
      ...(isComplete ? { editions: ['2023', '2025'] } : { editions: ['2025'], size: 192 }),
      narratives: hasNarrative && countries,
      narrated: ['2025'],
    })),
  };
  for (const [path, text] of Object.entries(data)) {
    if (path.startsWith('data/narratives/'))
      data[path] = text.replace(/^(#+ .+\n\n)(?!#)/gm, (_, head: string) => `${head}:lead[${longest}] `);
  }
  return data;
}

async function pagesAndFaults(document: Document): Promise<readonly unknown[]> {
  const whole = { ...document };
  const { printed, messages } = await printer.print(whole);
  if (!printed) return messages.map(formatMessage);
  const { messages: flaws } = await finish(whole, printed);
  const pages = Buffer.from(printed.pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g);
  return [pages?.length, ...messages.map(formatMessage), ...flaws.map(formatMessage)];
}

describe('a handout is one leaf of two pages', () => {
  test.each([
    ['with comparison and the longest leads', true, true],
    ['with comparison and no narrative', true, false],
    ['without comparison, with the longest leads', false, true],
    ['with neither', false, false],
  ])('%s', async (_, isComplete, hasNarrative) => {
    const data = await longLeads(hasNarrative, isComplete);
    const world = memoryWorld({ ...data, ...templates });
    const { documents, messages } = await check(world, {
      products: ['handout'],
      countries,
      editions: ['2025'],
    });
    expect(messages.filter(({ fatal }) => fatal !== false).map(formatMessage)).toEqual([]);
    expect(documents).toHaveLength(countries.length);
    const view = documents[0]?.view as { handout: { hasComparison: boolean; leads: { text: string }[] } };
    expect(view.handout.hasComparison).toBe(isComplete);
    expect(view.handout.leads.map(({ text }) => text)).toEqual(hasNarrative ? Array(11).fill(longest) : []);
    const results = await Promise.all(documents.map(pagesAndFaults));
    expect(results).toEqual(countries.map(() => [2]));
  });
});
