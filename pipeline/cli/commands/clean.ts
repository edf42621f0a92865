import { clean, outputFolder, outputOf } from '../../index.ts';
import { exit } from '../exit.ts';
import { plural } from '../facts.ts';
import { worldOf, type CommonFlags } from '../flags.ts';
import { screenOf } from '../screen.ts';
import type { Terminal } from '../terminal.ts';

/** `briefs clean`: removes what the manifest names, and says what it leaves. */
export async function cleanCommand(terminal: Terminal, flags: CommonFlags): Promise<number> {
  const screen = screenOf(terminal, flags.json ?? false);
  try {
    const world = await worldOf(terminal, flags, screen);
    const { removed, kept } = await clean(outputOf(world.project), world);
    for (const path of kept) screen.note(`${outputFolder}/${path} is not ours: it stays`);
    screen.result(`${plural(removed.length, 'file')} removed, ${kept.length} kept`);
    screen.json({ command: 'clean', exitCode: exit.done, removed, kept });
    return exit.done;
  } finally {
    screen.end();
  }
}
