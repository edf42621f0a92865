import type { Browser, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textOf, utf8 } from '../support/scratch.ts';
import {
  editableProject,
  narrative,
  openTab,
  previewOf,
  readersBrowser,
  scores,
  scoresShown,
  settled,
  shown,
  withScore,
  type OpenedPreview,
} from '../support/preview.ts';

let project: Awaited<ReturnType<typeof editableProject>>;
let preview: OpenedPreview;
let browser: Browser;
let page: Page;
const style = 'templates/styles/tokens.css';
const template = 'templates/score-sheets.hbs';
const files = [
  scores,
  narrative,
  style,
  template,
  'templates/brief.hbs',
  'data/index.yaml',
  'data/labels/en.yaml',
];
const before = new Map<string, string>();

beforeAll(async () => {
  project = await editableProject();
  for (const file of files) before.set(file, (await textOf(project, file)) ?? '');
  [preview, browser] = await Promise.all([previewOf(project, 'PER'), readersBrowser()]);
});
beforeEach(async () => {
  page = await openTab(browser);
  await page.goto(preview.address);
  await settled(page);
});
afterEach(async () => {
  for (const [file, text] of before) if ((await textOf(project, file)) !== text) await save(file, text);
  await page.waitForFunction(() => document.getElementById('status')?.dataset.state === 'good');
  await page.close();
});
afterAll(async () => {
  await browser.close();
  await preview.close();
  await project.remove();
});

async function save(file: string, text: string): Promise<void> {
  await project.write(file, utf8(text));
}
async function edit(file: string, change: (text: string) => string): Promise<void> {
  const text = before.get(file) ?? '';
  expect(change(text)).not.toBe(text);
  await save(file, change(text));
}
const score = (value: string): Promise<void> => edit(scores, (table) => withScore(table, value));

/** Waits until both panes show a first score, and says how they look. */
async function showsScore(value: string): Promise<void> {
  await soon(() => scoresShown(page)).toEqual({ score: value, pdf: value });
  await settled(page);
}
/** The machine may be busy with the other tests. */
const soon = <T>(read: () => Promise<T>) => expect.poll(read);
const overlay = async (): Promise<string> =>
  page.$eval('#overlay', (one) => ((one as HTMLElement).hidden ? '' : (one as HTMLElement).innerText));

