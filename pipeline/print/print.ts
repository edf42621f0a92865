import { EnvironmentError } from '../failures.ts';
import type { Message } from '../messages.ts';
import type { Document, Printed } from '../model.ts';
import type { World } from '../world.ts';
import { sweepLeftovers } from './browser/leftovers.ts';
import { locateBrowser } from './browser/locate.ts';
import { strangeFaces, textsInStrangeFaces } from './faces.ts';
import { ClosedError, openPresses, type Press } from './presses.ts';
import { failureOf, foreignBrowser, problemsOf, unexpectedRequest, type Failure } from './problems.ts';
import { fillSheet, printSheet, type Look, type Sheet } from './sheet.ts';

export { locateBrowser };

export interface PrintResult {
  /** Null when the document could not be printed; the messages say why. */
  readonly printed: Printed | null;
  readonly messages: readonly Message[];
}

export interface Printer {
  readonly browser: { readonly version: string; readonly pinned: boolean; readonly path: string };
  /** Said once, about the browser itself. */
  readonly messages: readonly Message[];
  /** Any number may be asked for at once; they wait for a browser. @throws EnvironmentError when no browser starts. */
  print(document: Document, look?: Look): Promise<PrintResult>;
  /**
   * Gives the browsers that `count` documents need a style with its fonts and lets each print a proof, which takes longer
   * than to print a document. Never rejects: whatever is wrong is told by the first document. Gives the proofs.
   */
  prepare(style: string, count: number): Promise<readonly Uint8Array[]>;
  /** Ends every browser and removes its profile. */
  close(): Promise<void>;
}

export interface PrinterOptions {
  /** Browsers that print beside each other; each holds one page. */
  readonly jobs: number;
  /** Milliseconds that one document may take. Default 30,000. */
  readonly timeout?: number;
  /** Documents after which a browser is replaced by a new one. Default 200. */
  readonly renewAfter?: number;
  /** Called when the process of a browser is there, long before it answers. */
  readonly onLaunch?: () => void;
}

/** A little of all that documents hold: a browser takes half as long again over its first print as over the next. */
const proofBody = `<h1>Proof</h1><p>Text, <em>text</em> and <strong>text</strong>.</p><ul><li>Item</li></ul>
<table><tbody><tr><th scope="row">Name</th><td>1.00 <svg viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg></td></tr></tbody></table>`;

/** Starts the first browser; others start when they are needed. @throws EnvironmentError when none starts. */
export async function openPrinter(world: World, options: PrinterOptions): Promise<Printer> {
  const { jobs, timeout = 30_000, renewAfter = 200, onLaunch } = options;
  const location = await locateBrowser(world);
  await sweepLeftovers(world, 'profiles');
  const presses = openPresses(world, location, { jobs, renewAfter, onLaunch });
  const open = async (): Promise<string> => presses.use(({ running }) => running.browser.version());
  // As with a document: one that ended may have been unlucky.
  const again = async (cause: unknown): Promise<string> => {
    if (cause instanceof EnvironmentError) throw cause;
    return open();
  };
  const version = await open()
    .catch(again)
    .catch(async (cause: unknown) => {
      await presses.close();
      if (cause instanceof EnvironmentError || !(cause instanceof Error)) throw cause;
      throw new EnvironmentError(
        `the browser ${location.path} starts but opens no page: ${cause.message.trim()} See whether there is memory, and raise \`ulimit -n\``,
        { cause },
      );
    });

  let preparing: Promise<unknown> = Promise.resolve();
  const attempt = async (document: Document, look: Look): Promise<PrintResult | Failure> => {
    try {
      return await presses.use((press) => printWithin(timeout, press, document, look));
    } catch (cause) {
      if (cause instanceof EnvironmentError) throw cause;
      if (cause instanceof PrintError) return { kind: cause.kind, cause: cause.cause };
      return { kind: cause instanceof ClosedError ? 'closed' : 'ended', cause };
    }
  };

  return {
    browser: { version, pinned: location.pinned, path: location.path },
    messages: location.pinned ? [] : [foreignBrowser(location, version)],
    async print(document, look = 'close') {
      // A browser that is nearly ready is sooner there than another.
      await preparing;
      const { path } = document;
      let outcome = await attempt(document, look);
      // A browser that ended or hung may have been unlucky; one that says no will say it again.
      if ('kind' in outcome && (outcome.kind === 'late' || outcome.kind === 'ended'))
        outcome = await attempt(document, look);
      if ('messages' in outcome) return outcome;
      return { printed: null, messages: [failureOf(path, outcome, timeout)] };
    },
    async prepare(style, count) {
      const proof = { lang: 'en', title: '', style, pageStyle: '', body: proofBody };
      const fill = async (press: Press): Promise<Uint8Array> =>
        inTime(timeout, press, async () => {
          await fillSheet(press.sheet, proof, 'quick');
          return printSheet(press.sheet);
        });
      const list = Array.from({ length: Math.min(count, jobs) }, async () => presses.use(fill));
      const proofs = Promise.allSettled(list);
      preparing = proofs;
      return (await proofs).flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    },
    close: () => presses.close(),
  };
}

