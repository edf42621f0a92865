import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { diskAt } from '../../pipeline/disk.ts';
import { interrupt, outputHashes, signals } from '../faults/signals.ts';
import { copyProject, spawnBriefs } from '../support/commands.ts';
import { chanceOf } from '../support/seeded-random.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Sends builds of web pages and of PDFs a signal at a random moment, `--rounds` times each, and prints what was wrong. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } },
  });
  let bad = 0;
  let count = 0;
  for (const args of [
    ['--format', 'html'],
    ['--product', 'score-sheets,handout'],
  ]) {
    const folder = await mkdtemp(join(tmpdir(), 'briefs-signals-'));
    try {
      const project = diskAt(folder);
      await copyProject(project, '.');
      const begin = performance.now();
      await spawnBriefs(folder, ['build', ...args]).ended;
      const within = Math.round(performance.now() - begin);
      const wanted = await outputHashes(project);
      const chance = chanceOf(Number(values.seed), ...args);
      for (let round = 0; round < Number(values.rounds); round++) {
        for (const signal of signals) {
          const { line, wrong } = await interrupt(signal, { project, args, wanted, chance, within });
          count++;
          bad += wrong.length;
          print(`${args.join(' ')}: ${line}`);
          for (const one of wrong) print(`  WRONG ${one}`);
        }
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  print(`${count} signals, ${bad} wrong, seed ${values.seed}`);
  process.exitCode = bad === 0 ? 0 : 1;
}

await main();
