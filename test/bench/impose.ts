import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { build } from '../../pipeline/build.ts';
import { realWorld } from '../../pipeline/disk.ts';
import { impose, type Imposed } from '../../pipeline/finish/impose/impose.ts';
import { defaults } from '../../pipeline/finish/impose/options.ts';

const line = (first: string, ...rest: readonly (string | number)[]): void => {
  process.stdout.write(`${first.padEnd(40)}${rest.map((cell) => String(cell).padStart(12)).join('')}\n`);
};

/** Files by their names: those that are named, else the briefs of a project, set for A5 and for A4. */
async function filesOf(
  project: string,
  named: readonly string[],
): Promise<readonly (readonly [string, Uint8Array])[]> {
  if (named.length > 0)
    return Promise.all(named.map(async (file) => [basename(file), await readFile(file)] as const));
  const world = realWorld(project, process.env, { note: () => undefined }, process);
  const { artefacts } = await build(world, { products: ['booklet-pages', 'brief'], formats: ['pdf'] });
  return artefacts.map(({ bytes, path }) => [basename(path), bytes] as const);
}

/** Times the imposition of PDF files, as a booklet and flat: the first run, and the middle of all. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { project: { type: 'string', default: '.' }, runs: { type: 'string', default: '21' } },
  });
  const files = await filesOf(values.project, positionals);
  line('file', 'as', 'pages', 'first ms', 'median ms', 'bytes in', 'bytes out');
  for (const [path, bytes] of files) {
    for (const flat of [null, 2, 4] as const) {
      const times: number[] = [];
      let made: Imposed | undefined;
      for (let run = 0; run < Number(values.runs); run++) {
        const start = performance.now();
        made = await impose(bytes, { ...defaults, path, flat });
        times.push(performance.now() - start);
      }
      const [first = 0] = times;
      const median = [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
      const kind = flat === null ? 'booklet' : `${flat}up`;
      line(
        path,
        kind,
        made?.pages ?? 0,
        first.toFixed(1),
        median.toFixed(1),
        bytes.length,
        made?.bytes?.length ?? 0,
      );
    }
  }
}

await main();
