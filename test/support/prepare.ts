import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { realWorld } from '../../pipeline/disk.ts';
import { loadFonts } from '../../pipeline/fonts.ts';
import { locateBrowser } from '../../pipeline/print/browser/locate.ts';
import { briefsCommand } from './commands.ts';

/**
 * What is made once for a state of the program, made before the first test: the compiled command, the fonts of web pages
 * and the unpacked browser. Else the first tests that need it would make it, several at the same time. A test whose
 * matter is that something is missing brings a cache of its own.
 */
export async function setup(): Promise<void> {
  const world = realWorld('.', {}, { note: () => undefined }, process);
  const [node, program] = briefsCommand;
  // Where there is no browser, the tests that need one say so.
  const browser = locateBrowser(world).catch(() => undefined);
  await Promise.all([loadFonts(world), browser, promisify(execFile)(node, [program, '--version'])]);
}
