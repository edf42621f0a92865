import { check } from '../../index.ts';
import { exit } from '../exit.ts';
import { count, factsOf, plural } from '../facts.ts';
import { checkOptions, worldOf, type SelectionFlags } from '../flags.ts';
import { screenOf } from '../screen.ts';
import type { Terminal } from '../terminal.ts';

/** `briefs check`: every problem of data, text and templates; writes nothing. */
export async function checkCommand(terminal: Terminal, flags: SelectionFlags): Promise<number> {
  const screen = screenOf(terminal, flags.json ?? false);
  try {
    const world = await worldOf(terminal, flags, screen);
    const start = world.clock();
    screen.status('Checking …');
    const { documents, messages } = await check(world, checkOptions(flags));
    messages.forEach(screen.message);
    const errors = count(messages, 'error');
    const warnings = count(messages, 'warning');
    const code = errors > 0 || (flags.strict === true && warnings > 0) ? exit.content : exit.done;
    const seconds = Math.round(world.clock() - start) / 1000;
    const summary = { documents: documents.length, errors, warnings, seconds };
    screen.result(
      `${plural(documents.length, 'document')} can be built, ${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${seconds.toFixed(1)} s`,
    );
    screen.json({ command: 'check', exitCode: code, summary, messages: messages.map(factsOf) });
    return code;
  } finally {
    screen.end();
  }
}
