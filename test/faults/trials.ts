import { verdictOn } from '../../pipeline/cli/exit.ts';
import type { Disk } from '../../pipeline/disk.ts';
import { sha256 } from '../../pipeline/manifest.ts';
import type { Message } from '../../pipeline/messages.ts';
import type { World } from '../../pipeline/world.ts';
import { lockPath } from '../../pipeline/write/lock.ts';
import { undoPath } from '../../pipeline/write/together.ts';
import { strikerOf, type Blow, type Fault } from '../support/failing-disk.ts';
import { memoryDisk, memoryWorld } from '../support/memory-world.ts';

export type Files = Readonly<Record<string, Uint8Array>>;

/** Something that is done to a project, and may be done again. */
export interface Trial {
  readonly name: string;
  readonly start: Files;
  /** Resolves to what is to be said; throws what ends the command. */
  readonly act: (world: World) => Promise<readonly Message[]>;
  /** Whether the files that change must do so all or none, and not only each. */
  readonly isTogether?: boolean;
  /** What the next start does to a run that was killed; default: `act`. */
  readonly next?: (world: World) => Promise<readonly Message[]>;
}

/** A project after a run. `code` is the exit code of the command; null when it was killed. */
interface Ended {
  readonly files: Files;
  readonly code: number | null;
  readonly words: string;
}

/** The hashes of files, by path: quicker to compare, and to read, than their bytes. */
export function hashesOf(files: Files): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, sha256(bytes)]));
}

export async function filesOn(disk: Disk): Promise<Files> {
  const paths = await disk.list('');
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await disk.read(path)] as const)),
  );
}

/** What all worlds share. */
const common = memoryWorld({});

/** Numbers of processes: each start is another one, and those before it are gone. */
let starts = 1000;

/** The world of a new process in this project. Its clock jumps forward and back by days. */
export function worldAt(project: Disk, cache: Disk): World {
  const pid = ++starts;
  let names = 0;
  let time = 0;
  const { machine, ...world } = common;
  return {
    ...world,
    project,
    cache,
    clock: () => (time = time > 0 ? time - 3 * 86_400_000 : time + 2 * 86_400_000),
    machine: {
      ...machine,
      self: { ...machine.self, pid, host: 'here', started: `start ${pid}` },
      isAlive: (other) => other === pid,
      unique: () => `${pid}-${++names}`,
    },
  };
}

async function run(world: World, act: Trial['act'], project: Disk): Promise<Ended> {
  let code: number | null;
  let words: string;
  try {
    const messages = await act(world);
    const isBad = messages.filter(({ fatal }) => fatal === true);
    code = isBad.some(({ source }) => source === 'write') ? 3 : isBad.length > 0 ? 1 : 0;
    words = isBad.map(String).join('\n');
  } catch (cause) {
    const { code: number, notice } = verdictOn(cause, false);
    code = number;
    words = notice;
  }
  return { files: await filesOn(project), code, words };
}

/** Does a trial without a fault, on disks of its own. */
export async function undisturbed({ start, act }: Pick<Trial, 'start' | 'act'>, cache: Disk): Promise<Files> {
  const project = memoryDisk(start);
  const { code, files, words } = await run(worldAt(project, cache), act, project);
  if (code !== 0) throw new Error(`the run has a fault of its own: ${words}`);
  return files;
}

/** Where blows fall: in the project, or in the cache. */
export type Place = 'project' | 'cache';

