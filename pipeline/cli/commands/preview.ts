import { preview } from '../../index.ts';
import { signalExit, verdictOn } from '../exit.ts';
import { worldOf, type CommonFlags } from '../flags.ts';
import { screenOf } from '../screen.ts';
import type { Signal, Terminal } from '../terminal.ts';

export interface PreviewFlags extends CommonFlags {
  readonly country?: string;
  readonly port?: number;
  readonly draft?: true;
}

/** `briefs preview [PER]`: serves pages until it is told to end, with a line for each that was made anew. */
export async function previewCommand(terminal: Terminal, flags: PreviewFlags): Promise<number> {
  const screen = screenOf(terminal, false);
  let release = (): void => undefined;
  const asked = new Promise<Signal>((resolve) => {
    release = terminal.onSignal(resolve);
  });
  try {
    const world = await worldOf(terminal, flags, screen);
    screen.status('Starting …');
    const { country, draft, port } = flags;
    const opening = preview(world, {
      country,
      port,
      draft,
      onMessages(messages) {
        messages.forEach(screen.message);
        if (messages.length === 0) screen.note('No problems.');
      },
      onRebuilt({ html, messages, path, pdf }) {
        messages.forEach(screen.message);
        const time = (name: string, ms: number | null): string =>
          `${name} ${ms === null ? 'failed' : `${ms} ms`}`;
        screen.result(`${path}  ${time('html', html)}, ${time('pdf', pdf)}`);
      },
      onFault: (cause) => screen.error(verdictOn(cause, flags.verbose ?? false).notice),
    });
    const opened = await opening;
    screen.result(`Preview at ${opened.address} (Ctrl-C ends it)`);
    screen.end();
    const signal = await asked;
    await opened.close();
    return signalExit[signal];
  } finally {
    release();
    screen.end();
  }
}
