import process from 'node:process';
import { run } from './run.ts';
import type { Signal, Terminal } from './terminal.ts';

/** A reader that has seen enough (`briefs build | head`) closes the pipe: that is no fault. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EPIPE') throw cause;
  });
}

const signals = ['SIGINT', 'SIGTERM'] as const satisfies Signal[];

const terminal: Terminal = {
  arguments: process.argv.slice(2),
  folder: process.cwd(),
  environment: process.env,
  isInteractive: process.stderr.isTTY,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  process,
  onSignal(listener) {
    for (const signal of signals) process.once(signal, listener);
    return () => {
      for (const signal of signals) process.off(signal, listener);
    };
  },
};

process.exitCode = await run(terminal);
