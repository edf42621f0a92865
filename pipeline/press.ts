import { unfilled } from './compose/document.ts';
import { program } from './disk.ts';
import { few, openFinisher, type Finisher } from './finish/finisher.ts';
import { lazily, type Lazy } from './lazily.ts';
import type { Checked, Message } from './messages.ts';
import type { Artefact, Document, Format } from './model.ts';
import type { Step } from './plan/plan.ts';
import type { Printer } from './print/print.ts';
import type { Look } from './print/sheet.ts';
import { engineVersions } from './versions.ts';
import type { World } from './world.ts';
import type { Keyed } from './write/shelf.ts';

/** The browser and what finishes its prints. */
export interface Press {
  readonly printer: Printer;
  readonly finisher: Finisher;
  close(): Promise<void>;
}

/** Starts the first browser; `onLaunch` is called when its process is there. */
export async function startPrinter(world: World, jobs: number, onLaunch?: () => void): Promise<Printer> {
  // Only where it is needed: that takes longer than all of `check`.
  const { openPrinter } = await import('./print/print.ts');
  return openPrinter(world, { jobs, ...(onLaunch && { onLaunch }) });
}

/** A printer that may be asked for before it is known whether there is anything to print. */
export interface EarlyPrinter extends Lazy<Printer> {
  /**
   * Starts what about `count` documents need: browsers, which get a style and print a proof, and for many a thread, which
   * finishes the proofs. Resolves when a process is there, with a pause for whoever works on meanwhile without waiting.
   */
  prepare(style: Promise<string>, count: number): Promise<Pause>;
  /** What was started early to finish prints, else a new finisher for `count` of them. */
  finisherFor(count: number): Finisher;
}

/** A printer, with what finishes its prints where that is started early, which only `write` does. */
export type LazyPrinter = Lazy<Printer> & Partial<Pick<EarlyPrinter, 'finisherFor'>>;

/** Lets answers of a browser in, and the next question out, unless it is ready. */
export type Pause = () => Promise<void>;

/** Milliseconds in which a browser that starts gets a few answers. */
const moment = 8;

export function startEarly(world: World, jobs: number): EarlyPrinter {
  let launch = (): void => undefined;
  const launched = new Promise<void>((resolve) => (launch = resolve));
  const printer = lazily(() => startPrinter(world, jobs, launch));
  let finisher: Finisher | null = null;
  return {
    get: async () => printer.get(),
    async close() {
      await Promise.all([printer.close(), finisher?.close()]);
    },
    finisherFor: (count) => finisher ?? openFinisher(count),
    async prepare(style, count) {
      const starting = printer.get();
      finisher = count > few ? openFinisher(count) : null;
      // What is wrong is told to whoever needs the browser or the style.
      const ready = Promise.all([starting, style])
        .then(async ([one, text]) => {
          for (const proof of await one.prepare(text, count)) finisher?.practise(proof);
        })
        .catch(() => undefined);
      await Promise.race([launched, ready]);
      return async () => Promise.race([ready, new Promise<void>((go) => setTimeout(go, moment))]);
    },
  };
}

/** Waits for the browser; what finishes its prints is loaded while it prints the first. `count` is about how many there will be. */
export async function openPress(
  printer: LazyPrinter,
  count: number,
  say: (messages: readonly Message[]) => void,
): Promise<Press> {
  const finisher = (printer.finisherFor ?? openFinisher)(count);
  const started = await printer.get().catch(async (cause: unknown) => {
    await finisher.close();
    throw cause;
  });
  say(started.messages);
  const close = async (): Promise<void> => {
    await Promise.all([printer.close(), finisher.close()]);
  };
  return { printer: started, finisher, close };
}

/** The stale files of one document, with what is to be said about them. */
export async function makeOne(press: Lazy<Press>, step: Step): Promise<Checked<readonly Keyed[]>> {
  const { outputs } = step;
  let document: Document;
  try {
    document = composed(
      step.document,
      outputs.filter(({ reason }) => reason !== null).map(({ format }) => format),
    );
  } catch (cause) {
    return { value: [], messages: [unfilled(step.document, cause)] };
  }
  const files: Keyed[] = [];
  const messages: Message[] = [];
  for (const { format, path, key: keyOf, made, reason } of outputs) {
    if (reason === null) continue;
    if (format === 'html') {
      files.push({
        path,
        key: keyOf(document),
        made: made(),
        bytes: new TextEncoder().encode(document.html),
        document: document.path,
      });
      continue;
    }
    const { printer, finisher } = await press.get();
    const quick = await printOnce({ printer, finisher }, document, 'quick');
    const { file, messages: found } =
      quick ?? (await printOnce({ printer, finisher }, document, 'close')) ?? none;
    messages.push(...found);
    // What nobody waits for is found out behind the print.
    if (file) files.push({ ...file, key: keyOf(document), made: made() });
  }
  return { value: files, messages };
}

/**
 * A document composed, once, for some of its formats: its strings are made anew each time they are asked for. It does not
 * hold its view, which nobody needs any more.
 */
function composed(document: Document, formats: readonly Format[]): Document {
  const isPrinted = formats.includes('pdf');
  const { path, product, iso3, edition, previous, lang, design, weight, trim } = document;
  return {
    ...{ path, product, iso3, edition, previous, lang, design, weight, trim },
    formats,
    get ingredients() {
      return document.ingredients;
    },
    get view() {
      return document.view;
    },
    html: formats.includes('html') ? document.html : '',
    print: isPrinted ? document.print : unprinted,
    metadata: document.metadata,
  };
}

const unprinted = { lang: '', title: '', style: '', pageStyle: '', body: '' };
const none = { file: null, messages: [] };

/**
 * One print and its finishing. A quick look is enough for a document without fault or doubt; null asks for a close one,
 * which tells what is wrong, and where. A warning about pages says that by itself.
 */
async function printOnce(
  { printer, finisher }: Pick<Press, 'printer' | 'finisher'>,
  document: Document,
  look: Look,
): Promise<{ readonly file: Artefact | null; readonly messages: readonly Message[] } | null> {
  const { printed, messages } = await printer.print(document, look);
  if (look === 'quick' && messages.length > 0) return null;
  if (!printed || messages.some(({ fatal }) => fatal !== false)) return { file: null, messages };
  const { artefact, isDoubtful, messages: flaws } = await finisher.finish(document, printed);
  const isFaulty = flaws.some(({ fatal }) => fatal !== false);
  if (look === 'quick' && (isDoubtful || isFaulty)) return null;
  return { file: artefact, messages: [...messages, ...flaws] };
}

/** What the bytes of a PDF depend on beside its document. The pinned browser is known by its package; any other must be asked. */
export async function versionsOf(world: World, press: Lazy<Press>): Promise<readonly string[]> {
  const { locateBrowser } = await import('./print/print.ts');
  const { pinned } = await locateBrowser(world);
  const browser = pinned ? 'pinned' : (await press.get()).printer.browser.version;
  return [`browser ${browser}`, ...(await engineVersions(world, program))];
}
