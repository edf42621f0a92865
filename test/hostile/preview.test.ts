import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, editableProject, previewOf, type OpenedPreview } from '../support/preview.ts';

let project: Awaited<ReturnType<typeof editableProject>>;
let preview: OpenedPreview;
beforeAll(async () => {
  project = await editableProject();
  preview = await previewOf(project, 'peru');
});
afterAll(async () => {
  await preview.close();
  await project.remove();
});

/** Sends bytes as they stand and gives what comes back until the server hangs up, or '' after a while. */
async function send(text: string, patience = 3000): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(preview.port, '127.0.0.1');
    const end = (): void => {
      socket.destroy();
      resolve(answer);
    };
    setTimeout(end, patience).unref();
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', end);
    socket.on('close', end);
    socket.write(Buffer.from(text, 'latin1'));
  });
}
const request = (line: string, ...headers: readonly string[]): string =>
  [line, `Host: 127.0.0.1:${preview.port}`, ...headers, 'Connection: close', '', ''].join('\r\n');
const isAlive = async (): Promise<void> => {
  expect((await ask(preview.port, '/')).status).toBe(200);
};

describe('bytes that are no proper request', () => {
  test.each([
    ['a path with NUL', (): string => request('GET /PER\0 HTTP/1.1')],
    ['a path that is no path', (): string => request('GET PER HTTP/1.1')],
    ['two slashes and a host', (): string => request('GET //127.0.0.1/../etc/passwd HTTP/1.1')],
    ['backslashes', (): string => request('GET \\..\\..\\etc\\passwd HTTP/1.1')],
    ['a path of 100,000 letters', (): string => request(`GET /${'a'.repeat(100_000)} HTTP/1.1`)],
    [
      '100,000 headers',
      (): string =>
        request('GET / HTTP/1.1', ...Array.from({ length: 10_000 }, (_, i) => `X-${i}: ${'y'.repeat(50)}`)),
    ],
    ['two hosts', (): string => request('GET / HTTP/1.1', 'Host: evil.example')],
    ['no host', (): string => 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a tunnel', (): string => request('CONNECT evil.example:443 HTTP/1.1')],
    [
      'a length and pieces at once',
      (): string => request('POST / HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked'),
    ],
    ['another protocol', (): string => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['noise', (): string => '\0\x01\x02\xff\r\n\r\n'],
  ])('%s gets no page', async (_, text) => {
    expect(await send(text())).not.toMatch(/^HTTP\/1\.1 200/);
    await isAlive();
  });

  test('a WebSocket is opened for nobody', async () => {
    const headers = [
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ];
    const answer = await send(
      ['GET / HTTP/1.1', `Host: 127.0.0.1:${preview.port}`, 'Connection: Upgrade', ...headers, '', ''].join(
        '\r\n',
      ),
      1000,
    );
    expect(answer).not.toMatch(/^HTTP\/1\.1 101/);
    await isAlive();
  });

  test('events are told to no page of another site', async () => {
    for (const header of ['Origin: http://evil.example', 'Origin: null'])
      expect(await send(request('GET /-/events?at=/ HTTP/1.1', header), 100_000)).toMatch(/^HTTP\/1\.1 403/);
  });

  test('a body of any size is neither read nor kept', async () => {
    const body = request('POST / HTTP/1.1', 'Content-Length: 1000000000') + 'x'.repeat(20_000_000);
    const grown: number[] = [];
    // When memory is given back the runtime decides: what is kept is there each time.
    for (let round = 0; round < 3; round++) {
      const before = process.memoryUsage.rss();
      expect(await send(body)).toMatch(/^(HTTP\/1\.1 405|$)/);
      grown.push(process.memoryUsage.rss() - before);
      await isAlive();
      if (Math.min(...grown) < 200e6) break;
    }
    expect(Math.min(...grown)).toBeLessThan(200e6);
  });

  test('a hundred requests that never end keep nobody else waiting', async () => {
    const sockets = Array.from({ length: 100 }, () => connect(preview.port, '127.0.0.1'));
    for (const socket of sockets) socket.on('error', () => undefined).write('GET / HTTP/1.1\r\nHost: 127');
    await isAlive();
    // Others were answered while all of these still waited.
    expect(sockets.filter(({ destroyed, readableEnded }) => destroyed || readableEnded)).toEqual([]);
    for (const socket of sockets) socket.destroy();
  });
});
