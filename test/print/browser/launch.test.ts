import { describe, expect, test } from 'vitest';
import { diskAt } from '../../../pipeline/disk.ts';
import { launch } from '../../../pipeline/print/browser/launch.ts';
import { locateBrowser } from '../../../pipeline/print/browser/locate.ts';
import { openPrinter } from '../../../pipeline/print/print.ts';
import type { World } from '../../../pipeline/world.ts';
import { textByPdfJs } from '../../support/pdf-text.ts';
import { quietWorld, usePrinter } from '../../support/printing.ts';
import { scratchDisk, utf8 } from '../../support/scratch.ts';

const { document } = usePrinter();

/** Writes a shell script, to stand for a browser. Returns its absolute path. */
async function program(script: string): Promise<string> {
  const disk = await scratchDisk();
  await disk.write('browser', utf8(`#!/bin/sh\n${script}\n`), 0o755);
  return disk.locate('browser');
}

describe('a browser that does not start', () => {
  test.each([
    [
      'says what it lacks',
      'echo "browser: error while loading shared libraries: libnss3.so: cannot open" >&2; exit 127',
      'error while loading shared libraries: libnss3.so',
    ],
    [
      'says what is fatal before what is not',
      'echo "[1:2:3/4:ERROR:a.cc(1)] odd" >&2; echo "[1:2:3/4:FATAL:b.cc(2)] No room" >&2; exit 1',
      'No room',
    ],
    ['says nothing', 'exit 3', 'it ended with code 3'],
    ['is killed', 'kill -9 $$', 'it was ended by SIGKILL'],
  ])('and %s', async (_, script, reason) => {
    const path = await program(script);
    const world = quietWorld({ CHROMIUM_PATH: path });
    await expect(openPrinter(world, { jobs: 1 })).rejects.toMatchObject({
      name: 'EnvironmentError',
      message: expect.stringMatching(`the browser ${path} does not start: .*${reason}`) as string,
    });
    const left = (await world.cache.list('profiles')).filter((one) =>
      one.startsWith(`profiles/${process.pid}-`),
    );
    expect(new Set(left.map((one) => one.split('/')[1])).size).toBe(1);
  });
});

describe.runIf(process.platform === 'linux')('the sandbox', () => {
  /** The real browser, on a machine that allows no sandbox and has a user who is not root. */
  async function restricted(notes: string[]): Promise<World> {
    const world = quietWorld();
    const { path, libraries } = await locateBrowser(world);
    const script = `export LD_LIBRARY_PATH='${libraries}'\ncase "$*" in *--no-sandbox*) exec '${path}' "$@";; esac\necho '[1:FATAL:zygote.cc(1)] No usable sandbox!' >&2\nexit 1`;
    return {
      ...world,
      environment: { CHROMIUM_PATH: await program(script) },
      machine: { ...world.machine, isRoot: false },
      log: { note: (line) => notes.push(line) },
    };
  }

  test('that does not start is done without, and that is said once, with the reason', async () => {
    const notes: string[] = [];
    const printer = await openPrinter(await restricted(notes), { jobs: 2 });
    const prints = await Promise.all([printer.print(document()), printer.print(document())]);
    await printer.close();
    expect(prints.flatMap(({ messages }) => messages)).toEqual([]);
    expect(notes).toEqual([
      'Printing without the browser’s sandbox, which does not start here: No usable sandbox!',
    ]);
  });

  test('is not tried as root', async () => {
    const notes: string[] = [];
    const world = await restricted(notes);
    const asRoot = { ...world, machine: { ...world.machine, isRoot: true } };
    const running = await launch(asRoot, await locateBrowser(asRoot));
    expect(running.isSandboxed).toBe(false);
    await running.kill();
    expect(notes).toEqual([]);
  });
});

/** The pinned browser as one that the system might have. */
async function systemBrowser(): Promise<World['environment']> {
  const { path, libraries } = await locateBrowser(quietWorld());
  return {
    CHROMIUM_PATH: await program(`export LD_LIBRARY_PATH='${libraries}'\nexec '${path}' "$@"`),
  };
}

test('a browser that is not the one of the lock file prints, with a warning', async () => {
  const printer = await openPrinter(quietWorld(await systemBrowser()), { jobs: 1 });
  const { printed } = await printer.print(document('<p>text</p>'));
  await printer.close();
  expect(printed && (await textByPdfJs(printed.pdf))).toContain('text');
  expect(printer.browser.pinned).toBe(false);
  expect(printer.messages).toMatchObject([{ ruleId: 'other-browser', fatal: false }]);
});

test('a browser that is killed while it starts is started once more', async () => {
  const { path, libraries } = await locateBrowser(quietWorld());
  const seen = (await scratchDisk()).locate('seen');
  const script = `mkdir '${seen}' 2>/dev/null && kill -9 $$\nexport LD_LIBRARY_PATH='${libraries}'\nexec '${path}' "$@"`;
  const printer = await openPrinter(quietWorld({ CHROMIUM_PATH: await program(script) }), { jobs: 1 });
  const { printed } = await printer.print(document('<p>text</p>'));
  await printer.close();
  expect(await diskAt(seen).kind('')).toBe('folder');
  expect(printed && (await textByPdfJs(printed.pdf))).toContain('text');
});

test('a cache may lie in a folder of any name', async () => {
  const scratch = await scratchDisk();
  const cache = diskAt(scratch.locate('a & b <c> "d"/ü'));
  const printer = await openPrinter({ ...quietWorld(await systemBrowser()), cache }, { jobs: 1 });
  const { messages } = await printer.print(document('<p>text <code>code</code></p>'));
  await printer.close();
  // The one face that fontconfig knows of is found where our configuration says.
  expect(messages.map(({ reason }) => reason)).toEqual(['Unexpected face SourceSans3-Black in "code"']);
});
