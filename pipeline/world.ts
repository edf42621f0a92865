import type { Disk } from './disk.ts';

/** What a run tells a person while it goes on. */
export interface Log {
  /** Something that happened, for the person at the terminal: one line without line end. */
  note(line: string): void;
}

/**
 * The outside world, all of it, as one parameter. `realWorld` (disk.ts) is the machine; `memoryWorld`
 * (test/support) is a project in memory.
 */
export interface World {
  /** The project folder: data, templates, output. */
  readonly project: Disk;
  /** A folder that may be emptied at any time: the unpacked browser, hyphenation dictionaries, profiles. */
  readonly cache: Disk;
  /** Reads a file of an installed package: `source-serif/TTF/SourceSerif4-Regular.ttf`. @throws when it is not installed. */
  readonly asset: (specifier: string) => Promise<Uint8Array>;
  /** Milliseconds since an arbitrary start, for progress and time limits; never printed. */
  readonly clock: () => number;
  readonly log: Log;
  /** Environment variables that the project reads: CHROMIUM_PATH, SOURCE_DATE_EPOCH. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}
