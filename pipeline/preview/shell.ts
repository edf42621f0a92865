import { program } from '../disk.ts';
import type { World } from '../world.ts';

/** A file of the preview's own page. */
export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const script = 'text/javascript; charset=utf-8';

/** Files beside this one, and of installed packages, by the address that they are served under. */
const own = [
  ['/', 'text/html; charset=utf-8', 'preview/page/page.html'],
  ['/-/style.css', 'text/css; charset=utf-8', 'preview/page/style.css'],
  ...['elements', 'list', 'pdf', 'problems', 'script', 'web-page'].map(
    (name) => [`/-/${name}.mjs`, script, `preview/page/${name}.mjs`] as const,
  ),
] as const;
const installed = [
  // The build for older browsers: an editor's need not be of this month.
  ['/-/pdfjs/pdf.mjs', script, 'pdfjs-dist/legacy/build/pdf.min.mjs'],
  ['/-/pdfjs/pdf.worker.mjs', script, 'pdfjs-dist/legacy/build/pdf.worker.min.mjs'],
  ['/-/sans.ttf', 'font/ttf', 'source-sans/TTF/SourceSans3-Regular.ttf'],
  ['/-/sans-semibold.ttf', 'font/ttf', 'source-sans/TTF/SourceSans3-Semibold.ttf'],
] as const;

/** Reads all that the page consists of, once: from then on nothing is read for a request. */
export async function loadShell(world: World): Promise<ReadonlyMap<string, Asset>> {
  const files = [
    ...own.map(([address, type, path]) => ({ address, type, reading: program.read(path) })),
    ...installed.map(([address, type, path]) => ({ address, type, reading: world.asset(path) })),
  ];
  const read = files.map(
    async ({ address, type, reading }) => [address, { type, bytes: await reading }] as const,
  );
  return new Map(await Promise.all(read));
}
