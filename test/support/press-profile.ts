import { readFile } from 'node:fs/promises';

/** A profile of Ghostscript's package, of SWOP inks; never part of the project. */
const machineProfile = '/usr/share/color/icc/ghostscript/default_cmyk.icc';

/** The name of the small profile. */
const smallProfileName = 'Coated 1';

/** A profile with a header, a name and empty tables (ICC.1, 7.2 and 7.3): enough for who does not convert colours. */
export function smallProfile(): Uint8Array {
  const names = ['desc', 'A2B0', 'B2A0'];
  const [start, length] = [132 + names.length * 12, 40];
  const bytes = Buffer.alloc(start + names.length * length);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt8(2, 8);
  bytes.write('prtrCMYKLab ', 12, 'latin1');
  bytes.write('acsp', 36, 'latin1');
  bytes.writeUInt32BE(names.length, 128);
  names.forEach((name, i) => {
    const [at, tag] = [132 + i * 12, start + i * length];
    bytes.write(name, at, 'latin1');
    bytes.writeUInt32BE(tag, at + 4);
    bytes.writeUInt32BE(length, at + 8);
    bytes.write(name === 'desc' ? 'desc' : 'mft2', tag, 'latin1');
  });
  bytes.writeUInt32BE(smallProfileName.length + 1, start + 8);
  bytes.write(smallProfileName, start + 12, 'latin1');
  return new Uint8Array(bytes);
}

/** A profile for the press: a whole one where Ghostscript has it, else a small one. */
export async function pressProfile(): Promise<{ readonly profile: Uint8Array; readonly isWhole: boolean }> {
  const given = await readFile(machineProfile).catch(() => null);
  if (given) return { profile: new Uint8Array(given), isWhole: true };
  process.stdout.write('no profile of Ghostscript here: press files have a small one\n');
  return { profile: smallProfile(), isWhole: false };
}
