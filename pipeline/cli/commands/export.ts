import { resolve } from 'node:path';
import { UsageError } from '../../failures.ts';
import { exportIndex, storeOutside } from '../../index.ts';
import { exit } from '../exit.ts';
import { worldOf, type CommonFlags } from '../flags.ts';
import { screenOf } from '../screen.ts';
import type { Terminal } from '../terminal.ts';

export interface ExportFlags extends CommonFlags {
  readonly format?: string;
  readonly out?: string;
}

const formats = ['csv', 'json', 'xlsx'] as const;

/** `briefs export`: all figures as one table, to stdout or to a file. */
export async function exportCommand(terminal: Terminal, flags: ExportFlags): Promise<number> {
  const screen = screenOf(terminal, false);
  try {
    const format = formats.find((one) => one === (flags.format ?? 'csv'));
    if (!format)
      throw new UsageError(`Unexpected format ${flags.format ?? ''}, expected ${formats.join(', ')}.`);
    if (format === 'xlsx' && flags.out === undefined)
      throw new UsageError('A workbook goes to a file: add --out scores.xlsx.');
    const world = await worldOf(terminal, flags, screen);
    const { content, messages } = await exportIndex(world, format);
    messages.forEach(screen.message);
    if (!content) return exit.content;
    if (flags.out === undefined) terminal.out(new TextDecoder('utf-8', { ignoreBOM: true }).decode(content));
    else await storeOutside(resolve(terminal.folder, flags.out), content);
    return messages.some(({ fatal }) => fatal !== false) ? exit.content : exit.done;
  } finally {
    screen.end();
  }
}
