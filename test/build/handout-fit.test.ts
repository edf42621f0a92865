import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../pipeline/build.ts';
import type { HandoutView } from '../../pipeline/compose/view.ts';
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

/** Those that leave room for what the indicators measure, to the letter: 11 of them have at most 1,500, and 1,250. */
const [shorter, shortest] = [`${longest.slice(0, 134)}m.`, `${longest.slice(0, 111)}m.`] as const;
type Compared = 'all' | 'changes' | 'nothing';

let printer: Printer;
beforeAll(async () => {
  printer = await openPrinter(realWorld('.', {}, { note: () => undefined }, process), { jobs: 2 });
});
afterAll(() => printer.close());

/** Data of two editions; every section of the narratives of the second begins with the longest lead. */
async function longLeads(lead: string | null, compared: Compared): Promise<Record<string, string>> {
  const data = {
    ...(await fictionalIndex({
      seed: 7,
      // One country less, and there are no means; no edition before, and nothing has changed.
      ...(compared === 'all' ? {} : { size: 192 }),
      editions: compared === 'nothing' ? ['2025'] : ['2023', '2025'],
      narratives: lead !== null && countries,
      narrated: ['2025'],
    })),
  };
  for (const [path, text] of Object.entries(data)) {
    if (path.startsWith('data/narratives/'))
      data[path] = text.replace(/^(#+ .+\n\n)(?!#)/gm, (_, head: string) => `${head}:lead[${lead ?? ''}] `);
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
    ['with comparison and the longest leads', 'all', longest, false],
    ['with comparison and no narrative', 'all', null, true],
    ['with changes alone and the longest leads', 'changes', longest, false],
    ['with changes alone and leads that leave room', 'changes', shortest, true],
    ['without comparison, with the longest leads', 'nothing', longest, false],
    ['without comparison, with leads that leave room', 'nothing', shorter, true],
    ['without comparison, with leads that leave room for the method', 'nothing', shortest, true],
    ['with neither', 'nothing', null, true],
  ] as const)('%s', async (_, compared, lead, hasDefinitions) => {
    const data = await longLeads(lead, compared);
    const world = memoryWorld({ ...data, ...templates });
    const { documents, messages } = await check(world, {
      products: ['handout'],
      countries,
      editions: ['2025'],
    });
    expect(messages.filter(({ fatal }) => fatal !== false).map(formatMessage)).toEqual([]);
    expect(documents).toHaveLength(countries.length);
    const { handout } = documents[0]?.view as { handout: HandoutView };
    expect(handout).toMatchObject({ hasComparison: compared !== 'nothing', hasDefinitions });
    expect(handout.leads.map(({ text }) => text)).toEqual(lead === null ? [] : Array(11).fill(lead));
    const results = await Promise.all(documents.map(pagesAndFaults));
    expect(results).toEqual(countries.map(() => [2]));
  });
});
