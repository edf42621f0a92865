import { resolve } from 'node:path';
import { UsageError } from '../../failures.ts';
import { exportIndex, storeOutside } from '../../index.ts';
import { exit } from '../exit.ts';
import { worldOf, type CommonFlags } from '../flags.ts';
import { screenOf } from '../screen.ts';
import type { Terminal } from '../terminal.ts';

export interface ExportFlags extends CommonFlags {
  readonly format?: string;
  readonly table?: string;
  readonly out?: string;
}

const formats = ['csv', 'json', 'xlsx'] as const;
const tables = ['scores', 'changes'] as const;

/** `briefs export`: all figures, to stdout or to a file. */
export async function exportCommand(terminal: Terminal, flags: ExportFlags): Promise<number> {
  const screen = screenOf(terminal, false);
  try {
    const ending = formats.find((one) => flags.out?.toLowerCase().endsWith(`.${one}`));
    const format = formats.find((one) => one === (flags.format ?? ending ?? 'csv'));
    if (!format)
      throw new UsageError(`Unexpected format ${flags.format ?? ''}, expected ${formats.join(', ')}.`);
    if (ending && ending !== format)
      throw new UsageError(`Unexpected format ${format} for ${flags.out ?? ''}, expected ${ending}.`);
    const table = tables.find((one) => one === (flags.table ?? 'scores'));
    if (!table)
      throw new UsageError(`Unexpected table ${flags.table ?? ''}, expected ${tables.join(' or ')}.`);
    if (format === 'xlsx' && flags.out === undefined)
      throw new UsageError('A workbook goes to a file: add --out scores.xlsx.');
    const world = await worldOf(terminal, flags, screen);
    const { content, messages } = await exportIndex(world, format, table);
    messages.forEach(screen.message);
    if (!content) return exit.content;
    if (flags.out === undefined) terminal.out(new TextDecoder('utf-8', { ignoreBOM: true }).decode(content));
    else await storeOutside(resolve(terminal.folder, flags.out), content);
    return messages.some(({ fatal }) => fatal !== false) ? exit.content : exit.done;
  } finally {
    screen.end();
  }
}
