import { error, warning, type Message } from '../messages.ts';
import type { Document, Printed } from '../model.ts';
import type { World } from '../world.ts';
import { launch, sweepProfiles, type RunningBrowser } from './browser/launch.ts';
import { locateBrowser } from './browser/locate.ts';
import type { BrowserLocation } from './browser/location.ts';
import type { PageFacts } from './elements.ts';
import { fillSheet, openSheet, printSheet, type Sheet } from './sheet.ts';

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
  print(document: Document): Promise<PrintResult>;
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
}

/** A browser with its page, and how often it has printed. */
interface Press {
  readonly running: RunningBrowser;
  readonly sheet: Sheet;
  printed: number;
}

/** Starts the first browser, and others as they are needed. @throws EnvironmentError when no browser starts. */
export async function openPrinter(world: World, options: PrinterOptions): Promise<Printer> {
  const { jobs, timeout = 30_000, renewAfter = 200 } = options;
  const location = await locateBrowser(world);
  await sweepProfiles(world);

  const presses = new Set<Press>();
  const openPress = async (): Promise<Press> => {
    const running = await launch(world, location);
    const [page] = await running.browser.pages();
    const press = { running, sheet: await openSheet(page ?? (await running.browser.newPage())), printed: 0 };
    presses.add(press);
    return press;
  };
  const closePress = async (press: Press): Promise<void> => {
    presses.delete(press);
    await press.running.kill();
  };

  const first = await openPress();
  const version = await first.running.browser.version();
  const idle: (Press | null)[] = [first, ...Array<null>(Math.max(0, jobs - 1)).fill(null)];
  const waiting: ((press: Press | null) => void)[] = [];
  const take = async (): Promise<Press> => {
    const free =
      idle.length > 0 ? (idle.shift() ?? null) : await new Promise<Press | null>((go) => waiting.push(go));
    return free ?? openPress();
  };
  const giveBack = (press: Press | null): void => {
    const next = waiting.shift();
    if (next) next(press);
    else idle.unshift(press);
  };

  /** One try. The watchdog counts real time and ends the process: a busy renderer answers nobody. */
  const attempt = async (document: Document): Promise<PrintResult | Failure> => {
    let press: Press | null = null;
    let late = false;
    let watchdog: NodeJS.Timeout | undefined;
    try {
      press = await take();
      const { running } = press;
      watchdog = setTimeout(() => {
        late = true;
        void running.kill();
      }, timeout);
      const result = await printOn(press.sheet, document);
      press.printed++;
      return result;
    } catch (cause) {
      if (press) await closePress(press);
      press = null;
      return { late, cause };
    } finally {
      clearTimeout(watchdog);
      if (press && (press.printed >= renewAfter || !press.sheet.isIntact)) {
        await closePress(press);
        press = null;
      }
      giveBack(press);
    }
  };

  return {
    browser: { version, pinned: location.pinned, path: location.path },
    messages: location.pinned ? [] : [foreignBrowser(location, version)],
    async print(document) {
      const once = await attempt(document);
      if ('messages' in once) return once;
      const again = await attempt(document);
      return 'messages' in again ? again : { printed: null, messages: [failed(document, again, timeout)] };
    },
    async close() {
      await Promise.all([...presses].map(closePress));
    },
  };
}

async function printOn(sheet: Sheet, document: Document): Promise<PrintResult> {
  const facts = await fillSheet(sheet, document.print);
  const pdf = await printSheet(sheet);
  if (!sheet.isIntact) sheet.errors.push('the document led the page elsewhere');
  const messages = problems(document, facts, sheet);
  return { printed: { path: document.path, pdf, elements: facts.elements }, messages };
}

/** What the browser would pass over in silence. */
function problems({ path }: Document, facts: PageFacts, { requests, errors }: Sheet): Message[] {
  const about = { path };
  const blocked = requests.map((address) =>
    error(
      'print:blocked-request',
      `Unexpected request for ${address.slice(0, 200)}, expected a document that holds everything`,
      {
        ...about,
        hint: 'a print reaches neither network nor disk: put the picture or font into the document as a data: address',
      },
    ),
  );
  const refused = errors
    .filter(
      (text) => !requests.some((address) => text.includes(address)) && !/ERR_BLOCKED_BY_CLIENT/.test(text),
    )
    .map((text) => error('print:page-error', `Unexpected error in the page: ${text.slice(0, 300)}`, about));
  const faces = facts.missingFaces.map((face) =>
    error('print:missing-face', `Unexpected failure of the font face ${face}`, {
      ...about,
      hint: 'run npm ci',
    }),
  );
  const overflows = facts.overflows.map((text) =>
    error('print:overflow', `Unexpected overflow: "${text}" is larger than its box`, {
      ...about,
      hint: 'shorten the text, or give its box more room in templates/styles',
    }),
  );
  const empty =
    facts.letters === 0 ? [error('print:empty', 'Unexpected empty page, expected text', about)] : [];
  return [...blocked, ...refused, ...faces, ...overflows, ...empty];
}

interface Failure {
  readonly late: boolean;
  readonly cause: unknown;
}

function failed({ path }: Document, { late, cause }: Failure, timeout: number): Message {
  if (late) {
    return error('print:timeout', `Unexpected delay: not printed within ${timeout} ms, twice`, {
      path,
      hint: 'the browser was ended and replaced; look for very long tables or words',
    });
  }
  const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  return error('print:crashed', `Unexpected end of the browser, twice: ${reason}`, {
    path,
    hint: 'run "briefs doctor"',
  });
}

function foreignBrowser({ path }: BrowserLocation, version: string): Message {
  return warning(
    'print:other-browser',
    `Unexpected browser ${version} at ${path}: bytes may differ from other machines`,
    {
      path: '',
      hint: 'on Linux x64 unset CHROMIUM_PATH to print with the browser of the lock file',
    },
  );
}
