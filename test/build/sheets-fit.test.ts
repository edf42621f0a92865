import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../pipeline/build.ts';
import { realWorld } from '../../pipeline/disk.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { openPrinter, type Printer } from '../../pipeline/print/print.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { texts } from '../support/source-tree.ts';

const templates = Object.fromEntries((await texts('templates', /./)).map(({ path, text }) => [path, text]));
/** Long names of countries and regions, large regions and one of two, and the ends of the scale (AFG, AGO). */
const countries = ['COD', 'FSM', 'STP', 'BIH', 'NZL', 'ARE', 'PER', 'AFG', 'AGO', 'VCT'];

let printer: Printer;
beforeAll(async () => {
  printer = await openPrinter(realWorld('.', {}, { note: () => undefined }, process), { jobs: 2 });
});
afterAll(() => printer.close());

describe('score sheets of a complete edition fit their pages', () => {
  test.each([
    ['that is the first', ['2025']],
    ['with the same indicators as the one before', ['2023', '2025']],
    ['with new indicators', ['2021', '2023']],
  ])('%s', async (_, editions) => {
    const data = await fictionalIndex({ seed: 7, editions });
    const world = memoryWorld({ ...data, ...templates });
    const last = editions.slice(-1);
    const { documents } = await check(world, { products: ['score-sheets'], countries, editions: last });
    expect(documents).toHaveLength(countries.length);
    const results = await Promise.all(documents.map(async (document) => printer.print({ ...document })));
    expect(results.flatMap(({ messages }) => messages.map(formatMessage))).toEqual([]);
  });
});