describe('an edit', () => {
  test('of a score changes the web page, the PDF and its picture, and neither loses its place', async () => {
    await showsScore('7.00');
    const first = await shown(page);
    await page.evaluate(() => {
      document.querySelector<HTMLIFrameElement>('#html-place iframe')?.contentWindow?.scrollTo(0, 900);
      document.getElementById('pdf-place')?.scrollTo(0, 350);
    });
    await score('8.50');
    await showsScore('8.50');
    const second = await shown(page);
    expect(second.picture).not.toBe(first.picture);
    expect(second).toMatchObject({ htmlTop: 900, pdfTop: 350, frames: 1, pages: first.pages });
  });
  test('of the narrative, and the removal of its file, and its return', async () => {
    await edit(narrative, (text) =>
      text.replace(/^(## [^\n]+\n\n### [^\n]+\n\n)/m, '$1Newly written here. '),
    );
    await soon(async () => (await shown(page)).text).toContain('Newly written here.');
    await project.remove(narrative);
    await soon(overlay).toContain('Unexpected absence of 2023/en/PER-peru/PER-peru.brief');
    expect(await page.$eval('#banner-text', (one) => one.textContent)).toContain('before the error');
    expect((await shown(page)).text).toContain('Newly written here.');
    await save(narrative, before.get(narrative) ?? '');
    await soon(overlay).toBe('');
    await soon(async () => (await shown(page)).text).not.toContain('Newly written here.');
  });
  test('of a style, and of a template', async () => {
    await edit(style, (text) => text.replace(/--paper: #ffffff/, '--paper: #ffeecc'));
    await soon(async () => (await shown(page)).ground).toBe('rgb(255, 238, 204)');
    await page.goto(`${preview.address}?product=score-sheets`);
    await settled(page);
    const { picture } = await shown(page);
    await edit(template, (text) => `<p>Printed for a trial</p>${text}`);
    await soon(async () => (await shown(page)).picture).not.toBe(picture);
  });
  test('saved by way of another file that takes its name, as many editors do', async () => {
    await save(`${scores}~`, before.get(scores) ?? '');
    await save('data/scores/.2023.csv.swp', 'x');
    await save('data/scores/4913', '');
    await project.remove('data/scores/4913');
    await save('data/scores/.2023.csv.tmp', withScore(before.get(scores) ?? '', '3.50'));
    await project.rename('data/scores/.2023.csv.tmp', scores);
    await project.remove(`${scores}~`);
    await project.remove('data/scores/.2023.csv.swp');
    await showsScore('3.50');
    expect(await overlay()).toBe('');
  });
  test('ten times in 200 milliseconds ends in the last', async () => {
    for (const value of ['1.00', '2.00', '3.00', '4.00', '5.00', '6.00', '8.00', '9.00', '9.50', '10.00']) {
      await score(value);
      await new Promise((later) => setTimeout(later, 20));
    }
    await showsScore('10.00');
    await new Promise((later) => setTimeout(later, 1000));
    await showsScore('10.00');
  });
  test('during a build, again and again, ends in the last', async () => {
    for (const value of ['2.00', '3.00', '4.00', '5.00', '6.00']) {
      await score(value);
      await new Promise((later) => setTimeout(later, 150));
    }
    await showsScore('6.00');
  });
  test('that changes nothing printed makes nothing', async () => {
    const made = preview.told.length;
    await save(scores, `${before.get(scores) ?? ''}\n`);
    await new Promise((later) => setTimeout(later, 1500));
    expect(preview.told.slice(made)).toEqual([]);
  });
  test('of a whole folder that goes and comes back', async () => {
    await project.rename('data/scores', 'data-scores-aside');
    await soon(overlay).not.toBe('');
    await project.rename('data-scores-aside', 'data/scores');
    await soon(overlay).toBe('');
    await score('9.50');
    await showsScore('9.50');
  });
});

describe('an error', () => {
  test('shows place, rule, reason, advice and the line with a caret, over the pages of before', async () => {
    const { picture } = await shown(page);
    await score('6.7x');
    await soon(overlay).toContain('data/scores/2023.csv:2:5');
    const text = await overlay();
    for (const part of [
      'validate:score',
      'Unexpected score "6.7x"',
      'write a number such as 6.50',
      'PER,6.7x,6.50',
    ])
      expect(text).toContain(part);
    const [line = '', caret = ''] = await page.$$eval('.meant, .caret', (all) =>
      all.map((one) => one.textContent),
    );
    expect(line.replace('2', '')[caret.indexOf('^')]).toBe('6');
    expect(await page.$eval('#banner', (one) => (one as HTMLElement).innerText)).toContain(
      'The pages are those before the error.',
    );
    expect(await page.$eval('#alert', (one) => one.textContent)).toContain('data/scores/2023.csv:2:5');
    expect(await page.title()).toMatch(/^1 error, Peru/);
    expect(await shown(page)).toMatchObject({ score: '7.00', picture });
    await score('6.50');
    await soon(overlay).toBe('');
    await showsScore('6.50');
    expect(await page.$eval('#banner', (one) => (one as HTMLElement).hidden)).toBe(true);
    expect(await page.$eval('#alert', (one) => one.textContent)).toBe('');
  });
  test.each([
    ['data/index.yaml', (text: string) => `${text}\nnonsense: [`, 'data/index.yaml:'],
    ['data/labels/en.yaml', (text: string) => text.replace(/^lang:.*$/m, 'lang: 7'), 'data/labels/en.yaml:'],
    ['templates/brief.hbs', (text: string) => `${text}{{#if}`, 'templates/brief.hbs:'],
    ['templates/brief.hbs', (text: string) => `${text}{{nowhere.to.be.found}}`, 'compose:template-path'],
    ['data/narratives/2023/PER.en.md', (text: string) => `${text}\n\n<b>raw</b>\n`, 'PER.en.md:'],
  ])('in %s is an overlay, also for who comes later, and repair ends it', async (file, spoil, place) => {
    await edit(file, spoil);
    await soon(overlay).toContain(place);
    const late = await openTab(browser);
    await late.goto(preview.address);
    await late.waitForSelector('#overlay:not([hidden])');
    await late.waitForSelector('#html-place iframe:not(.coming)');
    await late.close();
    await save(file, before.get(file) ?? '');
    await soon(overlay).toBe('');
  });
});
