import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { diskAt, type Disk } from '../../pipeline/disk.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { projectRoot, texts } from '../support/source-tree.ts';

/** Stores a project with made-up data and the project's own templates. */
export async function storeFictional(disk: Disk, files: Readonly<Record<string, string>>): Promise<void> {
  const encoder = new TextEncoder();
  const templates = await texts('templates', /./);
  const all = [...Object.entries(files), ...templates.map(({ path, text }) => [path, text] as const)];
  for (const [path, text] of all) await disk.write(path, encoder.encode(text));
}

const usage =
  'Usage: node --import tsx test/bench/fictional.ts FOLDER [--seed N] [--size N] [--without-narratives]\n';

/** Writes a whole fictional index to an empty folder, to play with: narratives in its last edition. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      size: { type: 'string' },
      'without-narratives': { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const disk = diskAt(resolve(folder));
  if ((await disk.list('')).length > 0) {
    process.stderr.write(`${resolve(folder)} is not empty: name a new folder.\n`);
    return 2;
  }
  const files = await fictionalIndex({
    seed: Number(values.seed),
    ...(values.size === undefined ? {} : { size: Number(values.size) }),
    narratives: !values['without-narratives'],
    narrated: ['2025'],
  });
  await storeFictional(disk, files);
  const command = `node ${join(projectRoot, 'pipeline/cli/briefs.mjs')} check --project ${resolve(folder)}`;
  process.stdout.write(
    `${Object.keys(files).length} files of data in ${resolve(folder)}. Try:\n  ${command}\n`,
  );
  return 0;
}

if (import.meta.filename === process.argv[1]) process.exitCode = await main();
