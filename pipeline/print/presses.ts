import type { World } from '../world.ts';
import { launch, type RunningBrowser } from './browser/launch.ts';
import type { BrowserLocation } from './browser/location.ts';
import { openSheet, type Sheet } from './sheet.ts';

/** A browser with its page, and how often it has printed: whoever prints counts. */
export interface Press {
  readonly running: RunningBrowser;
  readonly sheet: Sheet;
  printed: number;
}

/** A few presses that work side by side; each is started when it is first needed. */
export interface Presses {
  /**
   * Gives `work` a press that nobody else has; waits while all are busy. A press whose work fails, that is worn or
   * whose page is spoilt is ended, and a new one takes its place. @throws what `work` throws; EnvironmentError when no
   * browser starts; ClosedError after `close`.
   */
  use<T>(work: (press: Press) => Promise<T>): Promise<T>;
  /** Ends every browser, also those that are printing or being started; nothing is printed from then on. */
  close(): Promise<void>;
}

/** The presses were closed before the work was done. */
export class ClosedError extends Error {
  override readonly name = 'ClosedError';
}

/** How long a browser may take to open its page, in milliseconds: a hundred times what it needs. */
const patience = 20_000;

export interface PressesOptions {
  readonly jobs: number;
  /** Documents after which a press is worn. The renderer's memory grows slowly with each. */
  readonly renewAfter: number;
  /** Called when the process of a browser is there. */
  readonly onLaunch?: (() => void) | undefined;
}

/** A place for one press; null while none is started. */
interface Stand {
  press: Press | null;
}

export function openPresses(
  world: World,
  location: BrowserLocation,
  { jobs, renewAfter, onLaunch }: PressesOptions,
): Presses {
  const stands: readonly Stand[] = Array.from({ length: Math.max(1, jobs) }, () => ({ press: null }));
  const idle = [...stands];
  const waiting: ((stand: Stand) => void)[] = [];
  const starting = new Set<Promise<Press>>();
  let isClosed = false;
  let sandbox: boolean | undefined;

  const start = async (): Promise<Press> => {
    if (isClosed) throw new ClosedError();
    const running = await launch(world, location, sandbox, onLaunch);
    sandbox = running.isSandboxed;
    // A browser that lacks open files or memory may start, and answer nothing more.
    const watchdog = setTimeout(() => void running.kill(), patience);
    try {
      const [page] = await running.browser.pages();
      const sheet = await openSheet(page ?? (await running.browser.newPage()));
      // A renderer that crashes leaves its print unanswered: the whole browser goes, and the print fails at once.
      sheet.page.on('error', () => void running.kill());
      return { running, sheet, printed: 0 };
    } catch (cause) {
      await running.kill();
      throw cause;
    } finally {
      clearTimeout(watchdog);
    }
  };
  const fill = async (stand: Stand): Promise<Press> => {
    if (stand.press) return stand.press;
    const opening = start();
    starting.add(opening);
    stand.press = await opening.finally(() => starting.delete(opening));
    return stand.press;
  };
  const clear = async (stand: Stand): Promise<void> => {
    const { press } = stand;
    stand.press = null;
    await press?.running.kill();
  };
  const leave = (stand: Stand): void => {
    const next = waiting.shift();
    if (next) next(stand);
    else idle.unshift(stand);
  };

  return {
    async use(work) {
      const stand = idle.shift() ?? (await new Promise<Stand>((go) => waiting.push(go)));
      try {
        const press = await fill(stand);
        if (isClosed) throw new ClosedError();
        const result = await work(press);
        if (press.printed >= renewAfter || !press.sheet.isIntact) await clear(stand);
        return result;
      } catch (cause) {
        await clear(stand);
        throw isClosed ? new ClosedError() : cause;
      } finally {
        leave(stand);
      }
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(starting);
      await Promise.all(stands.map(clear));
    },
  };
}
