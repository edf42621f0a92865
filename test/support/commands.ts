import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { run } from '../../pipeline/cli/run.ts';
import type { Disk } from '../../pipeline/disk.ts';
import { projectRoot, texts } from './source-tree.ts';

/** A command that has ended. `err` is without the lines that tell whoever waits on a slow machine what goes on. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Takes away the lines that are said only where a command takes longer than a second. */
export function withoutStatus(err: string): string {
  return err.replace(/^(Building|Checking|Imposing|Looking|Merging|Reading|Starting) .*….*\n/gm, '');
}

/** Runs a command in this process, as at a terminal that is none; `folder` is its working folder. */
export async function briefs(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Ended> {
  let out = '';
  let err = '';
  const code = await run({
    arguments: args,
    folder,
    environment,
    isInteractive: false,
    out: (text) => (out += text),
    err: (text) => (err += text),
    process,
    onSignal: () => () => undefined,
  });
  return { code, out, err: withoutStatus(err) };
}

/** The command as the first words of a command line, as `npm run briefs` has it. */
export const briefsCommand = [
  process.execPath,
  '--single-threaded-gc',
  '--initial-old-space-size=200',
  join(projectRoot, 'pipeline/cli/briefs.mjs'),
] as const;

/** A command that runs as a program of its own. */
export interface Spawned {
  readonly pid: number;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** What it has printed to stdout so far. */
  readonly output: () => string;
  readonly ended: Promise<Ended>;
}

/** Starts a command as a program of its own. `ended` resolves when it is over. */
export function spawnBriefs(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Spawned {
  const [node, ...program] = briefsCommand;
  const child = spawn(node, [...program, ...args], {
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      resolve({ code: code ?? -1, out, err: withoutStatus(err) });
    });
  });
  return { pid: child.pid ?? 0, kill: (signal) => child.kill(signal), output: () => out, ended };
}

/** Copies the project's data and templates into a folder of `disk`. */
export async function copyProject(disk: Disk, folder: string): Promise<void> {
  const files = [...(await texts('data', /./)), ...(await texts('templates', /./))];
  for (const { path, text } of files) await disk.write(`${folder}/${path}`, new TextEncoder().encode(text));
}
