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
  /** The style that was searched last, and whether it cuts off what stands out of a box. */
  searched: { readonly style: string; readonly isCutting: boolean };
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
  const opening = page.createCDPSession();
  // One after the other, but none waits for the answer to the one before: a browser that starts answers late.
  await Promise.all([
    opening,
    page.setJavaScriptEnabled(false),
    page.setOfflineMode(true),
    page.setRequestInterception(true),
    page.emulateMediaType('print'),
    page.setViewport({ width: 800, height: 1 }),
    page.evaluate(openingScript),
    hide(opening),
  ]);
  const sheet: Sheet = {
    page,
    session: await opening,
    requests: [],
    errors: [],
    style: '',
    searched: { style: '', isCutting: false },
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
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) sheet.isIntact = false;
  });
  return sheet;
}

/**
 * A window that nobody sees draws no frames beside the prints, which cost a twentieth of the time. Some other browser may
 * have no window, and prints all the same.
 */
async function hide(opening: Promise<CDPSession>): Promise<void> {
  const session = await opening;
  try {
    const { windowId } = await session.send('Browser.getWindowForTarget');
    await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
  } catch {
    // It is seen by nobody all the same.
  }
}

/** A value as JSON of ASCII alone. */
function ascii(value: unknown): string {
  const escape = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, escape);
}

/**
 * The same in one byte a letter: what was cut from a text with letters beyond Latin-1 keeps two, and each copy on its way
 * to the browser takes twice as long.
 */
export function narrowAscii(value: unknown): string {
  return Buffer.from(ascii(value), 'latin1').toString('latin1');
}

/** What opens a page: its skeleton, and the functions that it is given. What is compiled names a helper that the page lacks. */
const openingScript = [
  `document.open(); document.write(${JSON.stringify(skeleton)}); document.close();`,
  `globalThis.__name = (value) => value; globalThis.ascii = ${ascii.toString()};`,
  `globalThis.lookAtPage = ${factsOfPage.toString()}; 0`,
].join('\n');

/**
 * Runs a function in the page, which knows nothing of what stands around it here. What it is given and gives back travels
 * as ASCII, the one as part of a program, the other as text: the browser takes four times as long over a letter beyond
 * Latin-1 and all that comes with it, and twice as long over an object.
 */
async function call<A, R>(page: Page, work: (given: A) => R | Promise<R>, given: A): Promise<R> {
  const program = `(async () => ascii((await (${work.toString()})(${narrowAscii(given)})) ?? null))()`;
  return JSON.parse((await page.evaluate(program)) as string) as R;
}

/** Runs inside the page: puts a document in. Gives the width to look at it in where the page has another. */
async function fillPage({
  job,
  look,
}: {
  readonly job: Omit<PrintJob, 'style'>;
  readonly look: Look;
}): Promise<PageFacts | number> {
  const root = document.documentElement;
  root.className = look === 'quick' ? 'away' : '';
  root.lang = job.lang;
  document.title = job.title;
  const own = document.getElementById('own');
  if (own) own.textContent = job.pageStyle;
  document.body.innerHTML = job.body;
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
}

/**
 * Puts a document into the page, waits for its pictures and every declared face (unused ones are asked for by nobody
 * else), and looks at it. Then it is hidden until it is printed: in view, the browser would paint it for nobody.
 */
export async function fillSheet(sheet: Sheet, job: PrintJob, look: Look = 'close'): Promise<PageFacts> {
  sheet.requests.length = 0;
  sheet.errors.length = 0;
  const { page } = sheet;
  const { style, ...rest } = job;
  const setStyle = (text: string): void => {
    const kept = document.getElementById('kept');
    if (kept) kept.textContent = text;
  };
  const styling = sheet.style === style ? null : call(page, setStyle, style);
  sheet.style = style;
  // Sent behind the style, without waiting for it.
  const [found] = await Promise.all([call(page, fillPage, { job: rest, look }), styling]);
  if (typeof found !== 'number') return found;
  await page.setViewport({ width: found, height: 1 });
  const lookClosely = (width: number): PageFacts => {
    const facts = lookAtPage(width);
    document.documentElement.className = 'away';
    return facts;
  };
  return call(page, lookClosely, found);
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
