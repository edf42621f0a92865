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
  /** False once a document has led the page elsewhere: it must not be used again. */
  isIntact: boolean;
}

const wall = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:";
const skeleton = `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${wall}"><title></title><style id="kept"></style><style id="own"></style></head><body></body></html>`;

/** Opens a page without script, offline, that refuses every address but data: and says so. */
export async function openSheet(page: Page): Promise<Sheet> {
  const sheet: Sheet = {
    page,
    session: await page.createCDPSession(),
    requests: [],
    errors: [],
    style: '',
    isIntact: true,
  };
  await page.setJavaScriptEnabled(false);
  await page.setOfflineMode(true);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const address = request.url();
    if (address.startsWith('data:') || address === 'about:blank') return void request.continue();
    sheet.requests.push(address);
    void request.abort('blockedbyclient');
  });
  page.on('console', (message) => {
    if (message.type() === 'error') sheet.errors.push(message.text());
  });
  await page.setContent(skeleton);
  // Functions sent to the page are compiled with a helper of this name, which the page lacks.
  await page.evaluate('globalThis.__name = (value) => value');
  await page.emulateMediaType('print');
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) sheet.isIntact = false;
  });
  return sheet;
}

/** Puts a document into the page and waits for its pictures and every declared face: unused ones are asked for by nobody else. */
export async function fillSheet(sheet: Sheet, job: PrintJob): Promise<PageFacts> {
  sheet.requests.length = 0;
  sheet.errors.length = 0;
  const { page } = sheet;
  if (sheet.style !== job.style) {
    await page.evaluate((style) => {
      const kept = document.getElementById('kept');
      if (kept) kept.textContent = style;
    }, job.style);
    sheet.style = job.style;
  }
  const width = await page.evaluate(
    async ({ lang, title, pageStyle, body }) => {
      document.documentElement.lang = lang;
      document.title = title;
      const own = document.getElementById('own');
      if (own) own.textContent = pageStyle;
      document.body.innerHTML = body;
      // Brings the list of faces up to date with a style that was just exchanged.
      document.body.getBoundingClientRect();
      const faces = [...document.fonts].map(async (face) => face.load().catch(() => undefined));
      const pictures = [...document.images].map(async (picture) => picture.decode().catch(() => undefined));
      await Promise.all([...faces, ...pictures]);
      const probe = document.createElement('div');
      probe.style.width = 'calc(var(--page-width) - 2 * var(--margin-side))';
      document.body.append(probe);
      const measured = probe.getBoundingClientRect().width;
      probe.remove();
      return measured;
    },
    { lang: job.lang, title: job.title, pageStyle: job.pageStyle, body: job.body },
  );
  if (page.viewport()?.width !== Math.round(width)) {
    // Only what is in view is painted, and nobody looks: one line of pixels costs the least.
    await page.setViewport({ width: Math.round(width), height: 1 });
  }
  return page.evaluate(factsOfPage, Math.round(width));
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
