import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fuzzed, Worst } from '../fuzz/fuzz.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const groups = ['sources', 'small', 'texts', 'archives', 'pdf'] as const;

/** One group in a process of its own: its lines as they come, and how it ended. */
async function run(
  group: string,
  seed: number,
  seconds: number,
  last: string,
  tell: (done: Fuzzed) => void,
): Promise<number | null> {
  const program = fileURLToPath(new URL('../fuzz/child.ts', import.meta.url));
  const args = ['--import', 'tsx', program, group, String(seed), '100000000', String(seconds), last];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let rest = '';
  child.stdout.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) tell(JSON.parse(line) as Fuzzed);
  });
  return new Promise((resolve) => child.on('close', resolve));
}

/**
 * Fuzzes every reader for a while and prints runs, seconds, and the dearest inputs: `tsx test/bench/fuzz.ts [seconds a
 * target] [seed] [folder for the inputs] [group]`. Ends with 1 when something was found.
 */
async function main([
  seconds = '30',
  seed = String(Date.now() % 1e9),
  folder,
  only,
]: readonly string[]): Promise<number> {
  const scratch = folder ?? (await mkdtemp(join(tmpdir(), 'briefs-fuzz-')));
  const keep = async (name: string, input: string): Promise<string> => {
    const path = join(scratch, name.replace(/[^\w.]+/g, '-'));
    await writeFile(path, Buffer.from(input, 'base64'));
    return path;
  };
  const worst = ({ megabytes, milliseconds }: Worst): string =>
    `${milliseconds.toFixed(0)} ms, ${megabytes.toFixed(0)} MB`;
  let found = 0;
  let all = { runs: 0, seconds: 0, milliseconds: 0, megabytes: 0 };
  const kept: Promise<string>[] = [];
  print(`seed ${seed}, ${seconds} s a target`);
  print('target                              runs  seconds  slowest        largest');
  for (const group of groups.filter((one) => only === undefined || one === only)) {
    const last = join(scratch, 'last');
    const code = await run(group, Number(seed), Number(seconds), last, (done) => {
      const { found: fault, largest, name, runs, slowest } = done;
      print(
        `${name.padEnd(34)}${String(runs).padStart(6)}${done.seconds.toFixed(0).padStart(9)}  ${worst(slowest)}  ${worst(largest)}`,
      );
      all = {
        runs: all.runs + runs,
        seconds: all.seconds + done.seconds,
        milliseconds: Math.max(all.milliseconds, slowest.milliseconds),
        megabytes: Math.max(all.megabytes, largest.megabytes),
      };
      if (!fault) return;
      found++;
      kept.push(keep(`found ${name}`, fault.input));
      print(`  FOUND ${fault.why.split('\n')[0] ?? ''}`);
    });
    if (code === 0) continue;
    found++;
    print(
      `  FOUND ${group} ended with ${code ?? 'a kill'}: ${await keep(`ended ${group}`, (await readFile(last)).toString('base64'))}`,
    );
  }
  for (const path of await Promise.all(kept)) print(`  input: ${path}`);
  print(
    `${all.runs} runs, ${all.seconds.toFixed(0)} s, slowest ${all.milliseconds.toFixed(0)} ms, largest ${all.megabytes.toFixed(0)} MB, ${found} found`,
  );
  if (folder === undefined && found === 0) await rm(scratch, { recursive: true });
  return found > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
