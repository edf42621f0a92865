import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What listens on this machine and writes down whatever reaches it, down to a connection that says nothing. */
export interface Listener {
  readonly port: number;
  readonly visits: string[];
  close(): Promise<void>;
}

/** Answers every request with a redirect, so that one who follows comes again. */
function answer(visits: string[], socket: Socket, name: string): void {
  visits.push(`${name} connection`);
  socket.on('error', () => undefined);
  socket.once('data', (data) => {
    visits.push(`${name} ${data.toString('latin1').split('\r\n')[0] ?? ''}`);
    socket.end(
      'HTTP/1.1 302 Found\r\nLocation: /redirected\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    );
  });
}

/** Listens on one port of 127.0.0.1 and ::1, for TCP and UDP. A family that the machine lacks is left out. */
export async function listen(): Promise<Listener> {
  const visits: string[] = [];
  const closing: (() => Promise<void>)[] = [];
  const open = async (host: string, port: number): Promise<Server | null> => {
    const server = createServer((socket) => answer(visits, socket, host));
    const isOpen = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen({ host, port }, () => resolve(true));
    });
    if (!isOpen) return null;
    closing.push(() => new Promise((done) => server.close(() => done())));
    return server;
  };
  const first = await open('127.0.0.1', 0);
  if (!first) throw new Error('nothing can listen on 127.0.0.1');
  const { port } = first.address() as AddressInfo;
  await open('::1', port);
  for (const [type, host] of [
    ['udp4', '127.0.0.1'],
    ['udp6', '::1'],
  ] as const) {
    const socket = createSocket(type, () => visits.push(`${host} datagram`));
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false));
      socket.bind(port, host, () => resolve(true));
    });
    if (isOpen) closing.push(() => new Promise((done) => socket.close(() => done())));
  }
  return {
    port,
    visits,
    close: async () => {
      await Promise.all(closing.map((close) => close()));
    },
  };
}
