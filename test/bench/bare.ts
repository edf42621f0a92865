import { realWorld } from '../../pipeline/disk.ts';
import { check } from '../../pipeline/build.ts';
import type { Document as Composed } from '../../pipeline/model.ts';
import { forEach } from '../../pipeline/parallel.ts';
import { locateBrowser } from '../../pipeline/print/browser/locate.ts';
import { openPresses, type Press } from '../../pipeline/print/presses.ts';
import { narrowAscii, printSheet } from '../../pipeline/print/sheet.ts';
import { treeSeconds } from './process-tree.ts';

/** Hides what is on the screen from its layout; a print is not a screen. */
const hiding = '@media screen { body { display: none } }';

/**
 * Prints documents with the browser alone, driven in the best way known: browsers of one page beside each other, styles
 * and fonts kept, the body exchanged, hidden on the screen. Nothing is measured, checked, finished or written, and
 * documents are composed before. Gives documents a second and CPU seconds a document with what drives the browsers, both
 * from their start on; and the documents a second from when as many are printed as there are browsers.
 */
export async function printBare(
  folder: string,
  options: { readonly editions: readonly string[]; readonly products: readonly string[] },
  jobs: number,
): Promise<{ readonly pace: number; readonly warmPace: number; readonly seconds: number }> {
  const world = realWorld(folder, process.env, { note: () => undefined }, process);
  const documents = (await check(world, options)).documents.map((one): Composed => ({ ...one }));
  const location = await locateBrowser(world);
  // Loaded as it is for the command that it stands beside.
  await import('puppeteer');
  const spent = await treeSeconds(process.pid);
  const start = performance.now();
  const presses = openPresses(world, location, { jobs, renewAfter: Infinity });
  const warm = new WeakSet<Press>();
  const print = (composed: Composed): Promise<unknown> =>
    presses.use(async (press) => {
      const { page } = press.sheet;
      if (!warm.has(press)) await page.emulateMediaType();
      const { style, ...job } = composed.print;
      const whole = { ...job, style: warm.has(press) ? '' : style + hiding };
      // As ASCII and as part of a program: a letter beyond Latin-1 would cost a tenth of the pace.
      await page.evaluate(`(async ({ body, lang, pageStyle, style, title }) => {
        const set = (id, text) => {
          if (text !== '') document.getElementById(id).textContent = text;
        };
        set('kept', style);
        set('own', pageStyle);
        document.documentElement.lang = lang;
        document.title = title;
        document.body.innerHTML = body;
        await Promise.all([...document.fonts].map((face) => face.load()));
      })(${narrowAscii(whole)})`);
      warm.add(press);
      await printSheet(press.sheet);
    });
  try {
    let printed = 0;
    let [warmAt, warmCount] = [start, 0];
    await forEach(documents, jobs, undefined, async (one) => {
      await print(one);
      printed++;
      if (printed <= jobs) [warmAt, warmCount] = [performance.now(), printed];
    });
    const end = performance.now();
    return {
      pace: (1000 * printed) / (end - start),
      warmPace: printed > warmCount ? (1000 * (printed - warmCount)) / (end - warmAt) : NaN,
      seconds: ((await treeSeconds(process.pid)) - spent) / printed,
    };
  } finally {
    await presses.close();
  }
}
