import { once } from 'node:events';
import type { Browser } from 'puppeteer';
import type { World } from '../../world.ts';
import { EnvironmentError } from '../../failures.ts';
import { diagnose } from './diagnosis.ts';
import { writeFontConfiguration } from './fallback.ts';
import { ownFolder } from './leftovers.ts';
import type { BrowserLocation } from './location.ts';

/**
 * Fixed so that the same document gives the same bytes; and walls, one behind the other, so that nothing reaches the
 * network: names do not resolve, and what has no name goes to a proxy that is not there.
 */
const switches = [
  '--disable-gpu',
  // Nothing is painted and nothing fetched: two processes fewer start with each browser, a quarter of its start.
  '--in-process-gpu',
  '--enable-features=NetworkServiceInProcess2',
  // Both cores are busy with documents: garbage is collected by the thread that made it, not by others beside it.
  '--js-flags=--single-threaded-gc',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
];

export interface RunningBrowser {
  readonly browser: Browser;
  readonly isSandboxed: boolean;
  /** Ends the process at once, whatever it does, and removes its profile. A second call waits for the first. */
  kill(): Promise<void>;
}

/**
 * Starts a headless browser over a pipe: it dies with this process, whatever happens to it. `sandbox`: whether to try
 * it with its sandbox first; default: unless the user is root, whom the sandbox refuses. Where the machine forbids
 * the sandbox, that is noted and the browser starts without. `onLaunch` is called when
 * its process is there, long before it answers. @throws EnvironmentError when it does not start.
 */
export async function launch(
  world: World,
  location: BrowserLocation,
  sandbox = !world.machine.isRoot,
  onLaunch: () => void = () => undefined,
): Promise<RunningBrowser> {
  const profile = ownFolder(world, 'profiles');
  try {
    const { browser, isSandboxed } = await startSomehow(world, location, profile, sandbox, onLaunch);
    // A killed browser resets its pipes after puppeteer has stopped to listen: that is no news to anybody.
    for (const stream of browser.process()?.stdio ?? []) stream?.on('error', () => undefined);
    let ending: Promise<void> | null = null;
    return { browser, isSandboxed, kill: () => (ending ??= end(world, browser, profile)) };
  } catch (cause) {
    await world.cache.remove(profile).catch(() => undefined);
    throw cause;
  }
}

async function end(world: World, browser: Browser, profile: string): Promise<void> {
  const child = browser.process();
  if (child && child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  await browser.disconnect().catch(() => undefined);
  // The print is done: a profile that cannot be removed now is swept by a later run.
  await world.cache.remove(profile).catch(() => undefined);
}

async function startSomehow(
  world: World,
  { path, libraries }: BrowserLocation,
  profile: string,
  sandbox: boolean,
  onLaunch: () => void,
): Promise<Pick<RunningBrowser, 'browser' | 'isSandboxed'>> {
  const folder = world.cache.locate(profile);
  // Nothing of the person's environment: language, time zone and proxies must not decide bytes.
  const environment = {
    HOME: folder,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    FONTCONFIG_FILE: await writeFontConfiguration(world, `${profile}/fonts`),
    ...(libraries === '' ? {} : { LD_LIBRARY_PATH: libraries }),
  };
  if (sandbox) {
    const browser = await start(path, folder, switches, environment, onLaunch).catch(() => null);
    if (browser) return { browser, isSandboxed: true };
  }
  const bare = ['--no-sandbox', ...switches];
  const browser = await start(path, folder, bare, environment, onLaunch).catch(async (cause: unknown) => {
    const reason = await diagnose(path, bare, environment);
    throw new EnvironmentError(`the browser ${path} does not start: ${reason}`, { cause });
  });
  if (sandbox) {
    const reason = await diagnose(path, switches, environment);
    world.log.note(`Printing without the browser’s sandbox, which does not start here: ${reason}`);
  }
  return { browser, isSandboxed: false };
}

async function start(
  executablePath: string,
  userDataDir: string,
  list: readonly string[],
  environment: Readonly<Record<string, string>>,
  onLaunch: () => void,
): Promise<Browser> {
  const { default: puppeteer } = await import('puppeteer');
  const begin = (): Promise<Browser> =>
    puppeteer.launch({
      executablePath,
      headless: 'shell',
      pipe: true,
      userDataDir,
      args: [...list],
      env: environment,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      protocolTimeout: 120_000,
    });
  const beginning = begin();
  // Its process is there when all that does not wait has been done.
  setImmediate(onLaunch);
  return beginning.catch(async (cause: unknown) => {
    // A program that was written a moment ago may still be open in a process that is just being forked; and a browser
    // that ends before it answers may have been unlucky, as one that ends while it prints.
    const isUnlucky =
      cause instanceof Error && (cause.message.includes('ETXTBSY') || cause.name === 'TargetCloseError');
    if (!isUnlucky) throw cause;
    await new Promise((later) => setTimeout(later, 200));
    return begin();
  });
}
