import type { RunningProcess } from '../disk.ts';

export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** What a command sees of the process that it runs in; tests have one of their own. */
export interface Terminal {
  /** Arguments after the name of the command. */
  readonly arguments: readonly string[];
  /** Absolute path of the working folder. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** True when messages go to a person who watches, who may have colour and a line that changes. */
  readonly isInteractive: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly process: RunningProcess & { readonly version: string };
  /**
   * Calls `listener` when the process is asked to end, once; asked again, the process ends at once. Returns what
   * takes the listener away.
   */
  readonly onSignal: (listener: (signal: Signal) => void) => () => void;
}
