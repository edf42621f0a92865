import { sortMessages, type Message } from '../messages.ts';
import { outputOf } from '../output.ts';
import { changedOf } from '../project-files.ts';
import type { World } from '../world.ts';
import { takeLock } from './lock.ts';
import { replaceTogether, undo, undoCutOff } from './together.ts';

/** What an import gives: files to write, and what is to be said. */
interface Report {
  readonly files: ReadonlyMap<string, string>;
  readonly messages: readonly Message[];
}

/** What was made, and the faults that the sources had before. */
interface Work<T extends Report> {
  readonly report: T;
  readonly faults: readonly Message[];
}

/** The report without files where one of them, or its folder, has a fault now. */
function soundOnly<T extends Report>({ report, faults }: Work<T>): T {
  const paths = [...report.files.keys()];
  const concerned = faults.filter(
    ({ fatal, file = '' }) =>
      fatal !== false && paths.some((path) => path === file || path.startsWith(`${file}/`)),
  );
  if (concerned.length === 0) return report;
  return { ...report, files: new Map(), messages: sortMessages([...report.messages, ...concerned]) };
}

/**
 * Stores the files that `work` gives and that differ, all or none; none when one of them has a fault: rows that could
 * not be read would be lost. From reading to writing nobody else imports: of two
 * that change the same table the second would undo the first.
 */
export async function storing<T extends Report>(
  world: World,
  isDry: boolean,
  work: () => Promise<Work<T>>,
): Promise<T> {
  const { project } = world;
  if (isDry) {
    await undoCutOff(project, world);
    const report = soundOnly(await work());
    return { ...report, files: await changedOf(world, report.files) };
  }
  const unlock = await takeLock(outputOf(project), world);
  try {
    await undo(project);
    const report = soundOnly(await work());
    const files = await changedOf(world, report.files);
    const faults = files.size > 0 ? await replaceTogether(project, files) : [];
    return faults.length === 0
      ? { ...report, files }
      : { ...report, files: new Map(), messages: [...report.messages, ...faults] };
  } finally {
    await unlock();
  }
}
