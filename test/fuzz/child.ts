import { writeFileSync } from 'node:fs';
import { fuzz } from './fuzz.ts';
import { pdfTargets, smallTargets } from './file-targets.ts';
import { importTargets, sourceTargets, type Target } from './targets.ts';

/** Kinds of targets: each is given to a process of its own. */
const groups: Readonly<Record<string, () => Promise<readonly Target[]>>> = {
  sources: sourceTargets,
  small: async () => Promise.resolve(smallTargets()),
  texts: async () => (await importTargets()).quick,
  archives: async () => (await importTargets()).slow,
  pdf: async () => Promise.resolve(pdfTargets()),
};

/** Fuzzes the targets of a group, in a process that a parent may end: `group seed runs seconds file`. A line of JSON each. */
async function main([
  group = '',
  seed = '1',
  runs = '100',
  seconds = '1',
  file = '',
]: readonly string[]): Promise<void> {
  for (const target of (await groups[group]?.()) ?? []) {
    const done = await fuzz(target, {
      seed: Number(seed),
      runs: Number(runs),
      seconds: Number(seconds),
      onInput: (bytes) => {
        if (file !== '') writeFileSync(file, bytes);
      },
    });
    process.stdout.write(`${JSON.stringify(done)}\n`);
  }
}

await main(process.argv.slice(2));
