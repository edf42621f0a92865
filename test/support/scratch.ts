import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { diskAt, type Disk } from '../../pipeline/disk.ts';

/** An empty folder on the real disk that goes when the test ends. */
export async function scratchDisk(): Promise<Disk> {
  const root = await mkdtemp(join(tmpdir(), 'briefs-test-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return diskAt(root);
}

/** A system error as Node throws it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as if the system said so`), { code });
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The file as text; null when there is none. */
export async function textOf(disk: Disk, path: string): Promise<string | null> {
  if ((await disk.kind(path)) === 'none') return null;
  return new TextDecoder().decode(await disk.read(path));
}
