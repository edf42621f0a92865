export type FileKind = 'file' | 'folder' | 'other' | 'none';

/**
 * A folder and what may be done in it. Paths are relative to it, with forward slashes; every call rejects with the
 * operating system's error (`code` ENOENT, ENOSPC, …). Symbolic links are `other`: nothing follows them.
 */
export interface Disk {
  /** Absolute path of `path`, for programs that need one (the browser) and for messages. */
  locate(path: string): string;
  kind(path: string): Promise<FileKind>;
  size(path: string): Promise<number>;
  read(path: string): Promise<Uint8Array>;
  /**
   * What lies below `folder` at any depth and is of the kind asked for (default: files), relative to this disk,
   * sorted by code unit; [] when there is no such folder.
   */
  list(folder: string, kind?: 'file' | 'other'): Promise<readonly string[]>;
  /** Stores bytes in one go and flushes them to the disk; makes missing folders. Not atomic: see `write/`. */
  write(path: string, bytes: Uint8Array, mode?: number): Promise<void>;
  /** Stores bytes only where nothing is; false when something is there already. */
  create(path: string, bytes: Uint8Array): Promise<boolean>;
  /** Adds bytes at the end of a file, which is made when it is missing; not flushed. */
  append(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all that is in it; does nothing when there is none. */
  remove(path: string): Promise<void>;
  /** Removes a folder that is empty; does nothing when it holds anything or is not there. */
  removeEmpty(folder: string): Promise<void>;
}

/** What a run tells a person while it goes on. */
export interface Log {
  /** Something that happened, for the person at the terminal: one line without line end. */
  note(line: string): void;
}

/** What a run may know of the machine it runs on. */
export interface Machine {
  /** Operating system and processor: `linux-x64`. */
  readonly platform: string;
  /** True where the browser's sandbox cannot work because the user is root. */
  readonly isRoot: boolean;
  /** True for a path that names a program this user may run. */
  executable(path: string): Promise<boolean>;
  /** Bytes that are free on the disk of a folder; null where that cannot be told. */
  freeSpace(folder: string): Promise<number | null>;
  /** A name that no other run on this machine uses at the same time; it starts with the number of this process. */
  unique(): string;
  /**
   * This process: its number, the name of the machine, when it began (ISO 8601), and `birth`, which no other process
   * that is given the number ever has, whatever the clock says; absent where the system does not tell.
   */
  readonly self: {
    readonly pid: number;
    readonly host: string;
    readonly started: string;
    readonly birth?: string | undefined;
  };
  /** True while the process with this number runs; with its `birth`: this one, and not one that came after it. */
  isAlive(pid: number, birth?: string): boolean;
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
  readonly machine: Machine;
  /** Environment variables that the project reads: CHROMIUM_PATH, SOURCE_DATE_EPOCH. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}
