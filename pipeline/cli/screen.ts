import { formatMessage, type Message } from '../messages.ts';
import type { Terminal } from './terminal.ts';

/** Where a command puts its lines: results on stdout, all else on stderr. */
export interface Screen {
  /** A line of result; silent when the result is one JSON document. */
  readonly result: (line: string) => void;
  /** The result as one JSON document. */
  readonly json: (value: object) => void;
  readonly message: (message: Message) => void;
  readonly note: (line: string) => void;
  readonly error: (line: string) => void;
  /** What goes on now, shown when it takes longer than a second: a line that changes, or plain lines now and then. */
  readonly status: (text: string) => void;
  /** Takes the status away. Call it before the command ends. */
  readonly end: () => void;
}

/** When the status is first shown, and then how often to a person and how often in a log, in milliseconds. */
const ticks = { first: 1000, person: 1000, log: 10_000 } as const;

const clearLine = '\r\u001b[2K';

/** The screen of one run; nothing but this writes to the terminal. */
export function screenOf(terminal: Terminal, isJson: boolean): Screen {
  const { NO_COLOR, TERM } = terminal.environment;
  const hasColor = terminal.isInteractive && !NO_COLOR && TERM !== 'dumb';
  const paint = (code: number, text: string): string => (hasColor ? `\u001b[${code}m${text}\u001b[0m` : text);
  let status = '';
  let isShown = false;
  const line = (text: string): void => {
    if (isShown) terminal.err(clearLine);
    isShown = false;
    terminal.err(`${text}\n`);
  };
  const show = (): void => {
    if (status === '') return;
    if (!terminal.isInteractive) {
      terminal.err(`${status}\n`);
      return;
    }
    terminal.err(`${clearLine}${status}`);
    isShown = true;
  };
  let timer = setTimeout(function tick() {
    show();
    timer = setTimeout(tick, terminal.isInteractive ? ticks.person : ticks.log);
  }, ticks.first);
  return {
    result(text) {
      if (isShown) terminal.err(clearLine);
      isShown = false;
      if (!isJson) terminal.out(`${text}\n`);
    },
    json: (value) => {
      if (isJson) terminal.out(`${JSON.stringify(value, null, 2)}\n`);
    },
    message(message) {
      const kind = message.fatal === false ? 'warning' : 'error';
      const text = formatMessage(message);
      line(text.replace(`  ${kind}  `, () => `  ${paint(kind === 'error' ? 31 : 33, kind)}  `));
    },
    note: line,
    error: (text) => {
      line(`${paint(31, 'error')}  ${text}`);
    },
    status(text) {
      status = text;
      if (isShown) show();
    },
    end() {
      clearTimeout(timer);
      status = '';
      if (isShown) terminal.err(clearLine);
      isShown = false;
    },
  };
}
