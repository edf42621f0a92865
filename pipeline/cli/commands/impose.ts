import { basename, dirname, extname, join, resolve } from 'node:path';
import { diskAt } from '../../disk.ts';
import { UsageError } from '../../failures.ts';
import { impose, papers, readOutside, storeOutside, type ImposeOptions, type Paper } from '../../index.ts';
import { exit } from '../exit.ts';
import { factsOf, plural } from '../facts.ts';
import { screenOf } from '../screen.ts';
import type { Terminal } from '../terminal.ts';

export interface ImposeFlags {
  readonly file: string;
  readonly out?: string;
  readonly pages?: string;
  readonly paper?: string;
  readonly nup?: string;
  readonly signature?: string;
  readonly creep?: string;
  readonly edge?: string;
  readonly rtl?: true;
  readonly ticks?: boolean;
  readonly json?: true;
}

/** `briefs impose FILE.pdf`: sheets for printing, beside the file unless `--out` says where. */
export async function imposeCommand(terminal: Terminal, flags: ImposeFlags): Promise<number> {
  const { file, json, out } = flags;
  const screen = screenOf(terminal, json ?? false);
  try {
    const options = optionsOf(flags);
    const path = resolve(terminal.folder, file);
    const folder = diskAt(dirname(path));
    if ((await folder.kind(basename(path))) !== 'file')
      throw new UsageError(`Unexpected file ${file}, expected a PDF file that is there.`);
    const kind = options.flat === null ? 'booklet' : `${options.flat}up`;
    const name = out ?? join(dirname(file), `${basename(file, extname(file))}.${kind}.pdf`);
    const target = resolve(terminal.folder, name);
    if (target === path)
      throw new UsageError(`Unexpected --out ${name}, expected another file than the source.`);
    if ((await diskAt(dirname(target)).kind(basename(target))) === 'folder')
      throw new UsageError(`Unexpected folder ${name}, expected the name of a file in --out.`);
    screen.status(`Imposing ${file} …`);
    const imposed = await impose(await readOutside(path), options);
    imposed.messages.forEach(screen.message);
    if (imposed.bytes) {
      await storeOutside(target, imposed.bytes);
      screen.result(`${name}  ${plural(imposed.pages, 'page')} on ${plural(imposed.sheets, 'sheet')}`);
      if (options.flat === null)
        screen.result(`Print on both sides, turned over the ${options.edge} edge, at actual size.`);
    }
    const code = imposed.bytes ? exit.done : exit.content;
    const { messages, pages, sheets } = imposed;
    screen.json({
      command: 'impose',
      exitCode: code,
      file: name,
      pages,
      sheets,
      messages: messages.map(factsOf),
    });
    return code;
  } finally {
    screen.end();
  }
}

/** @throws UsageError for a value that is none. */
function optionsOf(flags: ImposeFlags): ImposeOptions {
  const folding = (['signature', 'creep', 'edge'] as const).find((flag) => flags[flag] !== undefined);
  if (flags.nup !== undefined && folding)
    throw new UsageError(`Unexpected --${folding} with --nup, expected it for a booklet alone.`);
  const { creep = '0', edge = 'short', file, nup, pages, paper = 'a4', rtl, signature, ticks = true } = flags;
  const wrong = (flag: string, value: string, expected: string): UsageError =>
    new UsageError(`Unexpected --${flag} ${value}, expected ${expected}.`);
  const names = Object.keys(papers) as Paper[];
  const chosen = names.find((one) => one === paper.toLowerCase());
  if (!chosen) throw wrong('paper', paper, names.join(', '));
  if (edge !== 'long' && edge !== 'short') throw wrong('edge', edge, 'long or short');
  if (nup !== undefined && nup !== '2' && nup !== '4') throw wrong('nup', nup, '2 or 4');
  const inSignature = signature === undefined ? null : Number(signature);
  if (inSignature !== null && !(inSignature >= 4 && inSignature % 4 === 0))
    throw wrong('signature', signature ?? '', 'pages of a signature: 4, 8, 12 and so on');
  const thickness = Number(creep);
  if (creep.trim() === '' || !(thickness >= 0 && thickness <= 1))
    throw wrong('creep', creep, 'millimetres a sheet, from 0 to 1, such as 0.1');
  return {
    path: file,
    pages: pages ?? null,
    paper: chosen,
    flat: nup === undefined ? null : nup === '2' ? 2 : 4,
    signature: inSignature,
    creep: thickness,
    edge,
    isRightToLeft: rtl ?? false,
    hasTicks: ticks,
  };
}
