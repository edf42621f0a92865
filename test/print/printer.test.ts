import { describe, expect, test } from 'vitest';
import { EnvironmentError } from '../../pipeline/failures.ts';
import type { Document } from '../../pipeline/model.ts';
import type { Printer, PrinterOptions } from '../../pipeline/print/print.ts';
import { textByPdfJs } from '../support/pdf-text.ts';
import { ownBrowsers, quietWorld, renderersOf, usePrinter } from '../support/printing.ts';

const { document, open } = usePrinter();

/** Longer than any limit: tens of thousands of pages, nearly as many as a browser can lay out. */
const endless = (): Document => document('<p style="height:8e6mm">x</p>');

/** Opens a printer, gives it to `work` and closes it. `its` are its processes, without those of the common printer. */
async function withPrinter(
  options: Partial<PrinterOptions>,
  work: (printer: Printer, its: typeof ownBrowsers) => Promise<void>,
): Promise<void> {
  const others = (await ownBrowsers()).map(({ pid }) => pid);
  const its = async (): ReturnType<typeof ownBrowsers> =>
    (await ownBrowsers()).filter(({ pid }) => !others.includes(pid));
  const printer = await open(options);
  try {
    await work(printer, its);
  } finally {
    await printer.close();
  }
  expect(await its()).toEqual([]);
}

async function textOf(printer: Printer, body: string): Promise<string> {
  const { printed, messages } = await printer.print(document(body));
  expect(messages).toEqual([]);
  return printed ? textByPdfJs(printed.pdf) : '';
}

/** Waits until there is something, as long as a test may take. */
async function waitFor<T>(look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  for (;;) {
    const found = await look();
    if (found.length > 0) return found;
    await new Promise((later) => setTimeout(later, 10));
  }
}

describe('a printer', () => {
  test('prints many documents at once, each its own', async () => {
    await withPrinter({ jobs: 2 }, async (printer, its) => {
      const words = Array.from({ length: 12 }, (_, i) => `word${i}word`);
      const texts = await Promise.all(words.map((word) => textOf(printer, `<p>${word}</p>`)));
      texts.forEach((text, i) => expect(text.match(/word\d+word/g)).toEqual([words[i]]));
      expect(new Set((await its()).map(({ line }) => /profiles\/\S+/.exec(line)?.[0])).size).toBe(2);
    });
  });

  test('takes a new browser after some documents', async () => {
    await withPrinter({ renewAfter: 2 }, async (printer, its) => {
      const profiles = new Set<string>();
      for (let i = 0; i < 4; i++) {
        for (const { line } of await its()) profiles.add(/profiles\/\S+/.exec(line)?.[0] ?? '');
        expect(await textOf(printer, `<p>page ${i}</p>`)).toContain(`page ${i}`);
      }
      expect(profiles.size).toBe(2);
    });
  });

  test('leaves no process and no profile when it is closed', async () => {
    await withPrinter({ jobs: 2 }, async (printer) => {
      await Promise.all([printer.print(document()), printer.print(document())]);
    });
    // One is that of the printer that all tests share.
    const names = new Set(
      (await quietWorld().cache.list('profiles')).map((path) => path.split('/')[1] ?? ''),
    );
    expect([...names].filter((name) => name.startsWith(`${process.pid}-`))).toHaveLength(1);
  });

  test('that is closed while it prints says so for each document, and starts no browser anew', async () => {
    await withPrinter({ jobs: 2 }, async (printer, its) => {
      const prints = [1, 2, 3, 4].map(() => printer.print(endless()));
      await waitFor(its);
      await printer.close();
      for (const { printed, messages } of await Promise.all(prints)) {
        expect(printed).toBeNull();
        expect(messages.map(({ ruleId, reason }) => `${ruleId ?? ''}: ${reason}`)).toEqual([
          'crashed: Unexpected end of the run before the document was printed',
        ]);
      }
      expect(await its()).toEqual([]);
    });
  });

  test('sweeps profiles of processes that run no more, and no others', async () => {
    const { cache } = quietWorld();
    // No system gives a process the highest number of 32 bits.
    await cache.write('profiles/2147483647-1/Default/left', new Uint8Array(1));
    await cache.write(`profiles/${process.ppid}-99/Default/kept`, new Uint8Array(1));
    await withPrinter({}, async () => Promise.resolve());
    expect(await cache.kind('profiles/2147483647-1')).toBe('none');
    expect(await cache.kind(`profiles/${process.ppid}-99/Default/kept`)).toBe('file');
    await cache.remove(`profiles/${process.ppid}-99`);
  });
});

describe('a document whose browser', () => {
  test.runIf(process.platform === 'linux').each([
    ['is killed', (pid: number) => Promise.resolve([pid])],
    ['loses its renderer', async (pid: number) => (await renderersOf(pid)).map((one) => one.pid)],
  ])('%s while it prints is printed once more', async (_, victimsOf) => {
    await withPrinter({}, async (printer, its) => {
      const [browser] = await its();
      if (!browser) throw new Error('no browser runs');
      const printing = textOf(printer, `<p>whole</p>${'<p>text</p>'.repeat(3_000)}`);
      await new Promise((later) => setTimeout(later, 60));
      const victims = await waitFor(() => victimsOf(browser.pid));
      for (const pid of victims) process.kill(pid, 'SIGKILL');
      expect(await printing).toContain('whole');
      expect((await its()).map(({ pid }) => pid)).not.toContain(browser.pid);
    });
  });

  test('takes too long is told by the limit, and the next one is printed', async () => {
    // A limit that a short document stays well below on this machine, however much else it does, also as the first of a
    // browser: the next document is that.
    let first = 0;
    await withPrinter({}, async (printer) => {
      const start = performance.now();
      await printer.print(document('<p>short</p>'));
      first = performance.now() - start;
    });
    const timeout = Math.max(2500, Math.ceil(5 * first));
    await withPrinter({ timeout }, async (printer) => {
      const { printed, messages } = await printer.print(endless());
      expect(printed).toBeNull();
      expect(messages.map(({ ruleId, reason }) => `${ruleId ?? ''}: ${reason}`)).toEqual([
        `timeout: Unexpected delay: not printed within ${timeout} ms, twice`,
      ]);
      expect(await textOf(printer, '<p>the next</p>')).toContain('the next');
    });
  });

  test('cannot be started again is a fault of the machine', async () => {
    const world = quietWorld();
    let starts = 0;
    const failing = {
      ...world,
      asset: async (path: string) => {
        if (path.startsWith('source-sans') && ++starts > 1) throw new EnvironmentError('the disk is gone');
        return world.asset(path);
      },
    };
    const printer = await open({ renewAfter: 1 }, failing);
    await printer.print(document('<p>one</p>'));
    await expect(printer.print(document('<p>two</p>'))).rejects.toThrow('the disk is gone');
    await printer.close();
  });
});
