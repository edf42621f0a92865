import { resolve } from 'node:path';
import { merge, outputOf } from '../../index.ts';
import { codeOf } from '../exit.ts';
import { factsOf, plural } from '../facts.ts';
import { worldOf, type CommonFlags } from '../flags.ts';
import { screenOf } from '../screen.ts';
import type { Terminal } from '../terminal.ts';

export interface MergeFlags extends CommonFlags {
  readonly folders: readonly string[];
}

/** `briefs merge`: parts that several machines have made become one output folder. */
export async function mergeCommand(terminal: Terminal, flags: MergeFlags): Promise<number> {
  const screen = screenOf(terminal, flags.json ?? false);
  try {
    const world = await worldOf(terminal, flags, screen);
    screen.status('Merging …');
    const folders = flags.folders.map((folder) => resolve(terminal.folder, folder));
    const { documents, messages } = await merge(outputOf(world.project), folders, world);
    messages.forEach(screen.message);
    screen.result(`${plural(documents.length, 'document')} of ${plural(folders.length, 'folder')} merged`);
    const code = codeOf(messages);
    screen.json({ command: 'merge', exitCode: code, documents, messages: messages.map(factsOf) });
    return code;
  } finally {
    screen.end();
  }
}