/** What is wrong after a blow; [] when the run stood it. Null when it did not fall: there are no more operations. */
export async function blow(
  trial: Trial,
  wanted: Files,
  cache: Disk,
  place: Place,
  one: Blow,
): Promise<readonly string[] | null> {
  const { act, isTogether = false, next = act, start } = trial;
  const striker = strikerOf(one);
  const project = memoryDisk(start);
  const disturbed =
    place === 'project' ? worldAt(striker.wrap(project), cache) : worldAt(project, striker.wrap(cache));
  const done = await run(disturbed, act, project);
  if (!striker.hasStruck()) return null;
  // Whatever a killed process would have said, nobody hears it.
  const ended: Ended = one.fault === 'kill' ? { ...done, code: null } : done;

  const wrong: string[] = [];
  const told = ended.code === null ? 'killed' : `exit code ${ended.code}`;
  const say = (what: string): void => {
    wrong.push(
      `${trial.name}, ${one.fault} at ${striker.struck()}${one.lasting ? ' on' : ''}, ${told}: ${what}`,
    );
  };
  if (ended.code === 0) {
    for (const path of differing(ended.files, wanted)) say(`${path} is not as it should be`);
  } else if (ended.code !== null) {
    // A source that its editor may not read is a message with its path; the others are built.
    const isEditors =
      one.fault === 'EACCES' && ended.code === 1 && /failure to read the file/.test(ended.words);
    if (ended.code !== 3 && !isEditors) say(`expected exit code 3: ${ended.words}`);
    if (/\n\s+at /.test(ended.words)) say('a stack trace');
  }
  for (const line of torn(ended.files, start, wanted)) say(line);
  // A disk that refuses everything also refuses to put things back: then a record of them is there.
  const isRecorded = Object.keys(ended.files).some((path) => path === undoPath);
  if (isTogether && ended.code !== null && !isRecorded)
    for (const line of mixed(ended.files, start, wanted)) say(line);

  const again = await run(worldAt(project, cache), next, project);
  if (again.code !== 0) say(`the next start ends with ${again.code ?? 0}: ${again.words}`);
  else if (next === act)
    for (const path of differing(again.files, wanted))
      say(`${path} is not as it should be after the next start`);
  else for (const line of mixed(again.files, start, wanted, true)) say(`after the next start ${line}`);
  return wrong;
}

/** Strikes every operation of a trial with each fault, once and from then on. */
export async function strikeAll(
  trial: Trial,
  cache: () => Promise<Disk>,
  place: Place,
  kinds: readonly Fault[],
  /** Which of the operations, from 1; default: each. */
  isWanted: (nth: number, fault: Fault) => boolean = () => true,
): Promise<{ readonly count: number; readonly wrong: readonly string[] }> {
  const wanted = await undisturbed(trial, await cache());
  const wrong: string[] = [];
  let count = 0;
  for (const fault of kinds) {
    for (const lasting of fault === 'kill' ? [false] : [false, true]) {
      for (let nth = 1; ; nth++) {
        if (!isWanted(nth, fault)) {
          if (nth > 2000) break;
          continue;
        }
        const found = await blow(trial, wanted, await cache(), place, { fault, nth, lasting });
        if (!found) break;
        count++;
        wrong.push(...found);
      }
    }
  }
  return { count, wrong };
}

/** Files of a run that goes on, or was cut off: the next start sweeps them. */
const passing = /(^|\/)\.[^/]+$|^unpacking\//;

const isSame = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && sha256(a) === sha256(b));

function differing(files: Files, wanted: Files): string[] {
  const paths = new Set([...Object.keys(files), ...Object.keys(wanted)]);
  return [...paths].filter((path) => !isSame(files[path], wanted[path]));
}

/** Files that are neither the old nor the new, and old ones that are gone though the new have them. */
function torn(files: Files, old: Files, wanted: Files): string[] {
  const paths = new Set([...Object.keys(files), ...Object.keys(old)]);
  return [...paths]
    .filter((path) => !passing.test(path) && !/\/manifest\.json$/.test(path))
    .filter((path) => !isSame(files[path], old[path]) && !isSame(files[path], wanted[path]))
    .map((path) => `${path} is neither old nor new`);
}

/** What is wrong when files changed that go together, but not all of them; a lock is no such file. */
function mixed(files: Files, old: Files, wanted: Files, isClean = false): string[] {
  const counts = (path: string): boolean => (isClean ? !path.endsWith(`/${lockPath}`) : !passing.test(path));
  const isOld = differing(files, old).filter(counts);
  const isNew = differing(files, wanted).filter(counts);
  return isOld.length === 0 || isNew.length === 0 ? [] : [`some files are new: ${isOld.join(', ')}`];
}
