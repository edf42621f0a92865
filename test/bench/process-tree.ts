import { readFile, readdir } from 'node:fs/promises';

/** What a process and all that it has started have cost. */
export interface Cost {
  /** CPU time of user and system. */
  readonly seconds: number;
  /** The most memory that all held at once, shared pages counted once (PSS), in MB. */
  readonly megabytes: number;
}

interface Seen {
  readonly parent: number;
  readonly ticks: number;
}

/** CPU seconds of the processes that this one has started and seen end, with all that those have waited for (proc(5), fields 16 and 17). */
export async function childSeconds(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' ? 0 : (Number(fields[13]) + Number(fields[14])) / hertz;
}

/** Ticks of a second in /proc (USER_HZ). */
const hertz = 100;

/** CPU seconds that a process and all that live below it have spent so far. */
export async function treeSeconds(root: number): Promise<number> {
  const all = await allSeen();
  const tree = [...all].filter(([pid]) => isBelow(pid, root, all));
  return tree.reduce((sum, [, { ticks }]) => sum + ticks, 0) / hertz;
}

/**
 * Looks at the time and memory of a tree of processes every `every` milliseconds until it is told to stop; /proc of Linux
 * tells, elsewhere the cost is 0. Seldom: a look at the memory of a browser stops it for a tenth of a second.
 */
export function watchTree(
  root: number,
  every = 1500,
  onLook?: (megabytes: number) => void,
): { stop(): Promise<Cost> } {
  return watch(root, every, memoryOf, onLook);
}

/** The same for the time alone, which costs them nothing: often, since what they spend after the last look is not seen. */
export function watchTime(root: number): { stop(): Promise<Cost> } {
  return watch(root, 250, () => Promise.resolve(0));
}

function watch(
  root: number,
  every: number,
  memoryOf: (pid: number) => Promise<number>,
  onLook?: (megabytes: number) => void,
): { stop(): Promise<Cost> } {
  /** CPU ticks of each process when it was last seen. */
  const ticks = new Map<number, number>();
  let peak = 0;
  const look = async (): Promise<void> => {
    const all = await allSeen();
    const tree = [...all.keys()].filter((pid) => isBelow(pid, root, all));
    for (const pid of tree) ticks.set(pid, all.get(pid)?.ticks ?? 0);
    const held = await Promise.all(tree.map(memoryOf));
    const sum = held.reduce((all, one) => all + one, 0);
    peak = Math.max(peak, sum);
    onLook?.(sum);
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, every);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      const spent = [...ticks.values()].reduce((sum, one) => sum + one, 0);
      return { seconds: spent / hertz, megabytes: peak };
    },
  };
}

async function allSeen(): Promise<ReadonlyMap<number, Seen>> {
  const all = new Map<number, Seen>();
  for (const name of await readdir('/proc').catch(() => [])) {
    const seen = /^\d+$/.test(name) ? await seenOf(name) : null;
    if (seen) all.set(Number(name), seen);
  }
  return all;
}

function isBelow(pid: number, root: number, all: ReadonlyMap<number, Seen>): boolean {
  for (let one: number | undefined = pid; one !== undefined && one > 1; one = all.get(one)?.parent) {
    if (one === root) return true;
  }
  return false;
}

/** Fields 4, 14 and 15 of /proc/PID/stat, behind the name in brackets (proc(5)). */
async function seenOf(pid: string): Promise<Seen | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' ? null : { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

async function memoryOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
}
