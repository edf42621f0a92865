import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Desk } from './desk.ts';
import { briefPolicy, isOurs, pagePolicy, pdfPolicy, walls } from './guard.ts';
import { seatAt, type Seat } from './seats.ts';
import type { Asset } from './shell.ts';
import { openViewer } from './viewers.ts';

/** What an address gives: bytes with their headers, or a seat that is told of changes. */
interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
  readonly seat?: Seat;
}

/**
 * Serves the page, its files and the documents in memory. What an address names is looked up as it stands, undecoded,
 * in lists that were made beforehand: no part of it ever reaches the disk.
 */
export function serverOf(desk: Desk, assets: ReadonlyMap<string, Asset>): Server {
  return createServer((request, response) => {
    const { headers, headersDistinct, method = '', socket, url = '' } = request;
    const { port } = socket.address() as AddressInfo;
    // Of two hosts the first would count, and nobody knows which of them was meant (RFC 9112, 3.2).
    const isPlain = headersDistinct.host?.length === 1;
    const reply = !(isPlain && isOurs(headers, port))
      ? refusal(403, 'This page is for this machine alone.')
      : method === 'GET' || method === 'HEAD'
        ? replyTo(url, desk, assets)
        : refusal(405, 'Nothing can be changed here.', { Allow: 'GET, HEAD' });
    response.writeHead(reply.status, { ...walls, ...reply.headers });
    if (reply.seat && method === 'GET') {
      const viewer = openViewer(reply.seat, response, () => desk.leave(viewer));
      desk.join(viewer);
    } else response.end(method === 'HEAD' ? undefined : reply.body);
  });
}

function replyTo(url: string, { memory }: Desk, assets: ReadonlyMap<string, Asset>): Reply {
  const { codes, made } = memory;
  const [path = ''] = url.split('?');
  /** While no country could be read, every code may be one. */
  const codeOf = (name: string): string | null =>
    codes.get(name.toLowerCase()) ?? (codes.size === 0 && /^[A-Z]{3}$/.test(name) ? name : null);

  if (path === '/-/events') {
    const seat = seatAt(new URLSearchParams(url.slice(path.length)).get('at') ?? '', codeOf);
    const headers = { 'Content-Type': 'text/event-stream; charset=utf-8' };
    return seat ? { status: 200, headers, body: '', seat } : missing;
  }
  const asset = assets.get(path);
  if (asset) return found(asset.type, pagePolicy, asset.bytes);
  const [, document = '', format] = /^\/-\/(.+)\.(html|pdf)$/.exec(path) ?? [];
  const { html, pdf } = made.get(document) ?? {};
  if (html && format === 'html') return found('text/html; charset=utf-8', briefPolicy, html.bytes);
  if (pdf && format === 'pdf') return found('application/pdf', pdfPolicy, pdf.bytes);

  const iso3 = seatAt(url, codeOf)?.iso3 ?? null;
  const page = assets.get('/');
  if (iso3 === null || !page) return missing;
  if (path !== `/${iso3}`) return { status: 302, headers: { Location: `/${iso3}` }, body: '' };
  return found(page.type, pagePolicy, page.bytes);
}

function found(type: string, policy: string, body: Uint8Array): Reply {
  const headers = { 'Content-Type': type, 'Content-Security-Policy': policy };
  return { status: 200, headers: { ...headers, 'Content-Length': String(body.length) }, body };
}

function refusal(status: number, text: string, headers: Reply['headers'] = {}): Reply {
  const type = { 'Content-Type': 'text/plain; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, body: `${status} ${text}\n` };
}

const missing = refusal(404, 'There is no such page. The address / lists the countries.');
