import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textByPdfJs } from '../support/pdf-text.ts';
import { usePrinter } from '../support/printing.ts';
import { scratchDisk, utf8 } from '../support/scratch.ts';

const { print, problems } = usePrinter();

/** Everything that reaches this machine's own server: even a connection without a request is written down. */
const visits: string[] = [];
const server = createServer((request, response) => {
  visits.push(request.url ?? '');
  response.writeHead(302, { location: '/redirected' }).end();
});
server.on('connection', () => visits.push('connection'));
server.on('upgrade', () => visits.push('socket'));
let host = '';
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => (visits.length = 0));

/** Ways to ask for an address; HOST is the server. */
const ways: Readonly<Record<string, string>> = {
  picture: '<img alt="x" src="http://HOST/asked">',
  'picture by a number for its host': '<img alt="x" src="http://2130706433:PORT/asked">',
  'picture by IPv6': '<img alt="x" src="http://[::ffff:127.0.0.1]:PORT/asked">',
  'picture by a name': '<img alt="x" src="http://localhost:PORT/asked">',
  'picture in a drawing': '<svg><image href="http://HOST/asked"/></svg>',
  'part of another drawing': '<svg><use href="http://HOST/asked#part"/></svg>',
  background: '<p style="background:url(http://HOST/asked)">y</p>',
  'generated content': '<style>p::after { content: url(http://HOST/asked) }</style>',
  'running head': '<style>@page { @top-left { content: url(http://HOST/asked) } }</style>',
  'imported style': '<style>@import "http://HOST/asked";</style>',
  'linked style': '<link rel="stylesheet" href="http://HOST/asked">',
  'connection in advance': '<link rel="preconnect" href="http://HOST">',
  'name in advance': '<link rel="dns-prefetch" href="http://HOST">',
  'page in advance': '<link rel="prefetch" href="http://HOST/asked">',
  icon: '<link rel="icon" href="http://HOST/asked">',
  font: '<style>@font-face{font-family:F;src:url(http://HOST/asked)}</style><p style="font-family:F">y</p>',
  frame: '<iframe src="http://HOST/asked"></iframe>',
  object: '<object data="http://HOST/asked"></object>',
  film: '<video src="http://HOST/asked"></video>',
  sound: '<audio src="http://HOST/asked"></audio>',
  refresh: '<meta http-equiv="refresh" content="0;url=http://HOST/asked">',
  base: '<base href="http://HOST/"><img alt="x" src="asked">',
  script: '<script>fetch("http://HOST/asked");new WebSocket("ws://HOST/asked")</script>',
  handler:
    '<img alt="x" src="data:," onerror="new WebSocket(\'ws://HOST/asked\');fetch(\'http://HOST/asked\')">',
};

describe('a print reaches no network', () => {
  test.each(Object.entries(ways))('%s', async (_, way) => {
    const body = way.replaceAll('HOST', host).replaceAll('PORT', host.split(':')[1] ?? '');
    const found = await problems(`<p>x</p>${body}`);
    expect(visits).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
    // A handler asks for nothing, because script does not run: the broken picture is what is told.
    if (body.includes('onerror')) expect(found.join()).toContain('Unexpected data in the picture');
    else
      expect(found.join()).toMatch(new RegExp(`^blocked-request: .*(${host}|:${host.split(':')[1] ?? ''})`));
  });

  test('and the server would have noticed', async () => {
    await fetch(`http://${host}/asked`, { redirect: 'manual' });
    expect(visits).toEqual(['connection', '/asked']);
  });

  test('a document that tries spoils none that follow', async () => {
    await problems(`<p>x</p><meta http-equiv="refresh" content="1;url=http://${host}/later">`);
    for (let i = 0; i < 3; i++) {
      expect(await problems('<p>innocent</p>')).toEqual([]);
      await new Promise((later) => setTimeout(later, 500));
    }
    expect(visits).toEqual([]);
  });

  test('a data: address is no request', async () => {
    const dot =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
    expect(await problems(`<p>x <img alt="dot" src="${dot}"></p>`)).toEqual([]);
  });
});

describe('a print reaches no file', () => {
  test.each([
    ['a frame', (path: string) => `<iframe src="file://${path}"></iframe>`],
    ['an object', (path: string) => `<object data="file://${path}"></object>`],
    ['a picture', (path: string) => `<img alt="x" src="file://${path}">`],
    ['a style', (path: string) => `<style>@import "file://${path}";</style>`],
  ])('by %s, and says so', async (_, way) => {
    const disk = await scratchDisk();
    await disk.write('secret.txt', utf8('TOPSECRET'));
    const { printed, messages } = await print(`<p>Open.</p>${way(disk.locate('secret.txt'))}`);
    expect(messages.map(({ reason }) => reason).join()).toContain('secret.txt');
    const text = printed ? await textByPdfJs(printed.pdf) : '';
    expect(text).toContain('Open.');
    expect(text).not.toContain('TOPSECRET');
  });
});

test('script does not run', async () => {
  const { printed } = await print(
    '<p id="p">before</p><img alt="x" src="data:," onerror="document.getElementById(\'p\').textContent=\'after\'">',
  );
  expect(printed && (await textByPdfJs(printed.pdf))).toContain('before');
});
