import { diskAt, type Disk } from '../disk.ts';
import { UsageError } from '../failures.ts';
import { manifestPath, readManifest, sha256, type Entry } from '../manifest.ts';
import { error, type Message } from '../messages.ts';
import type { LockOptions } from './lock.ts';
import { openShelf, type Keyed } from './shelf.ts';

export interface Merged {
  /** Documents that were taken over, sorted by path. */
  readonly documents: readonly string[];
  readonly messages: readonly Message[];
}

/**
 * Takes the documents of other output folders, made from the same data by other machines, into this one. A file that is
 * not what its manifest says is a message, and its document is left out; so is one that two folders hold in two versions.
 * @throws UsageError for a folder without a manifest, and when another run holds the output folder.
 */
export async function merge(output: Disk, folders: readonly string[], lock: LockOptions): Promise<Merged> {
  const sources = await Promise.all(
    folders.map(async (folder) => [folder, await manifestIn(folder)] as const),
  );
  const { disputed, messages: disputes } = disputesIn(sources);
  const documents = new Set<string>();
  const shelf = await openShelf(output, lock);
  const messages: Message[] = [...shelf.messages, ...disputes];
  try {
    for (const [folder, entries] of sources) {
      for (const [document, entry] of entries) {
        if (disputed.has(document)) continue;
        const { files, faults } = await filesOf(folder, document, entry);
        messages.push(...faults);
        if (faults.length > 0) continue;
        const refusals = await shelf.store(document, entry.inputs, files);
        messages.push(...refusals);
        if (refusals.length === 0) documents.add(document);
      }
    }
  } finally {
    messages.push(...(await shelf.close()));
  }
  return { documents: [...documents].sort(), messages };
}

/** Documents of which two folders hold two versions: nobody knows here which of them is the right one. */
function disputesIn(sources: readonly (readonly [string, ReadonlyMap<string, Entry>])[]): {
  readonly disputed: ReadonlySet<string>;
  readonly messages: readonly Message[];
} {
  const first = new Map<string, { readonly folder: string; readonly hashes: string }>();
  const disputed = new Set<string>();
  const messages: Message[] = [];
  for (const [folder, entries] of sources) {
    for (const [document, { outputs }] of entries) {
      const hashes = outputs.map(({ path, sha256: hash }) => `${path} ${hash}`).join();
      const known = first.get(document);
      first.set(document, known ?? { folder, hashes });
      if (!known || known.hashes === hashes || disputed.has(document)) continue;
      disputed.add(document);
      const reason = `Unexpected second version of ${document}, expected the one in ${known.folder}: neither is taken`;
      messages.push(
        error('write:merge', reason, {
          path: diskAt(folder).locate(manifestPath),
          hint: 'make each part in an output folder that holds nothing older (run clean before)',
        }),
      );
    }
  }
  return { disputed, messages };
}

async function manifestIn(folder: string): Promise<ReadonlyMap<string, Entry>> {
  const disk = diskAt(folder);
  const manifest = (await disk.kind(manifestPath)) === 'file' ? await readManifest(disk) : null;
  if (manifest) return manifest;
  throw new UsageError(`Unexpected folder ${folder}, expected an output folder with its ${manifestPath}.`);
}

async function filesOf(
  folder: string,
  document: string,
  { outputs }: Entry,
): Promise<{ readonly files: readonly Keyed[]; readonly faults: readonly Message[] }> {
  const disk = diskAt(folder);
  const files: Keyed[] = [];
  const faults: Message[] = [];
  for (const { path, key, made, sha256: hash } of outputs) {
    const bytes = (await isOwnFile(disk, path)) ? await disk.read(path) : null;
    if (bytes && sha256(bytes) === hash) files.push({ path, bytes, document, key, made });
    else {
      const what = bytes ? 'content' : 'absence';
      faults.push(
        error('write:merge', `Unexpected ${what} of ${path}, expected the file that ${manifestPath} names`, {
          path: disk.locate(path),
          hint: 'build this part again',
        }),
      );
    }
  }
  return { files, faults };
}

/** True for a file that stands in the folder itself: no link leads to it from where its manifest says it is. */
async function isOwnFile(disk: Disk, path: string): Promise<boolean> {
  const parts = path.split('/');
  for (let depth = 1; depth < parts.length; depth++)
    if ((await disk.kind(parts.slice(0, depth).join('/'))) !== 'folder') return false;
  return (await disk.kind(path)) === 'file';
}
