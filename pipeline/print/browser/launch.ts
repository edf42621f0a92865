import type { Browser } from 'puppeteer';
import type { World } from '../../world.ts';
import { EnvironmentError } from '../../failures.ts';
import type { BrowserLocation } from './location.ts';

/**
 * Fixed so that the same document gives the same bytes; and walls, one behind the other, so that nothing reaches the
 * network: names do not resolve, and what has no name goes to a proxy that is not there.
 */
const switches = [
  '--disable-gpu',
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
  /** Ends the process at once and removes its profile. */
  kill(): Promise<void>;
}

const profiles = 'profiles';

/** Starts a headless browser over a pipe: it dies with this process, whatever happens to it. */
export async function launch(world: World, location: BrowserLocation): Promise<RunningBrowser> {
  const profile = `${profiles}/${world.machine.unique()}`;
  const start = async (sandbox: boolean): Promise<Browser> => {
    const { default: puppeteer } = await import('puppeteer');
    return puppeteer.launch({
      executablePath: location.path,
      headless: 'shell',
      pipe: true,
      userDataDir: world.cache.locate(profile),
      args: sandbox ? switches : ['--no-sandbox', ...switches],
      env: {
        HOME: world.cache.locate(profile),
        TZ: 'UTC',
        LANG: 'C.UTF-8',
        FONTCONFIG_FILE: await fontConfiguration(world),
        ...(location.libraries === '' ? {} : { LD_LIBRARY_PATH: location.libraries }),
      },
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      protocolTimeout: 120_000,
    });
  };
  const sandboxed = !world.machine.isRoot;
  const browser = await start(sandboxed)
    .catch(retryBusy(() => start(sandboxed)))
    .catch(async (cause: unknown) => {
      if (!sandboxed) throw notStarted(location, cause);
      world.log.note('The browser’s sandbox cannot start on this machine; printing without it.');
      return start(false).catch((second: unknown) => {
        throw notStarted(location, second);
      });
    });
  // A killed browser resets its pipes after puppeteer has stopped to listen: that is no news to anybody.
  for (const stream of browser.process()?.stdio ?? []) stream?.on('error', () => undefined);
  return {
    browser,
    async kill() {
      browser.process()?.kill('SIGKILL');
      await browser.disconnect().catch(() => undefined);
      await world.cache.remove(profile);
    },
  };
}

/** A program that was written a moment ago may still be open in a process that is just being forked. */
function retryBusy<T>(again: () => Promise<T>): (cause: unknown) => Promise<T> {
  return async (cause) => {
    if (!(cause instanceof Error && cause.message.includes('ETXTBSY'))) throw cause;
    await new Promise((later) => setTimeout(later, 200));
    return again();
  };
}

function notStarted({ path }: BrowserLocation, cause: unknown): EnvironmentError {
  const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  return new EnvironmentError(`the browser ${path} does not start (${reason}); run "briefs doctor"`);
}

/** Removes what browsers of runs that are over have left in the cache. */
export async function sweepProfiles(world: World): Promise<void> {
  const left = new Set((await world.cache.list(profiles)).map((path) => path.split('/')[1] ?? ''));
  for (const name of left) {
    if (!world.machine.isAlive(Number.parseInt(name, 10))) await world.cache.remove(`${profiles}/${name}`);
  }
}

/**
 * Our own font configuration with one font. Without any reachable font the renderer prints nothing and says nothing;
 * with those of the system the same document would look different on another machine.
 */
async function fontConfiguration(world: World): Promise<string> {
  const file = 'fontconfig/fonts.conf';
  if ((await world.cache.kind(file)) !== 'file') {
    const font = await world.asset('source-sans/TTF/SourceSans3-Regular.ttf');
    await world.cache.write('fontconfig/fonts/fallback.ttf', font);
    const folder = world.cache.locate('fontconfig');
    const text = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>`;
    const partial = `${file}.${world.machine.unique()}`;
    await world.cache.write(partial, new TextEncoder().encode(text));
    await world.cache.rename(partial, file);
  }
  return world.cache.locate(file);
}
