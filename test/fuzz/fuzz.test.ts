import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scratchDisk } from '../support/scratch.ts';
import type { Fuzzed } from './fuzz.ts';
import { slowInputs } from './slow-inputs.ts';
import type { Answered } from './slow.ts';

/** Runs a program of this folder in a process of its own, which is ended when an input takes it longer than anything may; its lines. */
async function linesOf<Line>(
  program: string,
  args: readonly string[],
  last?: string,
): Promise<readonly Line[]> {
  const child = fork(new URL(program, import.meta.url), [...args], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
  const watchdog = setTimeout(() => child.kill('SIGKILL'), 50_000);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(watchdog);
  if (code !== 0) {
    const input = last === undefined ? out : readFileSync(last).toString('base64');
    throw new Error(
      `${program} ended with ${code ?? 'a kill'} at this input (base64), or after: ${input}\n${err}`,
    );
  }
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

test.each([
  ['sources', 'tables, settings and narratives of a project', 25, 0.5],
  ['small', 'manifests and profiles', 100, 0.5],
  ['texts', 'tables and briefs to import', 40, 0.5],
  ['archives', 'workbooks and documents to import', 5, 1],
  ['pdf', 'PDFs to check and to impose', 40, 0.5],
])(
  '%s: %s of any bytes give a result or located messages, in time and memory',
  async (group, _, runs, seconds) => {
    const last = (await scratchDisk()).locate('input');
    const args = [group, '20230926', String(runs), String(seconds), last];
    const done = await linesOf<Fuzzed>('child.ts', args, last);
    expect(done.filter(({ found }) => found !== null)).toEqual([]);
    for (const { name, runs: count } of done)
      expect({ name, isTried: count > 0 }).toEqual({ name, isTried: true });
  },
);

test('inputs that are made to keep a reader busy or to fill the memory are answered within a second and 200 MB', async () => {
  const answered = await linesOf<Answered>('slow.ts', []);
  expect(answered.filter(({ fault }) => fault !== null)).toEqual([]);
  expect(answered).toHaveLength(slowInputs().length);
});
