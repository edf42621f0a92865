import { find, make, plural, say } from './elements.mjs';

const [pages, pdfPlace] = ['pages', 'pdf-place'].map(find);
const source = '/-/pdfjs/pdf.mjs';

let pdfjs = null;
let worker = null;
let pdf = null;
let asked = null;

async function openPdf(address) {
  pdfjs ??= import(source).then((library) => {
    library.GlobalWorkerOptions.workerSrc = '/-/pdfjs/pdf.worker.mjs';
    // One for all documents: it is warm when the next one comes.
    worker = new library.PDFWorker();
    return library;
  });
  const [library, response] = await Promise.all([pdfjs, fetch(address)]);
  if (!response.ok) throw new Error(`the server says ${response.status}`);
  const data = new Uint8Array(await response.arrayBuffer());
  return library.getDocument({ data, worker, isEvalSupported: false, useWasm: false }).promise;
}

/** Draws a page beside the old drawing and exchanges them when it is done: no moment is white. */
async function draw(page, item) {
  const { width } = page.getViewport({ scale: 1 });
  const scale = (item.clientWidth / width) * Math.min(2, window.devicePixelRatio || 1);
  const viewport = page.getViewport({ scale: Math.max(0.1, scale) });
  const label = `Page ${page.pageNumber}`;
  const canvas = make('canvas', { role: 'img', 'aria-label': label });
  [canvas.width, canvas.height] = [Math.round(viewport.width), Math.round(viewport.height)];
  await page.render({ canvas, viewport }).promise;
  item.replaceChildren(canvas);
}

/** Items with the sizes of the pages: the place stays where it is. */
function layOut(sizes) {
  while (pages.children.length > sizes.length) pages.lastElementChild.remove();
  while (pages.children.length < sizes.length) pages.append(make('li'));
  sizes.forEach(({ height, width }, i) => {
    const ratio = `${width} / ${height}`;
    if (pages.children[i].style.aspectRatio !== ratio) pages.children[i].style.aspectRatio = ratio;
  });
}

/** Draws pages, those in sight first; `isLast` says whether they are still wanted. */
async function drawAll(document_, isLast) {
  const sheets = await Promise.all(
    Array.from({ length: document_.numPages }, (_, i) => document_.getPage(i + 1)),
  );
  if (!isLast()) return;
  layOut(sheets.map((sheet) => sheet.getViewport({ scale: 1 })));
  say(find('pdf-count'), plural(sheets.length, 'page'));
  const box = pdfPlace.getBoundingClientRect();
  const inSight = sheets.filter((_, i) => {
    const { bottom, top } = pages.children[i].getBoundingClientRect();
    return bottom > box.top && top < box.bottom;
  });
  for (const sheet of inSight) {
    await draw(sheet, pages.children[sheet.pageNumber - 1]);
    if (!isLast()) return;
  }
  pdfPlace.dataset.shown = asked;
  for (const sheet of sheets.filter((one) => !inSight.includes(one))) {
    await draw(sheet, pages.children[sheet.pageNumber - 1]);
    if (!isLast()) return;
  }
  pdfPlace.dataset.drawn = asked;
}

/** Shows the PDF at an address in the place of the one before. */
export async function showPdf(address) {
  if (asked === address) return;
  asked = address;
  pdfPlace.dataset.asked = address;
  const isLast = () => asked === address;
  try {
    const next = await openPdf(address);
    const old = pdf;
    if (!isLast()) return void next.destroy();
    pdf = next;
    await drawAll(next, isLast);
    await old?.destroy();
  } catch (cause) {
    // A newer one has come in between, or will: the server tells of it.
    if (isLast())
      say(find('pdf-count'), `cannot be shown: ${cause instanceof Error ? cause.message : cause}`);
  }
}

let resized;
let lastWidth = 0;
new ResizeObserver(() => {
  const { clientWidth } = pdfPlace;
  if (clientWidth === 0 || clientWidth === lastWidth) return;
  lastWidth = clientWidth;
  clearTimeout(resized);
  resized = setTimeout(() => {
    const address = asked;
    if (pdf) void drawAll(pdf, () => asked === address && lastWidth === clientWidth).catch(() => undefined);
  }, 150);
}).observe(pdfPlace);
