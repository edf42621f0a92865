import { readFile } from 'node:fs/promises';

/** A profile of Ghostscript's package, of SWOP inks; never part of the project. */
const machineProfile = '/usr/share/color/icc/ghostscript/default_cmyk.icc';

/** A profile for the press: a whole one where Ghostscript has it, else the head of one (ICC.1, 7.2). */
export async function pressProfile(): Promise<{ readonly profile: Uint8Array; readonly isWhole: boolean }> {
  const given = await readFile(machineProfile).catch(() => null);
  if (given) return { profile: new Uint8Array(given), isWhole: true };
  process.stdout.write('no profile of Ghostscript here: press files have the head of one\n');
  const head = new Uint8Array(128);
  for (const [at, text] of [
    [12, 'prtr'],
    [16, 'CMYK'],
    [36, 'acsp'],
  ] as const)
    head.set(Buffer.from(text), at);
  return { profile: head, isWhole: false };
}
