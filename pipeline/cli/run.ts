import { Command, Option } from 'commander';
import { verdictOn } from './exit.ts';
import { numberOf } from './flags.ts';
import type { Terminal } from './terminal.ts';
import { programVersion } from './version.ts';

/**
 * Runs one command and resolves to its exit code; nothing else decides about that. Each command is loaded when it is
 * called, so that `check` and `--help` need not wait for a browser's library.
 */
export async function run(terminal: Terminal): Promise<number> {
  const isVerbose = terminal.arguments.includes('--verbose') || Boolean(terminal.environment.DEBUG);
  try {
    return await parse(terminal, await programVersion());
  } catch (cause) {
    const { code, notice } = verdictOn(cause, isVerbose);
    if (notice !== '') terminal.err(`error  ${notice}\n`);
    if (code !== 0 && terminal.arguments.includes('--json')) {
      const error = cause instanceof Error ? cause.message : String(cause);
      terminal.out(`${JSON.stringify({ exitCode: code, error }, null, 2)}\n`);
    }
    return code;
  }
}

async function parse(terminal: Terminal, version: string): Promise<number> {
  let code = 0;
  const program = new Command('briefs')
    .description(
      'Country briefs as print-ready PDF and accessible HTML, from a table of scores and a folder of Markdown.',
    )
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('Run with --help to see what there is.');

  selection(project(program.command('build').description('make what is stale')))
    .addOption(list('--format <names>', 'pdf, html'))
    .addOption(
      new Option('--jobs <count>', 'documents to print beside each other, 1 to 16').argParser(
        numberOf('--jobs'),
      ),
    )
    .option('--shard <part>', 'only a part of the documents, such as 2/4: the second of four')
    .option('--icc <file>', 'ICC profile of the printer, for --product press')
    .option('--force', 'make everything, also what is up to date')
    .option('--dry-run', 'say what would be made, and why')
    .action(async (countries: string[], flags: object) => {
      const { buildCommand } = await import('./commands/build.ts');
      code = await buildCommand(terminal, { ...flags, countries });
    });

  selection(
    project(
      program
        .command('check')
        .description('find every problem of data, text and templates; needs no browser'),
    ),
  ).action(async (countries: string[], flags: object) => {
    const { checkCommand } = await import('./commands/check.ts');
    code = await checkCommand(terminal, { ...flags, countries });
  });

  selection(
    project(
      program
        .command('explain')
        .description('say what documents are made from, whether they are stale, and which figures changed'),
    ),
  ).action(async (countries: string[], flags: object) => {
    const { explainCommand } = await import('./commands/explain.ts');
    code = await explainCommand(terminal, { ...flags, countries });
  });

  project(
    program
      .command('preview [country]')
      .description('show documents in a browser as they are now; each save shows at once'),
  )
    .addOption(
      new Option('--port <number>', 'the first port that is tried; default: 4173').argParser(
        numberOf('--port'),
      ),
    )
    .option('--draft', 'make briefs without a narrative too, with a marked placeholder')
    .action(async (country: string | undefined, flags: object) => {
      const { previewCommand } = await import('./commands/preview.ts');
      code = await previewCommand(terminal, { ...flags, ...(country === undefined ? {} : { country }) });
    });

  program
    .command('preflight')
    .description('hold PDF files against PDF/UA-1 and PDF/A-3a, or PDF/X-4, or the rules of imposed sheets')
    .argument('<files...>', 'PDF files')
    .option('--profile <name>', 'ua1, a3a, x4 or booklet alone; default: ua1, a3a and the rules of the house')
    .option('--json', 'print the result as one JSON document')
    .option('--verbose', 'say more about a mistake of the program')
    .action(async (files: string[], flags: object) => {
      const { preflightCommand } = await import('./commands/preflight.ts');
      code = await preflightCommand(terminal, { ...flags, files });
    });

  program
    .command('impose')
    .description('lay the pages of a PDF out on sheets: a booklet to fold, or 2 or 4 pages a side')
    .argument('<file>', 'a PDF file')
    .option('--out <file>', 'the file to write; default: FILE.booklet.pdf beside it')
    .option('--pages <ranges>', 'such as 1-16,20,last; default: all')
    .option('--paper <name>', 'a4, a3, letter or tabloid; default: a4')
    .option('--nup <count>', '2 or 4 pages a side in the order of reading, not folded')
    .option('--signature <pages>', 'pages folded together, a multiple of 4; default: all')
    .option('--creep <millimetres>', 'thickness of the paper; default: 0')
    .option('--edge <name>', 'edge over which the printer turns the sheet: short or long; default: short')
    .option('--rtl', 'bound at the right, for scripts that run from right to left')
    .option('--no-ticks', 'without the short lines that mark the fold')
    .option('--json', 'print the result as one JSON document')
    .option('--verbose', 'say more about a mistake of the program')
    .action(async (file: string, flags: object) => {
      const { imposeCommand } = await import('./commands/impose.ts');
      code = await imposeCommand(terminal, { ...flags, file });
    });

  project(program.command('doctor').description('say what this machine has: browser, fonts, disk, versions'))
    .option('--json', 'print the result as one JSON document')
    .action(async (flags: object) => {
      const { doctorCommand } = await import('./commands/doctor.ts');
      code = await doctorCommand(terminal, flags);
    });

  project(
    program.command('clean').description('remove the outputs that the manifest names, and nothing else'),
  )
    .option('--json', 'print the result as one JSON document')
    .action(async (flags: object) => {
      const { cleanCommand } = await import('./commands/clean.ts');
      code = await cleanCommand(terminal, flags);
    });

  project(
    program
      .command('merge <folders...>')
      .description('take the documents of other output folders, made by --shard, into output/'),
  )
    .option('--json', 'print the result as one JSON document')
    .action(async (folders: string[], flags: object) => {
      const { mergeCommand } = await import('./commands/merge.ts');
      code = await mergeCommand(terminal, { ...flags, folders });
    });

  project(program.command('export').description('all figures as tables: csv, json or xlsx'))
    .option('--format <name>', 'csv, json or xlsx; default: the end of the file’s name, else csv')
    .option('--table <name>', 'table of a CSV: scores or changes; default: scores')
    .option('--out <file>', 'the file to write; default: standard output')
    .action(async (flags: object) => {
      const { exportCommand } = await import('./commands/export.ts');
      code = await exportCommand(terminal, flags);
    });

  project(
    program
      .command('import <file>')
      .description(
        'take figures from a workbook (.xlsx) or a table (.csv), or a brief (.md, .txt, .docx), into data/',
      ),
  )
    .option('--edition <id>', 'edition of a brief or a table; default for a table: the year in its name')
    .option('--country <code>', 'country of a brief')
    .option('--lang <code>', 'language of a brief; default: en')
    .option('--overwrite', 'also change figures that are there already')
    .option('--dry-run', 'say what would be written')
    .option('--json', 'print the result as one JSON document')
    .action(async (file: string, flags: object) => {
      const { importCommand } = await import('./commands/import.ts');
      code = await importCommand(terminal, { ...flags, file });
    });

  await program.parseAsync(terminal.arguments, { from: 'user' });
  return code;
}

/** Flags of every command that works in a project. */
function project(command: Command): Command {
  return command
    .option('--project <folder>', 'the project folder; default: the working folder')
    .option('--verbose', 'say more, also about a mistake of the program');
}

/** Which documents: flags that choose, never what is printed on them. */
function selection(command: Command): Command {
  return command
    .argument('[countries...]', 'ISO codes or slugs in any case; all when none is named')
    .addOption(list('--edition <ids>', 'editions'))
    .addOption(list('--lang <codes>', 'languages'))
    .addOption(
      list('--product <names>', 'brief, score-sheets, handout; on request: booklet, booklet-pages, press'),
    )
    .option('--draft', 'make briefs without a narrative too, with a marked placeholder')
    .option('--grey', 'PDFs in black alone, from the greys of the colours')
    .option('--paper <name>', 'a4 or letter; default: a4')
    .option('--strict', 'treat warnings as errors')
    .option('--json', 'print the result as one JSON document');
}

/** A flag that takes several values, repeated or with commas. */
function list(flags: string, about: string): Option {
  const add = (value: string, before: readonly string[] | undefined): string[] => [
    ...(before ?? []),
    ...value
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ];
  return new Option(flags, `${about}; several with commas`).argParser(add);
}
