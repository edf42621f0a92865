import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { diskAt, realWorld, type Disk } from '../../pipeline/disk.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { openPreview, type Preview } from '../../pipeline/preview/preview.ts';
import { locateBrowser } from '../../pipeline/print/browser/locate.ts';
import { copyProject } from './commands.ts';
import { textByPdfJs } from './pdf-text.ts';
import { textOf, utf8 } from './scratch.ts';

export const scores = 'data/scores/2023.csv';
export const narrative = 'data/narratives/2023/PER.en.md';

/** A copy of the project in which a score may be edited: no published mean contradicts it. */
export async function editableProject(): Promise<Disk & { readonly remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'briefs-preview-'));
  const disk = diskAt(root);
  await copyProject(disk, '.');
  const published = (await textOf(disk, 'data/published/2023.csv')) ?? '';
  await disk.write('data/published/2023.csv', utf8(published.replace(/^PER(,[\d.]+){4}/m, 'PER,,,,')));
  return {
    ...disk,
    remove: (path?: string) => (path === undefined ? rm(root, { recursive: true }) : disk.remove(path)),
  };
}

/** The table of scores with another first score. */
export function withScore(table: string, score: string): string {
  return table.replace(/^PER,[^,]+/m, `PER,${score}`);
}

export interface OpenedPreview extends Preview {
  /** Documents that were made anew, and messages, in the order in which they came. */
  readonly told: string[];
}

export async function previewOf(project: Disk, country?: string, port = 0): Promise<OpenedPreview> {
  const told: string[] = [];
  const world = realWorld(project.locate('.'), process.env, { note: () => undefined }, process);
  const preview = await openPreview(world, {
    country,
    port,
    onRebuilt: ({ path, pdf }) => told.push(`${path} ${pdf === null ? 'failed' : 'made'}`),
    onMessages: (messages) => told.push(...messages.map(formatMessage)),
    onFault: (cause) => told.push(`fault ${String(cause)}`),
  });
  return { ...preview, told };
}

/** The browser that prints, as a reader's: it reaches this machine, with script. */
export async function readersBrowser(): Promise<Browser> {
  const world = realWorld('.', process.env, { note: () => undefined }, process);
  const { libraries, path } = await locateBrowser(world);
  return puppeteer.launch({
    executablePath: path,
    headless: 'shell',
    timeout: patience,
    args: ['--no-sandbox', '--disable-gpu'],
    env: { ...process.env, ...(libraries === '' ? {} : { LD_LIBRARY_PATH: libraries }) },
  });
}

/** Waits until all is told, and the pages that were told of are drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const pdf = document.getElementById('pdf-place')?.dataset;
    const state = document.getElementById('status')?.dataset.state;
    return (state === 'good' || state === 'fault') && pdf?.drawn === pdf?.asked;
  });
}

/** How long a page may take for anything, in milliseconds: the machine may have much else to do. */
const patience = 150_000;

/** A page of the preview, which is waited for. Half as sharp as on a screen: nobody reads it, and it is drawn again and again. */
export async function openTab(browser: Browser, { height = 800, width = 1280 } = {}): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  await page.setViewport({ width, height, deviceScaleFactor: 0.5 });
  return page;
}

/** The first scores of both panes; '' for what is not there yet. Cheaper than all that they show: it is asked again and again. */
export async function scoresShown(page: Page): Promise<Pick<Shown, 'score' | 'pdf'>> {
  const { address, text } = await page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>('#html-place iframe:not(.coming)');
    const { asked, drawn } = document.getElementById('pdf-place')?.dataset ?? {};
    return {
      text: frame?.contentDocument?.body.innerText ?? '',
      address: asked === drawn ? (drawn ?? '') : '',
    };
  });
  return { score: scoreIn(text), pdf: scoreIn(await textOfPdf(page, address)) };
}

/** What the panes of a page show now. */
export interface Shown {
  /** The first score of the web page, and of the text of the PDF that is served. */
  readonly score: string;
  readonly pdf: string;
  readonly text: string;
  readonly ground: string;
  /** A digest of what is drawn of the first page. */
  readonly picture: string;
  readonly pages: number;
  readonly frames: number;
  readonly htmlTop: number;
  readonly pdfTop: number;
}

export async function shown(page: Page): Promise<Shown> {
  const facts = await page.evaluate(async () => {
    const frames = document.querySelectorAll<HTMLIFrameElement>('#html-place iframe');
    const frame = document.querySelector<HTMLIFrameElement>('#html-place iframe:not(.coming)');
    const body = frame?.contentDocument?.body;
    const place = document.getElementById('pdf-place');
    const canvas = document.querySelector<HTMLCanvasElement>('#pages canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    const digest = pixels ? await crypto.subtle.digest('SHA-256', pixels) : new ArrayBuffer(0);
    return {
      text: body?.innerText ?? '',
      ground: body ? getComputedStyle(body).backgroundColor : '',
      picture: [...new Uint8Array(digest)].join(''),
      pages: document.querySelectorAll('#pages canvas').length,
      frames: frames.length,
      htmlTop: frame?.contentWindow?.scrollY ?? -1,
      pdfTop: place?.scrollTop ?? -1,
      address: place?.dataset.drawn ?? '',
    };
  });
  const { address, ...rest } = facts;
  return { ...rest, score: scoreIn(rest.text), pdf: scoreIn(await textOfPdf(page, address)) };
}

const texts = new Map<string, string>();

/** The text of the score sheets of the PDF that was drawn last. */
async function textOfPdf(page: Page, address: string): Promise<string> {
  if (address === '') return '';
  const { href } = new URL(address, page.url());
  const known =
    texts.get(href) ?? (await textByPdfJs(new Uint8Array(await (await fetch(href)).arrayBuffer()), 2));
  texts.set(href, known);
  return known;
}

function scoreIn(text: string): string {
  return /Human tra(?:ffi| ff i)cking\s+(\d+\.\d\d)/.exec(text)?.[1] ?? '';
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks for an address as it stands, with any headers: nothing is put in order on the way. */
export async function ask(
  port: number,
  path: string,
  { headers = {}, method = 'GET' }: { headers?: Record<string, string>; method?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // A connection of its own: one that is kept may be closed at the moment when it is used again.
    const options = { host: '127.0.0.1', port, path, method, headers, agent: false };
    const sent = request(options, (response) => {
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString('latin1')));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}
