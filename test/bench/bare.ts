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
 * and fonts kept, the body exchanged, hidden on the screen. Nothing is measured, checked, finished or written. From warm
 * browsers, documents composed before: documents a second, and CPU seconds a document with what drives the browsers.
 */
export async function printBare(
  folder: string,
  options: { readonly editions: readonly string[]; readonly products: readonly string[] },
  jobs: number,
): Promise<{ readonly pace: number; readonly seconds: number }> {
  const world = realWorld(folder, process.env, { note: () => undefined }, process);
  const documents = (await check(world, options)).documents.map((one): Composed => ({ ...one }));
  const presses = openPresses(world, await locateBrowser(world), { jobs, renewAfter: Infinity });
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
    const [first] = documents;
    if (!first) throw new Error('there is nothing to print');
    await Promise.all(Array.from({ length: jobs }, () => print(first)));
    const spent = await treeSeconds(process.pid);
    const start = performance.now();
    await forEach(documents, jobs, undefined, async (one) => {
      await print(one);
    });
    const pace = documents.length / ((performance.now() - start) / 1000);
    return { pace, seconds: ((await treeSeconds(process.pid)) - spent) / documents.length };
  } finally {
    await presses.close();
  }
}
