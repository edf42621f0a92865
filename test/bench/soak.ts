import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskAt } from '../../pipeline/disk.ts';
import { briefsCommand } from '../support/commands.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { storeFictional } from './fictional.ts';
import { watchTree } from './process-tree.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Builds every document of an edition, 579 of them, in one run, and prints how much memory is held as it goes on. */
async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'briefs-soak-'));
  try {
    await storeFictional(
      diskAt(folder),
      await fictionalIndex({ seed: 1, editions: ['2025'], narratives: true }),
    );
    const [node, ...program] = briefsCommand;
    const args = [...program, 'build', '--format', 'pdf', '--project', folder];
    const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let done = 0;
    child.stdout.on('data', (data: Buffer) => (done += data.toString().split('.pdf\n').length - 1));
    print('documents  MB held by the tree of processes (PSS)');
    const watch = watchTree(child.pid ?? 0, 3000, (megabytes) => {
      print(`${String(done).padStart(9)}  ${megabytes.toFixed(0).padStart(5)}`);
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    const { megabytes } = await watch.stop();
    print(
      `${String(done).padStart(9)}  ${megabytes.toFixed(0).padStart(5)} at most, exit code ${String(code)}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
