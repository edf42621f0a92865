import type { AxeResults } from 'axe-core';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeFictional } from '../bench/fictional.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { textOf, utf8 } from '../support/scratch.ts';
import {
  editableProject,
  openTab,
  previewOf,
  readersBrowser,
  settled,
  type OpenedPreview,
} from '../support/preview.ts';

/** Seven countries, of which one has a narrative. */
let project: Awaited<ReturnType<typeof editableProject>>;
let preview: OpenedPreview;
let browser: Browser;
let axe: string;
let good: string;
const table = 'data/scores/2025.csv';

beforeAll(async () => {
  project = await editableProject();
  await project.remove('data');
  const data = await fictionalIndex({ seed: 3, size: 7, editions: ['2023', '2025'], narratives: ['PER'] });
  await storeFictional(project, data);
  good = (await textOf(project, table)) ?? '';
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  [preview, browser] = await Promise.all([previewOf(project), readersBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await preview.close();
  await project.remove();
});

const spoil = async (): Promise<void> =>
  project.write(table, utf8(good.replace(/^(PER),[\d.]+/m, '$1,high')));
const repair = async (): Promise<void> => project.write(table, utf8(good));

async function open(path: string, width = 1280, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await openTab(browser, { width });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(new URL(path, preview.address).href);
  await settled(page);
  return page;
}
const soon = <T>(read: () => Promise<T>) => expect.poll(read);
const rowsOf = (page: Page): Promise<string[]> =>
  page.$$eval('#rows tr:not([hidden])', (rows) => rows.map((row) => row.innerText.replace(/\s+/g, ' ')));

describe('the list of countries', () => {
  test('says which are fresh, stale, in error or without a narrative', async () => {
    const page = await open('/');
    await soon(() => rowsOf(page)).toContain('Peru PER stale yes');
    const rows = await rowsOf(page);
    expect(rows).toHaveLength(7);
    expect(rows.filter((row) => row.endsWith('stale no narrative'))).toHaveLength(6);
    await spoil();
    await soon(() => rowsOf(page)).toContain('Peru PER error yes');
    expect((await rowsOf(page)).filter((row) => row.includes('error'))).toHaveLength(1);
    await repair();
    await soon(() => rowsOf(page)).toContain('Peru PER stale yes');
    await page.close();
  });
  test('leads to each country, and is narrowed by name or code', async () => {
    const page = await open('/');
    await page.type('#filter', 'per');
    expect(await rowsOf(page)).toEqual([expect.stringMatching(/^Peru PER/)]);
    await Promise.all([page.waitForNavigation(), page.click('#rows a[href="/PER"]')]);
    await settled(page);
    expect(await page.$eval('h1', (one) => one.textContent)).toBe('Peru (PER)');
    await page.close();
  });
});

describe('a country', () => {
  test('has its documents as links, the newest brief first', async () => {
    const page = await open('/PER');
    const links = await page.$$eval('#choices a', (all) =>
      all.map((one) => `${one.textContent} ${one.getAttribute('aria-current') ?? ''}`.trim()),
    );
    expect(links).toEqual([
      '2023 brief',
      '2023 handout',
      '2023 score-sheets',
      '2025 brief page',
      '2025 handout',
      '2025 score-sheets',
    ]);
    await page.close();
  });
  test('is told of errors elsewhere without an overlay', async () => {
    const other = (await textOf(project, table))?.match(/^(?!PER|iso3)([A-Z]{3}),/m)?.[1] ?? '';
    const page = await open('/PER');
    await project.write(table, utf8(good.replace(new RegExp(`^${other},[\\d.]+`, 'm'), `${other},low`)));
    await soon(() => page.$eval('#elsewhere', (one) => one.textContent)).toContain(other);
    expect(await page.$eval('#overlay', (one) => (one as HTMLElement).hidden)).toBe(true);
    await repair();
    await soon(() => page.$eval('#elsewhere', (one) => one.textContent)).toBe('');
    await page.close();
  });
  test('is handled by keyboard: Escape hides the errors, a button shows them, focus is never lost', async () => {
    const page = await open('/PER');
    await page.focus('#pdf-place');
    await spoil();
    await page.waitForSelector('#overlay:not([hidden])');
    const focus = () => page.evaluate(() => document.activeElement?.id);
    expect(await focus()).toBe('pdf-place');
    await page.keyboard.press('Escape');
    expect(await page.$eval('#overlay', (one) => (one as HTMLElement).hidden)).toBe(true);
    expect(await focus()).toBe('pdf-place');
    await page.focus('#banner-show');
    await page.keyboard.press('Enter');
    expect(await focus()).toBe('overlay-head');
    await page.focus('#overlay-hide');
    await page.keyboard.press('Enter');
    expect(await focus()).toBe('banner-show');
    await repair();
    await page.waitForSelector('#banner', { hidden: true });
    expect(await focus()).not.toBe('banner-show');
    await page.focus('[data-view=pdf]');
    await page.keyboard.press('Space');
    expect(await page.$eval('#html', (one) => getComputedStyle(one).display)).toBe('none');
    await page.close();
  });
  test('has the panes side by side, and at 360 pixels one above the other; nothing scrolls sideways', async () => {
    const page = await open('/PER');
    const tops = () => page.$$eval('.pane', (all) => all.map((one) => one.getBoundingClientRect().top));
    const [left, right] = await tops();
    expect(left).toBe(right);
    await spoil();
    await page.waitForSelector('#overlay:not([hidden])');
    for (const width of [320, 360, 768, 1280]) {
      await page.setViewport({ width, height: 740 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const [above = 0, below = 0] = await tops();
      if (width < 768) expect(below).toBeGreaterThan(above + 100);
    }
    await repair();
    await page.close();
  });
  test('draws all pages of the PDF, none empty', async () => {
    const page = await open('/PER');
    const inks = await page.$$eval('#pages canvas', (all) =>
      all.map((canvas) => {
        const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        let dark = 0;
        for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 255) < 128) dark++;
        return dark;
      }),
    );
    expect(inks.length).toBeGreaterThan(3);
    expect(Math.min(...inks)).toBeGreaterThan(500);
    await page.close();
  });
});

describe('the page breaks no rule of WCAG 2.2 AA', () => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const violations = async (page: Page): Promise<string[]> => {
    const frames = page.frames().filter((frame) => frame === page.mainFrame());
    for (const frame of frames) await frame.evaluate(axe);
    // The brief itself has tests of its own, and no script may run in it.
    const run = `axe.run({ exclude: [['iframe']] }, { runOnly: ${JSON.stringify(tags)}, iframes: false })`;
    const result = (await page.evaluate(run)) as AxeResults;
    expect(result.passes.length).toBeGreaterThan(15);
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  test.each([
    [360, 'light'],
    [360, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('at %i px, %s: the list, a country, errors', async (width, scheme) => {
    const list = await open('/', width, scheme);
    expect(await violations(list)).toEqual([]);
    const page = await open('/PER', width, scheme);
    expect(await violations(page)).toEqual([]);
    await spoil();
    await page.waitForSelector('#overlay:not([hidden])');
    await list.waitForSelector('#overlay:not([hidden])');
    expect(await violations(page)).toEqual([]);
    expect(await violations(list)).toEqual([]);
    await repair();
    await page.waitForSelector('#overlay', { hidden: true });
    await Promise.all([page.close(), list.close()]);
  });
});
