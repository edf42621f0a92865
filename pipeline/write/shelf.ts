import type { Disk } from '../disk.ts';
import { asFailure } from '../failures.ts';
import {
  formatEntry,
  formatManifest,
  journalPath,
  manifestPath,
  readManifest,
  sha256,
  type Entry,
  type Input,
  type Manifest,
  type Output,
} from '../manifest.ts';
import { warning, type Message } from '../messages.ts';
import type { Artefact } from '../model.ts';
import { outputFolder } from '../output.ts';
import { takeLock, type LockOptions } from './lock.ts';
import { sweep } from './sweep.ts';
import { write } from './write.ts';

/** A file to store with the key of what it is made of. */
export interface Keyed extends Artefact {
  readonly key: string;
  readonly made: string;
}

/** The output folder while one run holds it. */
export interface Shelf {
  /** What the run before left; empty where there was none or it cannot be read. */
  readonly manifest: Manifest;
  readonly messages: readonly Message[];
  /** Stores the new files of a document, together, and notes them at once: a run that is cut off keeps what it has finished. */
  store(document: string, inputs: readonly Input[], files: readonly Keyed[]): Promise<readonly Message[]>;
  /** Notes what files that are up to date are made from now, inputs sorted by path: something changed that leaves no trace in them. */
  confirm(document: string, inputs: readonly Input[], files: readonly Pick<Keyed, 'path' | 'made'>[]): void;
  /** Writes the manifest and gives the folder back. Call it whatever happened. */
  close(): Promise<readonly Message[]>;
}

/** The output folder as it is, for a run that stores nothing and holds it from nobody. */
export async function lookAtShelf(output: Disk): Promise<Shelf> {
  const manifest = await readManifest(output);
  return {
    manifest: manifest ?? new Map<string, Entry>(),
    messages: manifest ? [] : [unreadableManifest()],
    store: () => Promise.resolve([]),
    confirm: () => undefined,
    close: () => Promise.resolve([]),
  };
}

/**
 * Takes the output folder, sweeps what a killed run left, and reads the manifest. `isPart`: a manifest is written in any case,
 * since `merge` asks for that of a part that has no document too. @throws UsageError when another run holds the folder.
 */
export async function openShelf(output: Disk, lock: LockOptions, isPart = false): Promise<Shelf> {
  const unlock = await takeLock(output, lock);
  try {
    await sweep(output);
    const manifest = await readManifest(output);
    const hasJournal = (await output.kind(journalPath)) !== 'none';
    const isMissing = isPart && (await output.kind(manifestPath)) === 'none';
    return shelfOf(output, manifest, hasJournal || isMissing, unlock);
  } catch (cause) {
    await unlock();
    throw cause;
  }
}

function shelfOf(output: Disk, last: Manifest | null, isBehind: boolean, unlock: () => Promise<void>): Shelf {
  const entries = new Map<string, Entry>(last ?? []);
  let isChanged = last === null || isBehind;
  return {
    manifest: last ?? new Map<string, Entry>(),
    messages: last ? [] : [unreadableManifest()],
    async store(document, inputs, files) {
      const { messages } = await write(output, files);
      if (messages.length > 0) return messages;
      const outputs = files.map(({ path, bytes, key, made }): Output => ({
        path,
        bytes: bytes.length,
        sha256: sha256(bytes),
        key,
        made,
      }));
      const kept =
        entries.get(document)?.outputs.filter(({ path }) => !files.some((f) => f.path === path)) ?? [];
      const entry = { inputs, outputs: [...kept, ...outputs] };
      entries.set(document, entry);
      isChanged = true;
      await note(output, formatEntry(document, entry));
      return [];
    },
    confirm(document, inputs, files) {
      const { inputs: before = [], outputs = [] } = entries.get(document) ?? {};
      const madeOf = ({ path, made }: Output): string => files.find((one) => one.path === path)?.made ?? made;
      const isSame =
        before.length === inputs.length &&
        inputs.every(({ path, sha256: hash }, i) => before[i]?.path === path && before[i].sha256 === hash);
      if (isSame && outputs.every((output) => madeOf(output) === output.made)) return;
      const confirmed = outputs.map((output) => ({ ...output, made: madeOf(output) }));
      entries.set(document, { inputs, outputs: confirmed });
      isChanged = true;
    },
    async close() {
      try {
        if (!isChanged) return [];
        const bytes = new TextEncoder().encode(formatManifest(entries));
        const { messages } = await write(output, [{ path: manifestPath, bytes, document: '' }]);
        if (messages.length === 0) await output.remove(journalPath);
        return messages;
      } finally {
        await unlock();
      }
    },
  };
}

async function note(output: Disk, line: string): Promise<void> {
  try {
    await output.append(journalPath, new TextEncoder().encode(line));
  } catch (cause) {
    throw asFailure(`${outputFolder}/${journalPath} was not written`, cause);
  }
}

/** What is said of a manifest that cannot be read. */
function unreadableManifest(): Message {
  return warning('write:manifest', 'Unexpected content of the manifest; everything is built anew', {
    path: `${outputFolder}/${manifestPath}`,
    hint: 'nothing to do: the run writes a new one',
  });
}
