import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AxeResults } from 'axe-core';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { check } from '../../pipeline/build.ts';
import { realWorld } from '../../pipeline/disk.ts';
import { locateBrowser } from '../../pipeline/print/browser/locate.ts';
import { launch, type RunningBrowser } from '../../pipeline/print/browser/launch.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { texts } from '../support/source-tree.ts';

const world = realWorld('.', {}, { note: () => undefined }, process);
const pages = new Map<string, string>();
let running: RunningBrowser;
let axe: string;

beforeAll(async () => {
  const { documents } = await check(world, {});
  for (const { product, html } of documents) pages.set(product, html);
  const templates = (await texts('templates', /./)).map(({ path, text }) => [path, text] as const);
  const files = { ...(await fictionalIndex({ seed: 11 })), ...Object.fromEntries(templates) };
  const [complete] = (
    await check(memoryWorld(files), { countries: ['COD'], editions: ['2023'], products: ['score-sheets'] })
  ).documents;
  pages.set('complete edition', complete?.html ?? '');
  running = await launch(world, await locateBrowser(world));
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
afterAll(() => running.kill());

/** Opens a page as a reader's browser would; `requests` are the addresses that it asks for. */
async function open(product: string, width: number, scheme: 'light' | 'dark') {
  const page = await running.browser.newPage();
  page.setDefaultTimeout(150_000);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.setContent(pages.get(product) ?? '');
  return { page, requests: () => requests.filter((url) => !/^(data:|about:)/.test(url)) };
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe.each(['brief', 'score-sheets', 'complete edition'])('the web page of the %s', (product) => {
  test.each([
    [360, 'light'],
    [360, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('breaks no rule of WCAG 2.2 AA at %i px, %s', async (width, scheme) => {
    const { page } = await open(product, width, scheme);
    await page.evaluate(axe);
    const run = `axe.run({ runOnly: ${JSON.stringify(tags)} })`;
    const { violations, passes } = (await page.evaluate(run)) as AxeResults;
    expect(passes.length).toBeGreaterThan(20);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
    await page.close();
  });

  test.each([320, 360, 768, 1280, 1600])('does not scroll sideways at %i px', async (width) => {
    const { page } = await open(product, width, 'light');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.close();
  });

  test.each([360, 768, 1280])('sets every name clear of its bar at %i px', async (width) => {
    const { page } = await open(product, width, 'light');
    const gaps = await page.evaluate(() =>
      [...document.querySelectorAll('tr')].flatMap((row) => {
        const [name, bar] = [row.querySelector('.cell-name'), row.querySelector('.bar')];
        if (!name || !bar) return [];
        const text = document.createRange();
        text.selectNodeContents(name);
        return [bar.getBoundingClientRect().left - text.getBoundingClientRect().right];
      }),
    );
    expect(gaps.length).toBeGreaterThanOrEqual(32);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(4);
    await page.close();
  });
});

describe.each(['brief', 'score-sheets'])('the web page of the %s by itself', (product) => {
  test('asks for nothing and is read without script', async () => {
    const { page, requests } = await open(product, 768, 'light');
    expect(requests()).toEqual([]);
    expect(await page.evaluate(() => [...document.scripts].map(({ type }) => type))).toEqual([
      'application/ld+json',
    ]);
    expect(await page.evaluate(() => document.fonts.size)).toBeGreaterThan(4);
    await page.close();
  });

  test('has landmarks, a skip link that leads to the content, links that lead somewhere, and metadata', async () => {
    const { page } = await open(product, 768, 'light');
    const facts = await page.evaluate(() => ({
      landmarks: ['header', 'main', 'nav', 'footer'].filter((name) => document.querySelector(name) === null),
      skip: document.querySelector('body > a')?.getAttribute('href'),
      dead: [...document.querySelectorAll('a[href^="#"]')]
        .map((link) => link.getAttribute('href') ?? '')
        .filter((href) => document.getElementById(href.slice(1)) === null),
      doubled: [...document.querySelectorAll('[id]')]
        .map(({ id }) => id)
        .filter((id, i, all) => all.indexOf(id) !== i),
      pdf: document.querySelector('footer a')?.getAttribute('href'),
      title: document.querySelector('meta[property="og:title"]')?.getAttribute('content'),
      data: JSON.parse(document.querySelector('script[type="application/ld+json"]')?.textContent ?? '{}') as {
        '@type'?: string;
      },
    }));
    expect(facts).toMatchObject({
      landmarks: [],
      skip: '#content',
      dead: [],
      doubled: [],
      pdf: `PER-peru.${product}.pdf`,
      data: { '@type': 'Report' },
    });
    expect(facts.title).toContain('Peru');
    await page.close();
  });
});
