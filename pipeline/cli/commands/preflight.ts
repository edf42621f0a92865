import { basename, dirname, resolve } from 'node:path';
import { diskAt } from '../../disk.ts';
import { UsageError } from '../../failures.ts';
import { preflight, profiles, readOutside, type Message } from '../../index.ts';
import { exit } from '../exit.ts';
import { count, factsOf, plural } from '../facts.ts';
import { screenOf } from '../screen.ts';
import type { Terminal } from '../terminal.ts';

export interface PreflightFlags {
  readonly files: readonly string[];
  readonly profile?: string;
  readonly json?: true;
}

/** `briefs preflight FILE…`: one line a file that passes, one line a failure. */
export async function preflightCommand(
  terminal: Terminal,
  { files, json, profile }: PreflightFlags,
): Promise<number> {
  const known = profiles.find((one) => one === profile);
  if (profile !== undefined && !known)
    throw new UsageError(`Unexpected --profile ${profile}, expected ${profiles.join(', ')}.`);
  const options = known ? { profile: known } : {};
  const screen = screenOf(terminal, json ?? false);
  try {
    const messages: Message[] = [];
    for (const file of files) {
      screen.status(`Checking ${file} …`);
      const found = await preflight(await bytesOf(resolve(terminal.folder, file), file), {
        ...options,
        path: file,
      });
      found.forEach(screen.message);
      messages.push(...found);
      screen.result(found.length === 0 ? `${file}  passes` : `${file}  ${plural(found.length, 'message')}`);
    }
    const code = count(messages, 'error') > 0 ? exit.content : exit.done;
    screen.json({ command: 'preflight', exitCode: code, files, messages: messages.map(factsOf) });
    return code;
  } finally {
    screen.end();
  }
}

async function bytesOf(path: string, name: string): Promise<Uint8Array> {
  const folder = diskAt(dirname(path));
  if ((await folder.kind(basename(path))) === 'file') return readOutside(path);
  throw new UsageError(`Unexpected file ${name}, expected a PDF file that is there.`);
}
