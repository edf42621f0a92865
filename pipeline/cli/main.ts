import process from 'node:process';
import { exit, verdictOn } from './exit.ts';
import { run } from './run.ts';
import type { Signal, Terminal } from './terminal.ts';

/** Why what a run says reached nobody; null as long as it did. The run goes on: what it makes is worth more. */
let unheard: NodeJS.ErrnoException | null = null;

/** A reader that has seen enough (`briefs build | head`) closes the pipe, and a terminal may go: that is no fault. */
process.stderr.on('error', () => undefined);
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code === 'EPIPE' || unheard) return;
  unheard = cause;
  process.stderr.write(
    `error  ${verdictOn(cause, false, 'what this command says was not written').notice}\n`,
  );
});

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const satisfies Signal[];

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

process.on('exit', (code) => {
  if (unheard && code === exit.done) process.exitCode = exit.environment;
});
// Stays, should nothing be left to wait for before the command has ended.
process.exitCode = exit.bug;
void run(terminal).then((code) => {
  process.exitCode = code;
});