/** What came between a document and its print. */
class PrintError extends Error {
  override readonly name = 'PrintError';
  readonly kind: Failure['kind'];
  constructor(kind: Failure['kind'], cause: unknown) {
    super(kind, { cause });
    this.kind = kind;
  }
}

/** One try. */
async function printWithin(
  timeout: number,
  press: Press,
  document: Document,
  look: Look,
): Promise<PrintResult> {
  const { running, sheet } = press;
  press.printed++;
  try {
    return await inTime(timeout, press, async () => printOn(sheet, document, look));
  } catch (cause) {
    const isLate = cause instanceof LateError;
    if (!sheet.isIntact && !isLate && running.browser.connected) {
      const [address = 'the document leads the page elsewhere'] = sheet.requests;
      return { printed: null, messages: [unexpectedRequest(document.path, address)] };
    }
    const ending = running.browser.connected ? 'refused' : 'ended';
    throw new PrintError(isLate ? 'late' : ending, cause);
  }
}

/** Work on a press has taken longer than it may. */
class LateError extends Error {
  override readonly name = 'LateError';
}

/** The watchdog counts real time and ends the process: a busy renderer answers nobody. @throws LateError then. */
async function inTime<T>(timeout: number, { running }: Press, work: () => Promise<T>): Promise<T> {
  let isLate = false as boolean;
  const watchdog = setTimeout(() => {
    isLate = true;
    void running.kill();
  }, timeout);
  try {
    return await work();
  } catch (cause) {
    throw isLate ? new LateError('', { cause }) : cause;
  } finally {
    clearTimeout(watchdog);
  }
}

/** What cuts off the text of a box: no trace of it is left on the page, so that only a close look finds it. */
const cutting = /\b(overflow(-\w+)?\s*:\s*(hidden|clip|auto|scroll)|clip-path\s*:)/;

async function printOn(sheet: Sheet, { path, print }: Document, wanted: Look): Promise<PrintResult> {
  // The style holds all fonts: it is searched when it is another than the last.
  if (sheet.searched.style !== print.style)
    sheet.searched = { style: print.style, isCutting: cutting.test(print.style) };
  const isCut = sheet.searched.isCutting || cutting.test(print.pageStyle) || cutting.test(print.body);
  const look = isCut ? 'close' : wanted;
  const facts = await fillSheet(sheet, print, look);
  const pdf = await printSheet(sheet);
  if (!sheet.isIntact) throw new Error('another page was printed');
  const faces = strangeFaces(pdf);
  const texts = faces.length > 0 ? await textsInStrangeFaces(sheet) : [];
  const { requests, errors } = sheet;
  // A refresh may come later, when the page holds another document.
  if (facts.active.some((element) => element.startsWith('<meta'))) sheet.isIntact = false;
  const messages = problemsOf(path, { facts, requests, errors, strange: { faces, texts } });
  const { boxes, elements } = facts;
  return { printed: { pdf, elements, fits: look === 'quick' ? boxes : null }, messages };
}
