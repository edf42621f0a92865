import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { usePrinter } from '../support/printing.ts';
import { listen, type Listener } from './listener.ts';

const { print, problems } = usePrinter();
let listener: Listener;
beforeAll(async () => {
  listener = await listen();
});
afterAll(() => listener.close());
beforeEach(() => (listener.visits.length = 0));

/** Names of this machine, as an address may spell them. */
const hosts = [
  '127.0.0.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '127.1',
  '0',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::]',
  'localhost',
  'LOCALHOST.',
  'x.localhost',
] as const;
const schemes = [
  'http',
  'https',
  'ws',
  'wss',
  'ftp',
  'blob:http',
  'filesystem:http',
  'view-source:http',
  'feed',
] as const;

/** Each way by which a page asks for an address, AT. Content of a document goes through no other check here. */
const ways: Readonly<Record<string, string>> = {
  'srcset and picture': '<picture><source srcset="AT 1x"><img srcset="AT 2x" alt="x"></picture>',
  'input of a form': '<form action="AT"><input type="image" src="AT" alt="x" autofocus></form>',
  embed: '<embed src="AT"><embed type="image/svg+xml" src="AT">',
  'object with its own fallback':
    '<object data="AT" type="text/html"><object data="AT" type="image/png"></object></object>',
  'film, its poster and its words':
    '<video src="AT" poster="AT" autoplay><source src="AT"><track default src="AT"></video>',
  'page in a page':
    '<iframe src="AT"></iframe><iframe srcdoc="&lt;img src=AT&gt;"></iframe><frameset><frame src="AT"></frameset>',
  'links of every kind': [
    'preconnect',
    'dns-prefetch',
    'prefetch',
    'preload" as="image',
    'modulepreload',
    'prerender',
    'icon',
    'apple-touch-icon',
    'stylesheet',
    'alternate stylesheet',
    'manifest',
    'import',
    'search',
    'pingback',
    'canonical',
  ]
    .map((rel) => `<link rel="${rel}" href="AT">`)
    .join(''),
  'drawing of drawings':
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="AT"/><use xlink:href="AT#a"/><filter id="f"><feImage href="AT"/></filter><rect filter="url(#f)" width="9" height="9"/><rect fill="url(AT#p)" mask="url(AT#m)" clip-path="url(AT#c)" filter="url(AT#f)" width="9" height="9"/><script href="AT"/><foreignObject><img alt="x" src="AT"></foreignObject><animate attributeName="href" to="AT"/><textPath href="AT">x</textPath><linearGradient href="AT"/></svg>',
  'every property of a style': `<style>@import url(AT); @import "AT" screen; @namespace url(AT); @font-face{font-family:F;src:url(AT)} @counter-style s{system:cyclic;symbols:url(AT)} p{font-family:F;background:url(AT),image-set("AT" 1x),-webkit-image-set(url(AT) 1x);border-image:url(AT);list-style:url(AT);cursor:url(AT),auto;content:url(AT);mask:url(AT);clip-path:url(AT);filter:url(AT);shape-outside:url(AT)} p::before{content:url(AT)} p::first-letter{background:url(AT)} @page{background:url(AT);@top-left{content:url(AT)}}</style><p style="background-image:url('AT')">F</p>`,
  'an old table': '<table background="AT"><tr><td background="AT">x</td></tr></table><body background="AT">',
  'script of every kind':
    '<script src="AT"></script><script type="module">import "AT"</script><script>new Image().src="AT";new WebSocket("AT".replace(/^http/,"ws"));navigator.sendBeacon("AT");fetch("AT");new EventSource("AT");new Worker("AT");new RTCPeerConnection({iceServers:[{urls:"stun:127.0.0.1:PORT"}]}).createDataChannel("x");location="AT";open("AT")</script>',
  'handlers of every kind':
    '<img alt="x" src="data:," onerror="fetch(\'AT\')"><svg onload="fetch(\'AT\')"></svg><body onload="fetch(\'AT\')"><details open ontoggle="fetch(\'AT\')"><summary>x</summary></details><input autofocus onfocus="fetch(\'AT\')"><a href="javascript:fetch(\'AT\')">x</a>',
  'page that sends the reader elsewhere':
    '<meta http-equiv="refresh" content="0;url=AT"><meta http-equiv="Link" content="&lt;AT&gt;; rel=preconnect"><base href="AT">',
  'weaker wall of its own':
    '<meta http-equiv="Content-Security-Policy" content="default-src *; report-uri AT"><meta http-equiv="x-dns-prefetch-control" content="on"><a href="AT" ping="AT">x</a><img alt="x" src="AT">',
  'page in data':
    "<iframe src=\"data:text/html,<img src=AT><script>fetch('AT')</script>\"></iframe><object data=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='AT'/></svg>\"></object><img alt=\"x\" src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='AT'/></svg>\">",
};

describe('no packet leaves a print, though its document went through no check', () => {
  test.each(Object.entries(ways))('by %s', async (_, way) => {
    const all = hosts.flatMap((host) => way.replaceAll('AT', `http://${host}:PORT/asked`));
    const other = schemes.map((scheme) => way.replaceAll('AT', `${scheme}://127.0.0.1:PORT/asked`));
    await print(`<p>x</p>${[...all, ...other].join('').replaceAll('PORT', String(listener.port))}`);
    expect(listener.visits).toEqual([]);
  });

  test('nor by a style of the template', async () => {
    const { messages } = await print(
      '<p>x</p>',
      `@import "http://127.0.0.1:${listener.port}/a"; p { background: url(http://[::1]:${listener.port}/b) }`,
    );
    expect(listener.visits).toEqual([]);
    expect(messages.length).toBeGreaterThan(0);
  });

  test('nor some time later', async () => {
    await problems(`<meta http-equiv="refresh" content="1;url=http://127.0.0.1:${listener.port}/later">`);
    await new Promise((later) => setTimeout(later, 1500));
    expect(listener.visits).toEqual([]);
  });

  test('and each would have been noticed: connections of both families, datagrams', async () => {
    await new Promise<void>((done) =>
      connect(listener.port, '127.0.0.1')
        .on('close', () => done())
        .resume()
        .end('GET /x\r\n'),
    );
    const socket = createSocket('udp4');
    socket.send('x', listener.port, '127.0.0.1', () => socket.close());
    await expect.poll(() => listener.visits).toContain('127.0.0.1 datagram');
    expect(listener.visits).toContain('127.0.0.1 connection');
    expect(listener.visits).toContain('127.0.0.1 GET /x');
  });
});
