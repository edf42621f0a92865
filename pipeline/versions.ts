import type { Disk } from './disk.ts';
import { sha256 } from './manifest.ts';
import { forEach } from './parallel.ts';
import type { World } from './world.ts';

/** Packages that put bytes into a PDF. */
const engine = [
  '@sparticuz/chromium',
  'puppeteer',
  'pdf-lib',
  'pako',
  'hyphen',
  'source-sans',
  'source-serif',
];

/** Folders of the program that turn a document into a PDF; a change in them makes every PDF stale. */
const makers = ['print', 'finish'];

/** Names and versions of what turns a document into a PDF beside the browser, in a fixed order. `program` is the pipeline's own folder. */
export async function engineVersions(world: World, program: Disk): Promise<readonly string[]> {
  const packages = await versionsOf(world, engine);
  const files = (await Promise.all(makers.map((folder) => program.list(folder)))).flat();
  return [...packages, `program ${await hashOf(program, files)}`];
}

/** Hash of the whole pipeline: while it is the same, equal ingredients give equal documents. */
export async function programVersion(program: Disk): Promise<string> {
  return hashOf(program, await program.list(''));
}

/** How many files are open at once: fewer than any machine allows. */
const batch = 16;

/** Hash of names and contents, in the order given. */
async function hashOf(disk: Disk, files: readonly string[]): Promise<string> {
  const hashes = new Map<string, string>();
  await forEach(files, batch, undefined, async (path) => {
    hashes.set(path, sha256(await disk.read(path)));
  });
  return sha256(files.map((path) => `${path},${hashes.get(path) ?? ''}`).join('\n'));
}

/** Names and versions of installed packages, in the order given. */
export async function versionsOf(world: World, names: readonly string[]): Promise<readonly string[]> {
  return Promise.all(names.map(async (name) => `${name} ${await versionOf(world, name)}`));
}

/** Version of an installed package. @throws when it is not installed. */
export async function versionOf(world: World, name: string): Promise<string> {
  const text = new TextDecoder().decode(await world.asset(`${name}/package.json`));
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
