import type { Server } from 'node:http';
import { isCode } from '../disk.ts';
import { EnvironmentError, UsageError } from '../failures.ts';

/** Ports that are tried, one after the other. */
const tries = 50;

/**
 * Lets a server listen on the first free port from `first` on, for this machine alone; 0 takes any free one. Resolves
 * to the port. @throws UsageError for what is no port; EnvironmentError where none is free.
 */
export async function listen(server: Server, first: number): Promise<number> {
  if (!Number.isInteger(first) || first < 0 || first > 65535) {
    throw new UsageError(`Unexpected port ${first}, expected a whole number from 0 to 65535.`);
  }
  for (let port = first; port < first + tries && port <= 65535; port++) {
    const taken = await open(server, port);
    if (taken !== null) return taken;
  }
  throw new EnvironmentError(`no port is free from ${first} on: name another one with --port`);
}

/** The port that is listened to now; null when somebody else has it. */
async function open(server: Server, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const onError = (cause: Error): void => {
      const isTaken = isCode(cause, 'EADDRINUSE') || isCode(cause, 'EACCES');
      if (isTaken) resolve(null);
      else reject(new EnvironmentError(`the server does not start: ${cause.message}`, { cause }));
    };
    server.once('error', onError);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
