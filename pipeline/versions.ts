import type { Disk } from './disk.ts';
import { sha256 } from './manifest.ts';
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

/** Hashes of files of the program, which do not change while it runs. */
const hashes = new Map<string, string>();

/** Hash of names and contents, in the order given. */
async function hashOf(program: Disk, files: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const path of files) {
    const place = program.locate(path);
    const hash = hashes.get(place) ?? sha256(await program.read(path));
    hashes.set(place, hash);
    lines.push(`${path},${hash}`);
  }
  return sha256(lines.join('\n'));
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
