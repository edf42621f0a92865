/**
 * The two ways in which a run cannot even begin or go on that are nobody's data. Everything that an editor can mend
 * in a file is a message; an error that is neither of these two is a mistake of the program.
 */

/** The caller asked for something that does not exist: an unknown country, a second build at the same time. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The machine lacks something: a browser, room on the disk, the right to write. The message says what to do. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** What the system's codes mean to a person. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space and try again',
  EDQUOT: 'your quota on this disk is used up: free some space and try again',
  EFBIG: 'the system allows no file of this size',
  EROFS: 'the disk is read-only',
  EACCES: 'the system does not allow it: see who owns the folder',
  EPERM: 'the system does not allow it: see who owns the folder',
  EIO: 'the disk reports a fault: see to your backups',
  EBUSY: 'another program keeps it open: close that and try again',
  EXDEV: 'it lies on two disks: a mount or a link is in the way',
  EISDIR: 'a folder stands where a file should be: move it away',
  ENOTDIR: 'a file stands where a folder should be: move it away',
  ENOTEMPTY: 'a folder stands where a file should be: move it away',
  EMFILE: 'too many files are open: raise `ulimit -n` or lower --jobs',
  ENFILE: 'the machine has too many files open',
};

/**
 * `cause` as an EnvironmentError that begins with `what` when it is a fault of the machine, else `cause` itself. What a
 * call of the system fails with is the machine's, also where there are no plain words for it.
 */
export function asFailure(what: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause)) return cause;
  const code = String(cause.code);
  const reason =
    reasons[code] ?? ('syscall' in cause ? `the system refuses it, ${cause.message}` : undefined);
  return reason === undefined ? cause : new EnvironmentError(`${what}: ${reason} (${code})`, { cause });
}

/**
 * What a library says of content that it cannot read: a space and its first line in brackets, for the middle of a
 * message. Nothing where it only stumbled, since those words are about the program.
 */
export function saidBy(cause: unknown): string {
  if (!(cause instanceof Error) || /\b(Type|Range|Reference)Error\b/.test(`${cause.name} ${cause.message}`))
    return '';
  // Bytes of a file stand in some of them.
  const line = (cause.message.split('\n')[0] ?? '').replace(/\p{Cc}|\uFFFD/gu, ' ').slice(0, 200);
  return line === '' ? '' : ` (${line})`;
}
