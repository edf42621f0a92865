/**
 * The programmatic interface: what the commands do, for programs. Give it a world and it tells you everything; it
 * prints nothing, ends no process and reads no environment but the world's.
 *
 * ```ts
 * import { build, realWorld } from 'country-briefs';
 * const world = realWorld('.', process.env, { note: console.error }, process);
 * const { artefacts, messages } = await build(world, { countries: ['PER'], formats: ['html'] });
 * ```
 */
import type { Message } from './messages.ts';
import type { PreflightOptions } from './finish/preflight.ts';
import type { Imposed } from './finish/impose/impose.ts';
import { defaults as imposeDefaults, type ImposeOptions } from './finish/impose/options.ts';
import type { Preview, PreviewOptions } from './preview/preview.ts';
import { engineVersions } from './versions.ts';
import type { World } from './world.ts';
import { program } from './disk.ts';
import { UsageError } from './failures.ts';
import type { BriefReport } from './import/brief/brief.ts';
import type { ImportReport } from './import/import.ts';
import { load } from './load/load.ts';
import { sortMessages } from './messages.ts';
import { score } from './score/score.ts';
import { readOutside, textOf } from './project-files.ts';
import { validate } from './validate/validate.ts';
import { storing } from './write/storing.ts';
import { undoCutOff } from './write/together.ts';
import { basename } from 'node:path';

export { build, check, write } from './build.ts';
export { explain } from './explain.ts';
export { realWorld } from './disk.ts';
export { EnvironmentError, UsageError } from './failures.ts';
export { formatMessage, rules } from './messages.ts';
export { profiles } from './rules.ts';
export { outputFolder, outputOf } from './output.ts';
export { readOutside } from './project-files.ts';
export { clean } from './write/clean.ts';
export { merge } from './write/merge.ts';
export { storeOutside } from './write/outside.ts';

export type { Disk, Log, Machine, World } from './world.ts';
export type { Message, RuleId } from './messages.ts';
export type { Artefact, Document, Format, Product } from './model.ts';
export type {
  BuildOptions,
  BuildReport,
  CheckOptions,
  CheckReport,
  Outcome,
  Progress,
  Shard,
} from './options.ts';
export { papers } from './finish/impose/options.ts';
export type { ImposeOptions, Paper } from './finish/impose/options.ts';
export type { Imposed } from './finish/impose/impose.ts';
export type { PreflightOptions } from './finish/preflight.ts';
export type { Preview, PreviewOptions } from './preview/preview.ts';
export type { ImportReport } from './import/import.ts';
export type { BriefReport } from './import/brief/brief.ts';
export type { Explanation } from './explain.ts';
export type { Cleaned } from './write/clean.ts';
export type { Merged } from './write/merge.ts';

/**
 * Holds the bytes of a PDF against the machine rules of PDF/UA-1 and PDF/A-3a and those of the house; no message means
 * that it passes. Never throws: what cannot be read is a message.
 */
export async function preflight(
  bytes: Uint8Array,
  options: PreflightOptions = {},
): Promise<readonly Message[]> {
  const stage = await import('./finish/preflight.ts');
  return stage.preflight(bytes, options);
}

/**
 * Lays the pages of a PDF out on sheets for printing: a folded booklet, or two or four pages a side. For print alone:
 * without structure and links. @throws UsageError for pages that the file does not have.
 */
export async function impose(
  bytes: Uint8Array,
  options: Partial<ImposeOptions> & Pick<ImposeOptions, 'path'>,
): Promise<Imposed> {
  const stage = await import('./finish/impose/impose.ts');
  return stage.impose(bytes, { ...imposeDefaults, ...options });
}

/**
 * Serves pages that show documents as they are now, made anew whenever a source changes, until `close` is called.
 * @throws UsageError for a country or port that is none; EnvironmentError without a browser.
 */
export async function preview(world: World, options: PreviewOptions): Promise<Preview> {
  const { openPreview } = await import('./preview/preview.ts');
  return openPreview(world, options);
}

/** What turns documents into PDFs on a machine. */
export interface Engine {
  readonly browser: { readonly version: string; readonly path: string; readonly pinned: boolean };
  /** Names and versions of the libraries and fonts. */
  readonly versions: readonly string[];
}

/** Starts the browser that would print, asks it for its version and ends it. @throws EnvironmentError when none starts. */
export async function inspectEngine(world: World): Promise<Engine> {
  const { openPrinter } = await import('./print/print.ts');
  const printer = await openPrinter(world, { jobs: 1 });
  await printer.close();
  return {
    browser: printer.browser,
    versions: await engineVersions(world, program),
  };
}

