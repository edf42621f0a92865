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
import { engineVersions } from './plan/versions.ts';
import type { World } from './world.ts';
import { program } from './disk.ts';

export { build, check, write } from './build.ts';
export { realWorld } from './disk.ts';
export { EnvironmentError, UsageError } from './failures.ts';
export { formatMessage, rules } from './messages.ts';
export { outputFolder, outputOf } from './output.ts';
export { clean } from './write/clean.ts';

export type { Disk, Log, Machine, World } from './world.ts';
export type { Message, RuleId } from './messages.ts';
export type { Artefact, Document, Format, Product } from './model.ts';
export type { BuildOptions, BuildReport, CheckOptions, CheckReport, Outcome, Progress } from './options.ts';
export type { PreflightOptions } from './finish/preflight.ts';
export type { Cleaned } from './write/clean.ts';

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
