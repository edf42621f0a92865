import fc from 'fast-check';
import { excessOf, measured, type Cost } from './measure.ts';
import type { Target } from './targets.ts';

/** What became of a target: how many inputs it was given, and the dearest of them. */
export interface Fuzzed {
  readonly name: string;
  readonly runs: number;
  readonly seconds: number;
  readonly slowest: Worst;
  readonly largest: Worst;
  /** What is wrong, with the smallest input that shows it, in base64; null for nothing. */
  readonly found: { readonly why: string; readonly input: string } | null;
}

export interface Worst extends Cost {
  readonly input: string;
}

export interface FuzzOptions {
  readonly seed: number;
  /** Inputs at most, and seconds after which no other is begun. */
  readonly runs: number;
  readonly seconds: number;
  /** Called with each input before it is read: what is known of one that never ends. */
  readonly onInput: (bytes: Uint8Array) => void;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Gives a target inputs that the seed decides, until one is found that it does not stand, or the end. */
export async function fuzz(target: Target, { onInput, runs, seconds, seed }: FuzzOptions): Promise<Fuzzed> {
  const none: Worst = { milliseconds: 0, megabytes: 0, input: '' };
  let [slowest, largest] = [none, none];
  let count = 0;
  const start = performance.now();
  // The first input loads libraries: what that costs is not its own.
  await target.read(new Uint8Array());
  const property = fc.asyncProperty(target.inputs, async (bytes) => {
    count++;
    onInput(bytes);
    const { cost, value: fault } = await measured(() => target.read(bytes));
    if (cost.milliseconds > slowest.milliseconds) slowest = { ...cost, input: base64(bytes) };
    if (cost.megabytes > largest.megabytes) largest = { ...cost, input: base64(bytes) };
    const why = fault ?? excessOf(cost);
    if (why !== null) throw new Error(why);
  });
  const ended = await fc.check(property, {
    seed,
    numRuns: runs,
    interruptAfterTimeLimit: seconds * 1000,
    endOnFailure: false,
  });
  const [input] = ended.counterexample ?? [];
  const why =
    ended.errorInstance instanceof Error ? (ended.errorInstance.stack ?? '') : String(ended.errorInstance);
  return {
    name: target.name,
    runs: count,
    seconds: (performance.now() - start) / 1000,
    slowest,
    largest,
    found: input ? { why, input: base64(input) } : null,
  };
}