export interface ImportOptions {
  /** Edition of a CSV file; by default the year in its name. */
  readonly edition: string | null;
  /** Also changes figures that are there already. */
  readonly overwrite: boolean;
  /** Says what would be written, and writes nothing. */
  readonly dryRun: boolean;
}

/**
 * Imports figures from a workbook (.xlsx) or a table (.csv) into data/scores and data/published: all of the file, or
 * nothing and messages. @throws UsageError where there is no such file.
 */
export async function importFile(world: World, path: string, options: ImportOptions): Promise<ImportReport> {
  const { importTables } = await import('./import/import.ts');
  const bytes = await readOutside(path);
  return storing<ImportReport>(world, options.dryRun, async () => {
    const sources = await load(world);
    const { value: dataset, messages } = validate(sources.value);
    const faults = sortMessages([...sources.messages, ...messages]);
    if (!dataset)
      return {
        report: { files: new Map(), changes: [], tables: [], notes: [], messages: faults },
        faults: [],
      };
    const spellings = (await textOf(world, 'data/spellings.csv')) ?? '';
    const { edition, overwrite } = options;
    const request = { file: basename(path), bytes, edition, overwrite, spellings };
    return { report: await importTables(dataset, request), faults };
  });
}

export interface BriefImportOptions {
  /** ISO 3166 alpha-3 code or slug, in any case. */
  readonly country: string;
  readonly edition: string;
  /** Language of the brief; default: `en`. */
  readonly language?: string;
  /** Also changes figures that are there already; never a narrative. */
  readonly overwrite: boolean;
  /** Says what would be written, and writes nothing. */
  readonly dryRun: boolean;
}

/**
 * Imports a brief (.md, .txt, .docx) into the narrative, the scores and the published figures of its country: all of
 * it, or nothing and messages. @throws UsageError for a file, country, edition or language that is not there.
 */
export async function importBrief(
  world: World,
  path: string,
  { country: named, edition: id, language = 'en', ...options }: BriefImportOptions,
): Promise<BriefReport> {
  const stage = await import('./import/brief/brief.ts');
  const bytes = await readOutside(path);
  const { overwrite } = options;
  return storing<BriefReport>(world, options.dryRun, async () => {
    const sources = await load(world);
    const { value: dataset, messages } = validate(sources.value);
    const faults = sortMessages([...sources.messages, ...messages]);
    if (!dataset) return { report: stage.unread(faults), faults: [] };
    const country = [...dataset.countries.values()].find((one) =>
      [one.iso3, one.slug].some((name) => name.toLowerCase() === named.toLowerCase()),
    );
    if (!country)
      throw new UsageError(
        `Unexpected country ${named}, expected a code such as ${[...dataset.countries.keys()][0] ?? ''}.`,
      );
    const edition = dataset.editions.get(id);
    if (!edition)
      throw new UsageError(
        `Unexpected edition ${id}, expected one of ${[...dataset.editions.keys()].join(', ')}.`,
      );
    const labels = dataset.labels.get(language);
    if (!labels)
      throw new UsageError(
        `Unexpected language ${language}, expected one of ${[...dataset.labels.keys()].join(', ')}.`,
      );
    const narrative = `data/narratives/${id}/${country.iso3}.${language}.md`;
    const hasNarrative = (await world.project.kind(narrative)) !== 'none';
    const file = basename(path);
    const request = { file, bytes, country, edition, labels, language, overwrite, hasNarrative };
    return { report: await stage.importBrief(dataset, request), faults };
  });
}

/**
 * All figures of the index in a format: scores and changes as a data package (json) or workbook (xlsx), one of the two
 * tables as CSV. `content` is null when the data cannot be read.
 */
export async function exportIndex(
  world: World,
  format: 'csv' | 'json' | 'xlsx',
  table: 'scores' | 'changes' = 'scores',
): Promise<{ readonly content: Uint8Array | null; readonly messages: readonly Message[] }> {
  const { exportTable, toCsv, toDataPackage, toWorkbook } = await import('./export/export.ts');
  await undoCutOff(world.project, world);
  const sources = await load(world);
  const { value: dataset, messages: faults } = validate(sources.value);
  const found = [...sources.messages, ...faults];
  if (!dataset) return { content: null, messages: sortMessages(found) };
  const { value: scored, messages: differences } = score(dataset);
  const { changesTable } = await import('./export/changes.ts');
  const scores = exportTable(dataset.index, scored);
  const changes = changesTable(dataset.index, scored);
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const content =
    format === 'xlsx'
      ? await toWorkbook([scores, changes])
      : encode(
          format === 'csv'
            ? toCsv(table === 'scores' ? scores : changes)
            : toDataPackage([scores, changes], dataset.index),
        );
  return { content, messages: sortMessages([...found, ...differences]) };
}
