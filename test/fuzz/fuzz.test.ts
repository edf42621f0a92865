import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scratchDisk } from '../support/scratch.ts';
import type { Fuzzed } from './fuzz.ts';

/** Runs a group in a process of its own, which is ended when an input takes it longer than anything may. */
async function fuzzed(group: string, runs: number, seconds: number): Promise<readonly Fuzzed[]> {
  const disk = await scratchDisk();
  const [program, last] = [new URL('child.ts', import.meta.url), disk.locate('input')];
  const child = fork(program, [group, '20230926', String(runs), String(seconds), last], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
  const watchdog = setTimeout(() => child.kill('SIGKILL'), 45_000);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(watchdog);
  if (code !== 0) {
    const input = readFileSync(last).toString('base64');
    throw new Error(`${group} ended with ${code ?? 'a kill'} at this input (base64): ${input}\n${err}`);
  }
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Fuzzed);
}

test.each([
  ['sources', 'tables, settings and narratives of a project', 60, 1],
  ['small', 'manifests and profiles', 200, 1],
  ['texts', 'tables and briefs to import', 80, 1],
  ['archives', 'workbooks and documents to import', 8, 2],
  ['pdf', 'PDFs to check and to impose', 80, 1],
])(
  '%s: %s of any bytes give a result or located messages, in time and memory',
  async (group, _, runs, seconds) => {
    const done = await fuzzed(group, runs, seconds);
    expect(done.filter(({ found }) => found !== null)).toEqual([]);
    for (const { name, runs: count } of done)
      expect({ name, isTried: count > 0 }).toEqual({ name, isTried: true });
  },
);
