/** A browser that can print. `pinned`: the one of the lock file, whose bytes are the same everywhere. */
export interface BrowserLocation {
  readonly path: string;
  readonly pinned: boolean;
  /** Absolute path of the shared libraries that come with it; '' for a browser of the system. */
  readonly libraries: string;
}
