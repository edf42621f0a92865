import { setTimeout as sleep } from 'node:timers/promises';
import type { Disk } from '../../pipeline/disk.ts';
import { readManifest, sha256 } from '../../pipeline/manifest.ts';
import { outputOf } from '../../pipeline/output.ts';
import { living } from '../bench/living.ts';
import { spawnBriefs } from '../support/commands.ts';
import type { Chance } from '../support/seeded-random.ts';

/** How a process may be told to end, and the exit code when it ends in good order. */
export const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGKILL', -1],
] as const;

export type Hashes = ReadonlyMap<string, string>;

/** What lies in the output folder, by path, with its hash. */
export async function outputHashes(project: Disk): Promise<Hashes> {
  const paths = await project.list('output');
  return new Map(
    await Promise.all(paths.map(async (path) => [path, sha256(await project.read(path))] as const)),
  );
}

export interface Round {
  readonly project: Disk;
  /** The arguments of a build, and what it makes when nobody disturbs it. */
  readonly args: readonly string[];
  readonly wanted: Hashes;
  readonly chance: Chance;
  /** The signal comes within so many milliseconds: as many as the build takes here when nobody disturbs it. */
  readonly within: number;
}

/**
 * Starts a build that makes all anew, sends it a signal some time later, and looks at what it leaves: what is wrong, with
 * a line that says what happened. Then it builds again, and looks whether that is whole.
 */
export async function interrupt(
  [signal, code]: (typeof signals)[number],
  { args, chance, project, wanted, within }: Round,
): Promise<{ readonly line: string; readonly wrong: readonly string[] }> {
  const old = await outputHashes(project);
  const run = spawnBriefs(project.locate('.'), ['build', '--force', ...args]);
  const moment = chance.below(within);
  await sleep(moment);
  run.kill(signal);
  const ended = await run.ended;
  const line = `${signal} after ${moment} ms: exit code ${ended.code}`;
  const wrong: string[] = [];
  const say = (what: string): void => void wrong.push(`${line}: ${what}`);
  // Before it listens, the system ends it (-1); when it is done, there is nothing to end.
  if (![code, -1, 0].includes(ended.code)) say(`expected ${code}: ${ended.err}`);
  if (/\n\s+at /.test(ended.err)) say(`a stack trace: ${ended.err}`);

  for (const [path, hash] of await outputHashes(project)) {
    const isPassing = /\/\.[^/]+$|manifest\.json$/.test(path);
    if (!isPassing && hash !== old.get(path) && hash !== wanted.get(path))
      say(`${path} is neither old nor new`);
  }
  if ((await readManifest(outputOf(project))) === null) say('the manifest cannot be read');
  // A browser whose program was killed reads the end of its pipe, and ends.
  for (let tries = 0; (await browsersOf(run.pid)) > 0; tries++) {
    if (tries === 1000) say('a browser is still there after a hundred seconds');
    if (tries === 1000) break;
    await sleep(100);
  }

  const next = await spawnBriefs(project.locate('.'), ['build', ...args]).ended;
  if (next.code !== 0) say(`the next build ends with ${next.code}: ${next.err}`);
  const after = await outputHashes(project);
  for (const path of new Set([...after.keys(), ...wanted.keys()]))
    if (after.get(path) !== wanted.get(path)) say(`${path} is not as it should be after the next build`);
  return { line, wrong };
}

async function browsersOf(pid: number): Promise<number> {
  return (await living()).filter(({ line }) => line.includes(`profiles/${pid}-`)).length;
}
