import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scratchDisk } from '../support/scratch.ts';
import type { Fuzzed } from './fuzz.ts';
import { slowInputs } from './slow-inputs.ts';
import type { Answered } from './slow.ts';

/** How long a program may say nothing before it is held to be caught in an input, in milliseconds: on no machine does one take so long. */
const silence = 200_000;

/** Runs a program of this folder in a process of its own, which is ended when it is caught in an input; its lines. */
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
  const watchdog = setTimeout(() => child.kill('SIGKILL'), silence);
  child.stdout?.on('data', (data: Buffer) => {
    out += data.toString();
    watchdog.refresh();
  });
  child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
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
  ['sources', 'tables, settings and narratives of a project', 25],
  ['small', 'manifests and profiles', 100],
  ['texts', 'tables and briefs to import', 40],
  ['archives', 'workbooks and documents to import', 6],
  ['pdf', 'PDFs to check and to impose', 40],
])('%s: %s of any bytes give a result or located messages, in time and memory', async (group, _, runs) => {
  const last = (await scratchDisk()).locate('input');
  const args = [group, '20230926', String(runs), String(silence / 1000), last];
  const done = await linesOf<Fuzzed>('child.ts', args, last);
  expect(done.filter(({ found }) => found !== null)).toEqual([]);
  for (const { name, runs: count } of done) expect({ name, count }).toEqual({ name, count: runs });
});

test('inputs that are made to keep a reader busy or to fill the memory are answered within a second and 200 MB', async () => {
  const answered = await linesOf<Answered>('slow.ts', []);
  expect(answered.filter(({ fault }) => fault !== null)).toEqual([]);
  expect(answered).toHaveLength(slowInputs().length);
});
