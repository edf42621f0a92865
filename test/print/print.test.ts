import { createServer, type Server } from 'node:http';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realWorld } from '../../pipeline/disk.ts';
import { finish } from '../../pipeline/finish/finish.ts';
import { loadFonts } from '../../pipeline/fonts.ts';
import type { Document } from '../../pipeline/model.ts';
import { openPrinter, type Printer } from '../../pipeline/print/print.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { textByPdfJs } from '../support/pdf-text.ts';

const world = realWorld('.', {}, { note: () => undefined }, process);
const run = promisify(execFile);
let fonts: string;
let printer: Printer;
let server: Server;
let address: string;
const visits: string[] = [];

beforeAll(async () => {
  fonts = (await loadFonts(world)).printStyle;
  printer = await openPrinter(world, { jobs: 1 });
  server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end();
  });
  server.on('upgrade', (request) => visits.push(`socket ${request.url ?? ''}`));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await printer.close();
  server.close();
});

const documentWith = (body: string, style = ''): Document => sampleDocument(fonts, { body, style });
const rulesOf = async (document: Document): Promise<string[]> =>
  (await printer.print(document)).messages.map(({ ruleId }) => ruleId ?? '');

describe('the wall around a print', () => {
  test.each([
    ['a picture', () => `<p>x</p><img alt="x" src="${address}/img">`],
    ['a picture in a drawing', () => `<p>x</p><svg><image href="${address}/svg"/></svg>`],
    ['an imported style', () => `<p>x</p><style>@import "${address}/import";</style>`],
    ['a background', () => `<p style="background:url(${address}/background)">x</p>`],
    [
      'a font',
      () => `<style>@font-face{font-family:F;src:url(${address}/font)}</style><p style="font-family:F">x</p>`,
    ],
    ['a frame', () => `<p>x</p><iframe src="${address}/frame"></iframe>`],
    ['an object', () => `<p>x</p><object data="${address}/object"></object>`],
    [
      'a hint',
      () =>
        `<p>x</p><link rel="preconnect" href="${address}"><link rel="prefetch" href="${address}/prefetch"><link rel="stylesheet" href="${address}/sheet">`,
    ],
    ['a refresh', () => `<p>x</p><meta http-equiv="refresh" content="0;url=${address}/refresh">`],
    [
      'a script',
      () =>
        `<p>x</p><script>fetch("${address}/script");new WebSocket("${address.replace('http', 'ws')}/socket")</script><img alt="" src="x" onerror="fetch('${address}/error')">`,
    ],
    ['a video', () => `<p>x</p><video src="${address}/video"></video><audio src="${address}/audio"></audio>`],
  ])('%s reaches no server', async (_, body) => {
    await printer.print(documentWith(body()));
    expect(visits).toEqual([]);
  });

  test('a picture from elsewhere is an error that names its address', async () => {
    const { messages } = await printer.print(documentWith(`<p>x</p><img alt="x" src="${address}/named">`));
    expect(messages.map(({ reason }) => reason).join()).toContain('/named');
    expect(messages.every(({ fatal }) => fatal)).toBe(true);
  });

  test('a file of the disk is neither shown nor silently left out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'briefs-'));
    await writeFile(join(folder, 'secret.txt'), 'TOPSECRET');
    const { printed, messages } = await printer.print(
      documentWith(
        `<p>Open text.</p><iframe src="file://${folder}/secret.txt"></iframe><img alt="x" src="file://${folder}/secret.txt">`,
      ),
    );
    expect(messages.length).toBeGreaterThan(0);
    if (printed) expect(await textByPdfJs(printed.pdf)).not.toContain('TOPSECRET');
    await rm(folder, { recursive: true });
  });

  test('script in a document does not run', async () => {
    const { printed } = await printer.print(
      documentWith('<p id="p">before</p><script>document.getElementById("p").textContent="after"</script>'),
    );
    expect(printed && (await textByPdfJs(printed.pdf))).toContain('before');
  });
});

describe('what a print is checked for', () => {
  test('a text larger than its box', async () => {
    const { messages } = await printer.print(
      documentWith(
        '<div data-fit style="height:20px;overflow:hidden"><p>Far too much text for so small a box, line upon line upon line upon line upon line upon line</p></div>',
      ),
    );
    expect(messages[0]).toMatchObject({ ruleId: 'overflow', fatal: true });
    expect(messages[0]?.reason).toContain('Far too much text');
  });

  test('a text wider than the page', async () => {
    expect(await rulesOf(documentWith(`<p>${'x'.repeat(400)}</p>`))).toEqual(['overflow']);
  });

  test('a face that cannot be loaded', async () => {
    const broken = "@font-face{font-family:'Broken';src:url(data:font/ttf;base64,AAAA)}";
    expect(await rulesOf(documentWith('<p>x</p>', broken))).toContain('missing-face');
  });

  test('an empty page', async () => {
    expect(await rulesOf(documentWith('<p> </p>'))).toContain('empty');
  });
});

