import { resolve } from 'node:path';
import {
  outputFolder,
  readOutside,
  write,
  type BuildReport,
  type Outcome,
  type Progress,
} from '../../index.ts';
import { codeOf, signalExit } from '../exit.ts';
import { count, factsOf, plural } from '../facts.ts';
import { buildOptions, worldOf, type BuildFlags } from '../flags.ts';
import { paceText } from '../pace.ts';
import { screenOf, type Screen } from '../screen.ts';
import type { Signal, Terminal } from '../terminal.ts';

/** `briefs build`: makes what is stale, a line for every file, a summary at the end. */
export async function buildCommand(terminal: Terminal, flags: BuildFlags): Promise<number> {
  const screen = screenOf(terminal, flags.json ?? false);
  const stop = new AbortController();
  // The documents in work are finished and stored, which takes a second or two; then the run ends in good order.
  const release = terminal.onSignal((received) => {
    stop.abort(received);
    screen.note('Stopping after the documents in work …');
  });
  try {
    const world = await worldOf(terminal, flags, screen);
    const start = world.clock();
    screen.status('Checking …');
    const onProgress = follow(screen, world.clock);
    const profile =
      flags.icc === undefined ? undefined : await readOutside(resolve(terminal.folder, flags.icc));
    const report = await write(world, { ...buildOptions(flags), profile, signal: stop.signal, onProgress });
    const seconds = Math.round(world.clock() - start) / 1000;
    const code = stop.signal.aborted
      ? signalExit[stop.signal.reason as Signal]
      : codeOf(report.messages, flags.strict);
    summarise(screen, report, seconds, code, flags.dryRun ?? false);
    if (flags.verbose) {
      const { check, make } = report.timings;
      screen.note(`check ${check.toFixed(0)} ms, make ${make.toFixed(0)} ms`);
    }
    return code;
  } finally {
    release();
    screen.end();
  }
}

/** Tells each step of a run as it comes, and how fast it goes on. */
function follow(screen: Screen, clock: () => number): (progress: Progress) => void {
  let made = 0;
  let start = clock();
  return (progress) => {
    const { done, outcome, total } = progress;
    if (outcome?.status === 'built' || outcome?.status === 'failed') made++;
    // What is up to date is told all at once, before anything is made.
    else start = clock();
    show(screen, progress);
    const pace = paceText({ made, left: total - done, milliseconds: clock() - start });
    const current = outcome ? `, ${outcome.iso3}` : '';
    const far = done === 0 ? plural(total, 'document') : `${done} of ${plural(total, 'document')}`;
    screen.status(`Building ${far}${current} … ${pace}`.trimEnd());
  };
}

function show(screen: Screen, { messages, outcome }: Progress): void {
  messages.forEach(screen.message);
  if (outcome?.status !== 'built' && outcome?.status !== 'planned') return;
  const about =
    outcome.status === 'planned'
      ? ({ reason }: { reason: string }): string => `  (${reason})`
      : (): string => '';
  for (const output of outcome.outputs) screen.result(`${outputFolder}/${output.path}${about(output)}`);
}

function summarise(
  screen: Screen,
  report: BuildReport,
  seconds: number,
  exitCode: number,
  isDryRun: boolean,
): void {
  const { messages, outcomes, failed, isShut } = report;
  const having = (status: Outcome['status']): readonly Outcome[] =>
    outcomes.filter((one) => one.status === status);
  const [built, planned, unchanged] = [having('built'), having('planned'), having('unchanged')];
  const files = [...built, ...planned].flatMap(({ outputs }) => outputs).length;
  const warnings = count(messages, 'warning');
  const made = isDryRun
    ? `${plural(planned.length, 'document')} would be built`
    : `${plural(built.length, 'document')} built`;
  const failures = isShut ? 'nothing can be built' : failuresLine(failed);
  screen.result(
    [
      `${made} (${plural(files, 'file')})`,
      `${unchanged.length} unchanged`,
      failures,
      plural(warnings, 'warning'),
      `${seconds.toFixed(1)} s`,
    ].join(', '),
  );
  screen.json({
    command: 'build',
    exitCode,
    summary: {
      built: built.length,
      planned: planned.length,
      unchanged: unchanged.length,
      failed,
      errors: count(messages, 'error'),
      warnings,
      seconds,
    },
    documents: outcomes,
    messages: messages.map(factsOf),
  });
}

/** Names the countries that failed, as long as the line stays readable. */
function failuresLine(failed: readonly string[]): string {
  if (failed.length === 0) return '0 failed';
  return failed.length <= 10 ? `failed: ${failed.join(', ')}` : `${failed.length} countries failed`;
}
