import { explain, outputFolder, type Explanation } from '../../index.ts';
import { exit } from '../exit.ts';
import { count, factsOf } from '../facts.ts';
import { checkOptions, worldOf, type SelectionFlags } from '../flags.ts';
import { screenOf, type Screen } from '../screen.ts';
import type { Terminal } from '../terminal.ts';

/** `briefs explain`: inputs, state and changed figures of each document; makes nothing. */
export async function explainCommand(terminal: Terminal, flags: SelectionFlags): Promise<number> {
  const screen = screenOf(terminal, flags.json ?? false);
  try {
    const world = await worldOf(terminal, flags, screen);
    screen.status('Reading …');
    const { explanations, messages } = await explain(world, checkOptions(flags));
    messages.forEach(screen.message);
    for (const one of explanations) tell(screen, one);
    const code = count(messages, 'error') > 0 ? exit.content : exit.done;
    screen.json({
      command: 'explain',
      exitCode: code,
      documents: explanations,
      messages: messages.map(factsOf),
    });
    return code;
  } finally {
    screen.end();
  }
}

/** What the reasons mean. */
const reasons = {
  new: 'stale: it was never made',
  changed: 'stale: something printed changed',
  missing: 'stale: its file is gone',
  edited: 'stale: its file was changed by somebody else',
  forced: 'to be made',
} as const;

/** Said where no figure is listed; those of a file that carries none, or cannot be read, are not known. */
const elsewhere =
  '; no figure of its own is known to differ: a text may, a style, or where others stand in the plot and on the bars';

function tell(screen: Screen, { path, outputs, inputs, figures }: Explanation): void {
  screen.result(`${outputFolder}/${path}`);
  for (const output of outputs) {
    const format = output.path.slice(path.length + 1);
    const about = output.reason === 'changed' && figures.length === 0 ? elsewhere : '';
    screen.result(
      `  ${format.padEnd(4)}  ${output.reason === null ? 'fresh' : reasons[output.reason] + about}`,
    );
  }
  if (figures.length > 0) screen.result('  figures');
  for (const { what, before, after } of figures) {
    screen.result(`    ${what} ${before || 'none'} -> ${after || 'none'}`);
  }
  screen.result('  made from');
  for (const { path: file, sha256, before } of inputs) {
    const state = before === '' || before === sha256 ? '' : '  changed since the last run';
    screen.result(`    ${sha256.slice(0, 12)}  ${file}${state}`);
  }
}