describe('a print', () => {
  test('is the same from a page that has printed others and from a fresh browser, with its own title', async () => {
    const document = sampleDocument(fonts);
    await printer.print(
      documentWith(
        '<h1>Another</h1><table><tr><th scope="row">a</th><td>b</td></tr></table>',
        'p { color: red }',
      ),
    );
    const warm = (await printer.print(document)).printed;
    const fresh = await openPrinter(world, { jobs: 1 });
    const cold = (await fresh.print(document)).printed;
    await fresh.close();
    if (!warm || !cold) throw new Error('nothing printed');
    const [one, other] = [await finish(document, warm), await finish(document, cold)];
    expect(Buffer.compare(one.artefact.bytes, other.artefact.bytes)).toBe(0);
  });

  test('breaks long words at the ends of lines, where the dictionary allows it', async () => {
    const words =
      'internationalization characteristically responsibilities uncharacteristic administration organizational '.repeat(
        3,
      );
    const { printed } = await printer.print(
      documentWith(`<p style="width:90px;hyphens:auto;hyphenate-limit-chars:6 3 3">${words}</p>`),
    );
    const text = printed ? await textByPdfJs(printed.pdf) : '';
    const breaks = [...text.matchAll(/(\p{L}+)\s*[-\u2010]\s+/gu)].map(([, start]) => start);
    expect(breaks.length).toBeGreaterThan(3);
    for (const start of breaks) expect(words).toContain(start);
  });

  test('is made once more when its browser is killed', async () => {
    const own = await openPrinter(world, { jobs: 1 });
    const folder = world.cache.locate('profiles');
    const pids = async (): Promise<string[]> =>
      (await run('pgrep', ['-f', `${folder}/${process.pid}-`]).catch(() => ({ stdout: '' }))).stdout
        .split('\n')
        .filter(Boolean);
    const before = await pids();
    const printing = own.print(sampleDocument(fonts));
    for (const pid of await pids()) process.kill(Number(pid), 'SIGKILL');
    const { printed, messages } = await printing;
    expect(before.length).toBeGreaterThan(0);
    expect(messages.map(({ reason }) => reason)).toEqual([]);
    expect(printed?.pdf.length).toBeGreaterThan(1000);
    await own.close();
  });

  test('that takes too long ends in a message, and the next document is printed', async () => {
    const own = await openPrinter(world, { jobs: 1, timeout: 400 });
    const endless = documentWith(
      `<p>${'<span>word </span>'.repeat(200_000)}</p>`,
      'p { columns: 40; text-wrap: pretty }',
    );
    const { printed, messages } = await own.print(endless);
    expect(printed).toBeNull();
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['timeout']);
    await own.close();
  });

  test('leaves no profile behind when the printer is closed', async () => {
    const own = await openPrinter(world, { jobs: 2 });
    await Promise.all([own.print(sampleDocument(fonts)), own.print(sampleDocument(fonts))]);
    await own.close();
    const left = (await readdir(world.cache.locate('profiles'))).filter((name) =>
      name.startsWith(`${process.pid}-`),
    );
    expect(left.length).toBeLessThanOrEqual(1);
  });
});

describe('the browser', () => {
  test('named by CHROMIUM_PATH that is no program is an error of the machine', async () => {
    const other = realWorld('.', { CHROMIUM_PATH: '/nowhere/chromium' }, { note: () => undefined }, process);
    await expect(openPrinter(other, { jobs: 1 })).rejects.toThrow('/nowhere/chromium');
  });

  test('is unpacked whole by two runs at once in an empty cache, and one that is half unpacked is not used', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'briefs-cache-'));
    const open = async (): Promise<Printer> =>
      openPrinter(realWorld('.', { XDG_CACHE_HOME: cache }, { note: () => undefined }, process), { jobs: 1 });
    await realWorld('.', { XDG_CACHE_HOME: cache }, { note: () => undefined }, process).cache.write(
      'chromium-147.0.0/chromium',
      new Uint8Array(10),
      0o755,
    );
    const printers = await Promise.all([open(), open()]);
    const results = await Promise.all(printers.map((one) => one.print(sampleDocument(fonts))));
    expect(results.map(({ printed }) => (printed?.pdf.length ?? 0) > 1000)).toEqual([true, true]);
    await Promise.all(printers.map((one) => one.close()));
    await rm(cache, { recursive: true, force: true });
  }, 60_000);
});
