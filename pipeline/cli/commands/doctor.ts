import type { Disk } from '../../disk.ts';
import { EnvironmentError, inspectEngine, type World } from '../../index.ts';
import { exit } from '../exit.ts';
import { worldOf, type CommonFlags } from '../flags.ts';
import { screenOf } from '../screen.ts';
import type { Terminal } from '../terminal.ts';
import { programVersion } from '../version.ts';

/** Programs that help to look at the outputs; nothing needs them. */
const optional = ['pdftotext', 'qpdf'];

/** `briefs doctor`: one page on what this machine has. Code 3 when no browser starts. */
export async function doctorCommand(terminal: Terminal, flags: CommonFlags): Promise<number> {
  const screen = screenOf(terminal, flags.json ?? false);
  try {
    const world = await worldOf(terminal, flags, screen);
    screen.status('Looking around …');
    const engine = await inspectEngine(world).catch((cause: unknown) => {
      if (cause instanceof EnvironmentError) return cause.message;
      throw cause;
    });
    const code = typeof engine === 'string' ? exit.environment : exit.done;
    const facts: Record<string, string | readonly string[]> = {
      'country-briefs': await programVersion(),
      node: `${terminal.process.version} on ${world.machine.platform}`,
      browser: typeof engine === 'string' ? `none: ${engine}` : browserLine(engine.browser),
      engine: typeof engine === 'string' ? [] : engine.versions,
      project: await placeLine(world, world.project),
      cache: `${await placeLine(world, world.cache)}, ${megabytes(await sizeOf(world.cache))} used`,
      optional: await Promise.all(optional.map((name) => programLine(world, name))),
    };
    for (const [name, fact] of Object.entries(facts)) {
      const lines = typeof fact === 'string' ? [fact] : fact;
      lines.forEach((line, i) => {
        screen.result(`${(i === 0 ? name : '').padEnd(16)}${line}`);
      });
    }
    screen.json({ command: 'doctor', exitCode: code, ...facts });
    return code;
  } finally {
    screen.end();
  }
}

function browserLine({ version, path, pinned }: { version: string; path: string; pinned: boolean }): string {
  const what = pinned
    ? 'the one of the lock file'
    : 'not the one of the lock file: bytes may differ from other machines';
  return `${version} at ${path}, ${what}`;
}

async function placeLine({ machine }: World, disk: Disk): Promise<string> {
  const folder = disk.locate('.');
  const free = await machine.freeSpace(folder);
  return `${folder}, ${free === null ? 'not there yet' : `${megabytes(free)} free`}`;
}

async function sizeOf(disk: Disk): Promise<number> {
  const sizes = await Promise.all((await disk.list('')).map((path) => disk.size(path)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000).toLocaleString('en')} MB`;
}

async function programLine({ environment, machine }: World, name: string): Promise<string> {
  for (const folder of (environment.PATH ?? '').split(':')) {
    if (folder !== '' && (await machine.executable(`${folder}/${name}`)))
      return `${name} at ${folder}/${name}`;
  }
  return `${name} not found; only tests and curiosity want it`;
}
