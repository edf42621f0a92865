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
  const texts = await Promise.all(files.map(async (path) => [path, sha256(await program.read(path))]));
  return [...packages, `program ${sha256(texts.join('\n'))}`];
}

/** Hash of the whole pipeline: while it is the same, equal ingredients give equal documents. */
export async function programVersion(program: Disk): Promise<string> {
  const files = await program.list('');
  const texts = await Promise.all(files.map(async (path) => [path, sha256(await program.read(path))]));
  return sha256(texts.join('\n'));
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
