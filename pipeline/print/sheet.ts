import type { CDPSession, Page } from 'puppeteer';
import type { PrintJob } from '../model.ts';
import { factsOfPage, type PageFacts } from './elements.ts';

/** A page that is kept for many documents: head, styles and fonts stay, the body is exchanged. */
export interface Sheet {
  readonly page: Page;
  readonly session: CDPSession;
  /** Addresses that the page asked for and did not get, since the last document. */
  readonly requests: string[];
  readonly errors: string[];
  style: string;
  /** The kept style cuts off what stands out of a box. */
  isCutting: boolean;
  /** False once a document has led the page elsewhere: it must not be used again. */
  isIntact: boolean;
}

const wall = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:";
/** A print is as high as its paper; what is looked at is one line of pixels. */
const hiding = '@media (max-height: 1px) { .away body { display: none !important } }';
const skeleton = `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${wall}"><title></title><style id="kept"></style><style id="own"></style><style>${hiding}</style></head><body></body></html>`;

/** `factsOfPage`, under the name that it has inside the page. */
declare function lookAtPage(pageWidth: number | null): PageFacts;

/**
 * How a page is looked at before it is printed: laid out, so that every box is measured; or not, which takes a third of the
 * time, and leaves it to the finisher to prove that all is in its place.
 */
export type Look = 'close' | 'quick';

/** Opens a page without script, offline, that refuses every address but data: and says so. */
export async function openSheet(page: Page): Promise<Sheet> {
  const sheet: Sheet = {
    page,
    session: await page.createCDPSession(),
    requests: [],
    errors: [],
    style: '',
    isCutting: false,
    isIntact: true,
  };
  page.on('request', (request) => {
    const address = request.url();
    if (address.startsWith('data:') || address === 'about:blank') return void request.continue();
    sheet.requests.push(address);
    void request.abort('blockedbyclient');
  });
  page.on('console', (message) => {
    if (message.type() === 'error') sheet.errors.push(message.text());
  });
  // One after the other, but none waits for the answer to the one before.
  await Promise.all([
    page.setJavaScriptEnabled(false),
    page.setOfflineMode(true),
    page.setRequestInterception(true),
    page.emulateMediaType('print'),
    page.setViewport({ width: 800, height: 1 }),
  ]);
  await page.setContent(skeleton);
  // Functions sent to the page are compiled with a helper of this name, which the page lacks.
  await page.evaluate(
    `globalThis.__name = (value) => value; globalThis.lookAtPage = ${factsOfPage.toString()}`,
  );
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) sheet.isIntact = false;
  });
  return sheet;
}

/**
 * Puts a document into the page, waits for its pictures and every declared face (unused ones are asked for by nobody
 * else), and looks at it. Then it is hidden until it is printed: in view, the browser would paint it for nobody.
 */
export async function fillSheet(sheet: Sheet, job: PrintJob, look: Look = 'close'): Promise<PageFacts> {
  sheet.requests.length = 0;
  sheet.errors.length = 0;
  const { page } = sheet;
  // As part of a program: that takes three quarters of the time of an argument.
  const styling =
    sheet.style === job.style
      ? null
      : page.evaluate(`document.getElementById('kept').textContent = ${JSON.stringify(job.style)}; 0`);
  sheet.style = job.style;
  const { lang, title, pageStyle, body } = job;
  // Sent behind the style, without waiting for it.
  const filling = page.evaluate(
    async ({ lang, title, pageStyle, body, look }) => {
      const root = document.documentElement;
      root.className = look === 'quick' ? 'away' : '';
      root.lang = lang;
      document.title = title;
      const own = document.getElementById('own');
      if (own) own.textContent = pageStyle;
      document.body.innerHTML = body;
      // Brings the list of faces up to date with a style that was just exchanged.
      document.body.getBoundingClientRect();
      const faces = [...document.fonts].filter(({ status }) => status !== 'loaded');
      const waiting = [
        ...faces.map(async (face) => face.load().catch(() => undefined)),
        ...[...document.images].map(async (picture) => picture.decode().catch(() => undefined)),
      ];
      // In one go when nothing is to be waited for: nothing is painted then.
      if (waiting.length > 0) await Promise.all(waiting);
      if (look === 'quick') return lookAtPage(null);
      const probe = document.createElement('div');
      probe.style.width = 'calc(var(--page-width) - 2 * var(--margin-side))';
      document.body.append(probe);
      const width = Math.round(probe.getBoundingClientRect().width);
      probe.remove();
      if (width !== innerWidth) return width;
      const facts = lookAtPage(width);
      root.className = 'away';
      return facts;
    },
    { lang, title, pageStyle, body, look },
  );
  const [found] = await Promise.all([filling, styling]);
  if (typeof found !== 'number') return found;
  await page.setViewport({ width: found, height: 1 });
  return page.evaluate((width) => {
    const facts = lookAtPage(width);
    document.documentElement.className = 'away';
    return facts;
  }, found);
}

/** Prints what the page holds: tagged, with outline, at the size that the style sheet gives. */
export async function printSheet({ session }: Sheet): Promise<Uint8Array> {
  const { data } = await session.send('Page.printToPDF', {
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    transferMode: 'ReturnAsBase64',
  });
  return Buffer.from(data, 'base64');
}
