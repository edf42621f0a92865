import { CommanderError } from 'commander';
import { asFailure, EnvironmentError, UsageError } from '../failures.ts';
import type { Message } from '../messages.ts';
import type { Signal } from './terminal.ts';

/** What the exit codes mean; 70 is EX_SOFTWARE of sysexits.h, 128 + n is a signal. */
export const exit = { done: 0, content: 1, usage: 2, environment: 3, bug: 70 } as const;

export const signalExit: Readonly<Record<Signal, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** Messages about a machine that lacks something: all others are about the content. */
const ofTheMachine = ['write:in-use', 'print:crashed'];

/** The exit code that messages ask for. */
export function codeOf(messages: readonly Message[], isStrict = false): number {
  const faults = messages.filter(({ fatal }) => isStrict || fatal !== false);
  if (faults.some(({ source, ruleId }) => ofTheMachine.includes(`${source ?? ''}:${ruleId ?? ''}`)))
    return exit.environment;
  return faults.length > 0 ? exit.content : exit.done;
}

/** The exit code of a command that ended by an error, and what to tell the person; '' when it is told already. */
export function verdictOn(
  cause: unknown,
  isVerbose: boolean,
  what = 'the machine does not go on',
): { readonly code: number; readonly notice: string } {
  if (cause instanceof CommanderError) {
    const isAsked = cause.code === 'commander.helpDisplayed' || cause.code === 'commander.version';
    return { code: isAsked ? exit.done : exit.usage, notice: '' };
  }
  const failure = asFailure(what, cause);
  if (failure instanceof UsageError) return { code: exit.usage, notice: failure.message };
  if (failure instanceof EnvironmentError) return { code: exit.environment, notice: failure.message };
  const text = failure instanceof Error ? failure.message : String(failure);
  const stack = isVerbose && failure instanceof Error ? `\n${failure.stack ?? ''}` : '';
  const advice = 'This is a mistake of the program, not of your data. Please report it with the output of';
  return {
    code: exit.bug,
    notice: `${text}\n${advice} "briefs doctor" and of the same command with --verbose.${stack}`,
  };
}
