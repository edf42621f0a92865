import { watch } from 'chokidar';
import { EnvironmentError } from '../failures.ts';
import type { Disk } from '../world.ts';

/** What a brief is made from. */
const folders = ['data', 'templates'];

/** Names that editors use for a moment, beside the file that is saved: `.PER.en.md.swp`, `PER.en.md~`, `4913` of vim. */
const passing = /(^|[/\\])(\.[^/\\]*|[^/\\]*~|4913|[^/\\]*\.(tmp|swp|swx))$/;

/**
 * Tells when something below `data/` or `templates/` may have changed: saved, replaced, removed or restored. An event
 * says only that it is time to look; what is there is read from the disk. Resolves when nothing can be missed any more.
 * @throws EnvironmentError where the system does not let the folders be watched.
 */
export async function watchSources(project: Disk, onChange: () => void): Promise<{ close(): Promise<void> }> {
  const root = project.locate('');
  // The folders above are watched too: they may be removed and restored as a whole.
  const isAside = (path: string): boolean => {
    const below = path.slice(root.length).replace(/^[/\\]+/, '');
    const [top = ''] = below.split(/[/\\]/);
    return top !== '' && (!folders.includes(top) || passing.test(below));
  };
  const watcher = watch(root, { ignored: isAside, ignoreInitial: true, followSymlinks: false });
  await new Promise<void>((resolve, reject) => {
    watcher.once('ready', resolve);
    watcher.once('error', (cause) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      reject(new EnvironmentError(`the folders cannot be watched: ${reason}`, { cause }));
    });
  }).catch(async (cause: unknown) => {
    await watcher.close();
    throw cause;
  });
  watcher.on('error', () => onChange());
  watcher.on('all', () => onChange());
  return watcher;
}
