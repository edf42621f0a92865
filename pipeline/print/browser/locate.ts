import type { World } from '../../world.ts';
import { EnvironmentError } from '../../failures.ts';
import type { BrowserLocation } from './location.ts';
import { unpackBrowser } from './unpack.ts';

const systemNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'chrome-headless-shell',
];

/**
 * The browser to print with: the one that CHROMIUM_PATH names, else the one from npm (Linux x64), else one of the
 * system or of Puppeteer's cache. @throws EnvironmentError when there is none.
 */
export async function locateBrowser(world: World): Promise<BrowserLocation> {
  const named = world.environment.CHROMIUM_PATH;
  if (named) {
    if (await world.machine.executable(named)) return { path: named, pinned: false, libraries: '' };
    throw new EnvironmentError(`CHROMIUM_PATH names ${named}, which is not a program that can be run`);
  }
  if (world.machine.platform === 'linux-x64') return unpackBrowser(world);
  const folders = (world.environment.PATH ?? '').split(':').filter(Boolean);
  for (const name of systemNames) {
    for (const folder of folders) {
      const path = `${folder}/${name}`;
      if (await world.machine.executable(path)) return { path, pinned: false, libraries: '' };
    }
  }
  const { default: puppeteer } = await import('puppeteer');
  const path = await Promise.resolve()
    .then(() => puppeteer.executablePath())
    .catch(() => '');
  if (path !== '' && (await world.machine.executable(path))) return { path, pinned: false, libraries: '' };
  throw new EnvironmentError(
    'no browser found to print with; install chromium-headless-shell and set CHROMIUM_PATH to its program',
  );
}
