import { basename, resolve } from 'node:path';
import { UsageError } from '../../failures.ts';
import { importBrief, importFile, type BriefReport, type ImportReport } from '../../index.ts';
import type { World } from '../../world.ts';
import { codeOf, exit } from '../exit.ts';
import { factsOf, plural } from '../facts.ts';
import { worldOf, type CommonFlags } from '../flags.ts';
import { screenOf, type Screen } from '../screen.ts';
import type { Terminal } from '../terminal.ts';

export interface ImportFlags extends CommonFlags {
  readonly file: string;
  readonly edition?: string;
  readonly country?: string;
  readonly lang?: string;
  readonly overwrite?: true;
  readonly dryRun?: true;
}

/** What a command tells beside messages and files: facts for `--json`, and lines. */
interface Told {
  readonly report: ImportReport | BriefReport;
  readonly facts: object;
}

/** `briefs import`: figures and narratives into data/; all of a file or nothing. */
export async function importCommand(terminal: Terminal, flags: ImportFlags): Promise<number> {
  const screen = screenOf(terminal, flags.json ?? false);
  try {
    const world = await worldOf(terminal, flags, screen);
    const path = resolve(terminal.folder, flags.file);
    screen.status(`Reading ${basename(flags.file)} …`);
    const { facts, report } = /\.(xlsx|csv)$/i.test(flags.file)
      ? await figures(world, path, flags, screen)
      : /\.(md|txt|docx)$/i.test(flags.file)
        ? await brief(world, path, flags, screen)
        : unknown(flags);
    const { changes, files, messages } = report;
    if (flags.overwrite) {
      for (const { after, before, edition, id, iso3 } of changes)
        screen.result(`changed   ${edition} ${iso3} ${id}: ${before} → ${after}`);
    }
    const written = flags.dryRun ? 'would be written' : 'written';
    for (const file of files.keys()) screen.result(`${file} ${written}`);
    const code = codeOf(messages);
    if (files.size === 0) screen.result(code === exit.done ? 'nothing to change' : 'nothing was imported');
    screen.json({
      command: 'import',
      exitCode: code,
      ...facts,
      changes,
      files: [...files.keys()],
      messages: messages.map(factsOf),
    });
    return code;
  } finally {
    screen.end();
  }
}

async function figures(world: World, path: string, flags: ImportFlags, screen: Screen): Promise<Told> {
  if (flags.country !== undefined || flags.lang !== undefined)
    throw new UsageError(
      `Unexpected --country or --lang, expected neither: ${flags.file} is a table of countries.`,
    );
  const report = await importFile(world, path, {
    edition: flags.edition ?? null,
    overwrite: flags.overwrite ?? false,
    dryRun: flags.dryRun ?? false,
  });
  report.messages.forEach(screen.message);
  const { notes, tables } = report;
  for (const note of notes) screen.result(note);
  for (const { edition, countries, indicators } of tables) {
    screen.result(`${edition}: ${countries} countries, ${plural(indicators, 'indicator')}`);
  }
  return { report, facts: { tables, notes } };
}

async function brief(world: World, path: string, flags: ImportFlags, screen: Screen): Promise<Told> {
  const { country, edition, lang } = flags;
  if (country === undefined || edition === undefined)
    throw new UsageError(
      `Unexpected brief without a country or an edition, expected both: import ${flags.file} --country PER --edition 2023.`,
    );
  const report = await importBrief(world, path, {
    country,
    edition,
    ...(lang === undefined ? {} : { language: lang }),
    overwrite: flags.overwrite ?? false,
    dryRun: flags.dryRun ?? false,
  });
  report.messages.forEach(screen.message);
  const { found, leftOut, mapped, repairs } = report;
  const facts = { found, mapped, repairs, leftOut };
  // What nothing was found in is no brief: there is no sense in telling all its lines.
  if (Object.values(found).every((count) => count === 0)) return { report, facts };
  for (const { heading, line, section } of mapped)
    screen.result(`mapped    ${line}: ${heading} → ${section}`);
  for (const { after, before, line, what } of repairs)
    screen.result(`repaired  ${line}: ${what}: ${before} → ${after}`);
  for (const { line, reason, text } of leftOut) screen.result(`left out  ${line}: ${reason}: ${text}`);
  screen.result(
    `found     ${plural(found.scores, 'score')}, ${plural(found.means, 'mean')}, ${plural(found.ranks, 'rank')}, ` +
      plural(found.sections, 'section'),
  );
  return { report, facts };
}

function unknown({ file }: ImportFlags): never {
  throw new UsageError(
    `Unexpected file ${file}, expected a workbook (.xlsx), a table (.csv) or a brief (.md, .txt, .docx).`,
  );
}
