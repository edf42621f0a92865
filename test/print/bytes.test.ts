import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { finish } from '../../pipeline/finish/finish.ts';
import { sha256 } from '../../pipeline/manifest.ts';
import type { Document } from '../../pipeline/model.ts';
import type { Printer } from '../../pipeline/print/print.ts';
import { ownBrowsers, quietWorld, usePrinter } from '../support/printing.ts';

const { document, open } = usePrinter();

/** Hash of the finished file. */
async function hashOf(printer: Printer, one: Document): Promise<string> {
  const { printed, messages } = await printer.print(one);
  if (!printed) throw new Error(messages.map(({ reason }) => reason).join('\n'));
  return sha256((await finish(one, printed)).artefact.bytes);
}

async function withPrinter<T>(work: (printer: Printer) => Promise<T>, world = quietWorld()): Promise<T> {
  const printer = await open({}, world);
  try {
    return await work(printer);
  } finally {
    await printer.close();
  }
}

describe('the same document gives the same bytes', () => {
  const sample = (): Document => document();
  const others = (): readonly Document[] => [
    document(
      '<h1>Other</h1><table><tr><th scope="row">a</th><td>b</td></tr></table>',
      'p { color: red; hyphens: auto }',
    ),
    document('<p id="x"><a href="#x">x</a></p>', ':root { --page-width: 100mm } @page { size: 100mm 150mm }'),
    {
      ...document('<p>texto</p>'),
      print: {
        ...document('<p>texto</p>').print,
        lang: 'es',
        title: 'Otro',
        pageStyle: 'p { font-size: 30pt }',
      },
    },
  ];

  test('from a fresh browser, from one that has printed others, and while another prints beside it', async () => {
    const fresh = await withPrinter((printer) => hashOf(printer, sample()));
    const warm = await withPrinter(async (printer) => {
      const hashes: string[] = [];
      for (const other of others()) {
        await printer.print(other);
        hashes.push(await hashOf(printer, sample()));
      }
      return hashes;
    });
    const beside = await open({ jobs: 2 });
    const together = await Promise.all(
      [sample(), ...others(), sample(), sample()].map((one) => hashOf(beside, one)),
    );
    await beside.close();
    expect(new Set([fresh, ...warm, together[0], ...together.slice(-2)]).size).toBe(1);
    expect(new Set(together).size).toBe(4);
  });

  test('from a browser whose last document went wrong', async () => {
    await withPrinter(async (printer) => {
      const before = await hashOf(printer, sample());
      await printer.print(
        document('<p style="width:900px">x</p><img alt="x" src="http://127.0.0.1:9/x"><code>y</code>'),
      );
      expect(await hashOf(printer, sample())).toBe(before);
      await printer.print(document('<p>x</p>', '@page { margin: -1e9mm }'));
      expect(await hashOf(printer, sample())).toBe(before);
    });
  });

  test.runIf(process.platform === 'linux')(
    'because the browser sees nothing of the person’s environment',
    async () => {
      const before = (await ownBrowsers()).map(({ pid }) => pid);
      const world = quietWorld({
        ...process.env,
        TZ: 'America/Lima',
        LC_ALL: 'ar_EG.UTF-8',
        http_proxy: 'http://127.0.0.1:1',
        CHROMIUM_PATH: undefined,
      });
      await withPrinter(async () => {
        const one = (await ownBrowsers()).find(({ pid }) => !before.includes(pid));
        const text = await readFile(`/proc/${one?.pid ?? 0}/environ`, 'utf8');
        const environment = new Map(
          text
            .split('\0')
            .filter((line) => line !== '')
            .map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]),
        );
        expect([...environment.keys()].sort()).toEqual([
          'FONTCONFIG_FILE',
          'HOME',
          'LANG',
          'LD_LIBRARY_PATH',
          'TZ',
        ]);
        expect([environment.get('TZ'), environment.get('LANG')]).toEqual(['UTC', 'C.UTF-8']);
      }, world);
    },
  );
});

describe('a print', () => {
  test('has the title and the language of its document', async () => {
    const raw = async (one: Document): Promise<string> =>
      withPrinter(async (printer) =>
        Buffer.from((await printer.print(one)).printed?.pdf ?? []).toString('latin1'),
      );
    const one = document('<p>texto</p>');
    const text = await raw({ ...one, print: { ...one.print, lang: 'es', title: 'Un titulo' } });
    expect(text).toMatch(/\/Title \(Un titulo\)/);
    expect(text).toMatch(/\/Lang \(es\)/);
    expect(text).toContain('/StructTreeRoot');
    expect(text).not.toContain('/Type3');
  });
});
