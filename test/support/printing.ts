import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll } from 'vitest';
import { realWorld } from '../../pipeline/disk.ts';
import { loadFonts } from '../../pipeline/fonts.ts';
import type { Document } from '../../pipeline/model.ts';
import {
  openPrinter,
  type Printer,
  type PrinterOptions,
  type PrintResult,
} from '../../pipeline/print/print.ts';
import type { World } from '../../pipeline/world.ts';
import { sampleDocument } from './sample-document.ts';

/** The real machine, silent, with nothing of the person's environment. */
export const quietWorld = (environment: World['environment'] = {}): World =>
  realWorld('.', environment, { note: () => undefined }, process);

export interface TestPrinter {
  /** A document with this body, `style` beside the sample's own. */
  readonly document: (body?: string, style?: string) => Document;
  readonly print: (body?: string, style?: string) => Promise<PrintResult>;
  /** What is said about a document: `rule: reason`. */
  readonly problems: (body: string, style?: string) => Promise<readonly string[]>;
  /** A printer beside the common one; it is the caller's to close. */
  readonly open: (options?: Partial<PrinterOptions>, world?: World) => Promise<Printer>;
}

/** One printer for the tests of a file, opened before them and closed after them. `styles`: what its fonts must serve. */
export function usePrinter(styles = ''): TestPrinter {
  let fonts = '';
  let printer: Printer | undefined;
  const open: TestPrinter['open'] = (options, world = quietWorld()) =>
    openPrinter(world, { jobs: 1, ...options });
  beforeAll(async () => {
    fonts = (await loadFonts(quietWorld(), [{ path: 'own.css', text: styles }])).printStyle;
    printer = await open();
  });
  afterAll(async () => printer?.close());

  const document: TestPrinter['document'] = (body, style = '') =>
    sampleDocument(fonts, { ...(body === undefined ? {} : { body }), style });
  const print: TestPrinter['print'] = async (body, style) => {
    if (!printer) throw new Error('print only in tests');
    return printer.print(document(body, style));
  };
  const problems: TestPrinter['problems'] = async (body, style) =>
    (await print(body, style)).messages.map(({ ruleId, reason }) => `${ruleId ?? ''}: ${reason}`);
  return { document, print, problems, open };
}

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly line: string;
}

/** Every process that can be seen; [] where the system has no /proc. */
async function processes(): Promise<readonly RunningProcess[]> {
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = names.map(async (name) => {
    const read = (file: string): Promise<string> => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '');
    const [line, stat] = await Promise.all([read('cmdline'), read('stat')]);
    // The name of the program, in parentheses, may hold anything; the parent's number is the second field after it.
    const parent = Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2] ?? 0);
    return { pid: Number(name), parent, line: line.replaceAll('\0', ' ') };
  });
  return (await Promise.all(found)).filter(({ line }) => line !== '');
}

/** The browsers that this process has started and that still run. */
export async function ownBrowsers(): Promise<readonly RunningProcess[]> {
  return (await processes()).filter(({ line }) => line.includes(`/profiles/${process.pid}-`));
}

/** The renderers of a browser. */
export async function renderersOf(browser: number): Promise<readonly RunningProcess[]> {
  const all = await processes();
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined; at = parents.get(at)) if (at === browser) return true;
    return false;
  };
  return all.filter(({ pid, line }) => line.includes('--type=renderer') && isBelow(pid));
}
