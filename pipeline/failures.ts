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
