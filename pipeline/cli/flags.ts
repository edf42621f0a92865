import { resolve } from 'node:path';
import { realWorld } from '../disk.ts';
import { UsageError } from '../failures.ts';
import type { BuildOptions, CheckOptions, Shard, World } from '../index.ts';
import type { Screen } from './screen.ts';
import type { Terminal } from './terminal.ts';

/** Flags of every command, as the parser gives them. */
export interface CommonFlags {
  readonly project?: string;
  readonly verbose?: true;
  readonly json?: true;
}
export interface SelectionFlags extends CommonFlags {
  readonly countries: readonly string[];
  readonly edition?: readonly string[];
  readonly lang?: readonly string[];
  readonly product?: readonly string[];
  readonly draft?: true;
  readonly grey?: true;
  readonly icc?: string;
  readonly paper?: string;
  readonly strict?: true;
}
export interface BuildFlags extends SelectionFlags {
  readonly format?: readonly string[];
  readonly jobs?: number;
  readonly shard?: string;
  readonly force?: true;
  readonly dryRun?: true;
}

/** The flags as the programmatic interface takes them. */
export function checkOptions(flags: SelectionFlags): CheckOptions {
  const { countries, edition, lang, product, draft, grey, paper, strict } = flags;
  return { countries, editions: edition, langs: lang, products: product, draft, grey, paper, strict };
}
export function buildOptions(flags: BuildFlags): BuildOptions {
  const { format, jobs, shard, force, dryRun } = flags;
  return { ...checkOptions(flags), formats: format, jobs, shard: shardIn(shard), force, dryRun };
}

/** `2/4` as a part of a whole. */
function shardIn(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [, index = NaN, count = NaN] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (Number.isNaN(Number(index)))
    throw new UsageError(`Unexpected --shard ${text}, expected a part of a whole such as 2/4.`);
  return { index: Number(index), count: Number(count) };
}

/** The machine with the project that the flags name. @throws UsageError where there is no project. */
export async function worldOf(terminal: Terminal, flags: CommonFlags, screen: Screen): Promise<World> {
  const folder = resolve(terminal.folder, flags.project ?? '.');
  const world = realWorld(folder, terminal.environment, screen, terminal.process);
  if ((await world.project.kind('data')) === 'folder') return world;
  throw new UsageError(
    `${folder} is no project: it has no data folder. Change to the project's folder, or name it with --project.`,
  );
}

/** Reads the value of a flag that is a number. @throws UsageError for any other text. */
export function numberOf(flag: string): (text: string) => number {
  return (text) => {
    if (/^-?\d+$/.test(text)) return Number(text);
    throw new UsageError(`Unexpected ${flag} ${text}, expected a whole number.`);
  };
}
