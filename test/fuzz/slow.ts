import { excessOf, measured, type Cost } from './measure.ts';
import { slowInputs } from './slow-inputs.ts';
import { pdfTargets } from './file-targets.ts';
import { importTargets, sourceTargets, type Target } from './targets.ts';

/** A line of what became of one slow input; `fault` is null for an answer in time. */
export interface Answered extends Cost {
  readonly target: string;
  readonly name: string;
  readonly fault: string | null;
}

/** Gives each reader the inputs that are meant for it, in a process that a parent may end, and prints a line of JSON for each. */
async function main(): Promise<void> {
  const { quick, slow } = await importTargets();
  const targets: readonly Target[] = [...(await sourceTargets()), ...quick, ...slow, ...pdfTargets()];
  for (const target of targets) {
    const own = slowInputs().filter(([name]) => name === target.name);
    if (own.length > 0) await target.read(new Uint8Array());
    for (const [, name, make] of own) {
      const bytes = Buffer.from(make());
      const { cost, value } = await measured(() => target.read(bytes));
      const answered: Answered = { target: target.name, name, ...cost, fault: value ?? excessOf(cost) };
      process.stdout.write(`${JSON.stringify(answered)}\n`);
    }
  }
}

await main();
