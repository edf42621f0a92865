import { basename, resolve } from 'node:path';
import { UsageError } from '../../failures.ts';
import { importFile } from '../../index.ts';
import { exit } from '../exit.ts';
import { factsOf, plural } from '../facts.ts';
import { worldOf, type CommonFlags } from '../flags.ts';
import { screenOf } from '../screen.ts';
import type { Terminal } from '../terminal.ts';

export interface ImportFlags extends CommonFlags {
  readonly file: string;
  readonly edition?: string;
  readonly overwrite?: true;
  readonly dryRun?: true;
}

/** `briefs import`: figures from a workbook or a CSV file into data/; all of a file or nothing. */
export async function importCommand(terminal: Terminal, flags: ImportFlags): Promise<number> {
  const screen = screenOf(terminal, flags.json ?? false);
  try {
    const world = await worldOf(terminal, flags, screen);
    if (!/\.(xlsx|csv)$/i.test(flags.file))
      throw new UsageError(`Unexpected file ${flags.file}, expected a workbook (.xlsx) or a table (.csv).`);
    screen.status(`Reading ${basename(flags.file)} …`);
    const report = await importFile(world, resolve(terminal.folder, flags.file), {
      edition: flags.edition ?? null,
      overwrite: flags.overwrite ?? false,
      dryRun: flags.dryRun ?? false,
    });
    report.messages.forEach(screen.message);
    const { changes, files, notes, tables } = report;
    for (const note of notes) screen.result(note);
    for (const { edition, countries, indicators } of tables) {
      screen.result(`${edition}: ${countries} countries, ${plural(indicators, 'indicator')}`);
    }
    const written = flags.dryRun ? 'would be written' : 'written';
    for (const path of files.keys()) screen.result(`${path} ${written}`);
    const code = report.messages.some(({ fatal }) => fatal !== false) ? exit.content : exit.done;
    if (files.size === 0) screen.result(code === exit.done ? 'nothing to change' : 'nothing was imported');
    screen.json({
      command: 'import',
      exitCode: code,
      tables,
      notes,
      changes,
      files: [...files.keys()],
      messages: report.messages.map(factsOf),
    });
    return code;
  } finally {
    screen.end();
  }
}
