import type { Disk } from '../../pipeline/disk.ts';

/** Errors of the system; `short`: half of the bytes are stored and success is reported; `kill`: the process ends half-way. */
export const faults = [
  'ENOSPC',
  'EIO',
  'EACCES',
  'EMFILE',
  'EXDEV',
  'EBUSY',
  'EROFS',
  'short',
  'kill',
] as const;
export type Fault = (typeof faults)[number];

type Operation = Exclude<keyof Disk, 'locate'>;

const storing: readonly Operation[] = ['write', 'create', 'append'];
const reading: readonly Operation[] = ['kind', 'size', 'read', 'list'];
const moving: readonly Operation[] = ['rename', 'remove', 'removeEmpty'];
const all = [...reading, ...storing, ...moving];

/** The operations that a fault can befall. */
const befalls: Readonly<Record<Fault, readonly Operation[]>> = {
  ENOSPC: storing,
  EIO: all,
  EACCES: all,
  EMFILE: ['read', 'list', ...storing],
  EXDEV: ['rename'],
  EBUSY: ['rename', 'remove'],
  EROFS: [...storing, ...moving],
  short: storing,
  kill: all,
};

/** `nth`: which of the operations that the fault can befall, from 1; `lasting`: all after it fail too. */
export interface Blow {
  readonly fault: Fault;
  readonly nth: number;
  readonly lasting: boolean;
}

/** Strikes the disks of one run, which count their operations together. */
export interface Striker {
  wrap(disk: Disk): Disk;
  /** True when the blow has fallen. */
  hasStruck(): boolean;
  /** The operation that it fell on, such as `rename output/.a.part`; '' before. */
  struck(): string;
}

/** Nothing was told to the program when it was killed, so that this must never be taken for a fault of the disk. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export function strikerOf({ fault, nth, lasting }: Blow): Striker {
  let count = 0;
  let struck = '';
  let isDead = false;

  /** Whether this operation is struck. */
  const falls = (operation: Operation, path: string): boolean => {
    if (isDead) throw new Killed(`${operation} ${path} after the end`);
    if (!befalls[fault].includes(operation)) return false;
    count++;
    if (count !== nth && !(lasting && count > nth)) return false;
    if (struck === '') struck = `${operation} ${path}`;
    isDead = fault === 'kill';
    return true;
  };
  const fail = (path: string): Error =>
    fault === 'kill'
      ? new Killed(path)
      : Object.assign(new Error(`${fault}: as if the system said so, '${path}'`), {
          code: fault,
          syscall: 'as if',
        });
  /** Does `work`, or fails before it does anything. */
  const plain = async <T>(operation: Operation, path: string, work: () => Promise<T>): Promise<T> => {
    if (falls(operation, path)) throw fail(path);
    return work();
  };
  /** Stores all bytes, or half of them and fails: as a disk does that is full. */
  const store = async <T>(
    operation: Operation,
    path: string,
    bytes: Uint8Array,
    work: (bytes: Uint8Array) => Promise<T>,
  ): Promise<T> => {
    if (!falls(operation, path)) return work(bytes);
    // What is made only where nothing is goes when it cannot be filled.
    const isUndone = operation === 'create' && fault !== 'short' && fault !== 'kill';
    const isBegun = !isUndone && fault !== 'EACCES' && fault !== 'EMFILE' && fault !== 'EROFS';
    const done = isBegun ? await work(bytes.subarray(0, bytes.length >> 1)) : null;
    if (fault === 'short' && done !== null) return done;
    throw fail(path);
  };

  return {
    hasStruck: () => struck !== '',
    struck: () => struck,
    wrap: (disk) => ({
      locate: (path) => disk.locate(path),
      kind: (path) => plain('kind', path, () => disk.kind(path)),
      size: (path) => plain('size', path, () => disk.size(path)),
      read: (path) => plain('read', path, () => disk.read(path)),
      list: (folder, kind) => plain('list', folder, () => disk.list(folder, kind)),
      write: async (path, bytes, mode) => {
        await store('write', path, bytes, (some) => disk.write(path, some, mode).then(() => true));
      },
      create: (path, bytes) => store('create', path, bytes, (some) => disk.create(path, some)),
      append: async (path, bytes) => {
        await store('append', path, bytes, (some) => disk.append(path, some).then(() => true));
      },
      rename: (from, to) => plain('rename', from, () => disk.rename(from, to)),
      remove: (path) => plain('remove', path, () => disk.remove(path)),
      removeEmpty: (folder) => plain('removeEmpty', folder, () => disk.removeEmpty(folder)),
    }),
  };
}
