import type { World } from '../../world.ts';

/** Folders of the cache in which each running process has folders of its own, named by `machine.unique()`. */
export type OwnFolders = 'profiles' | 'unpacking';

/** A new folder of this process alone. It is the caller's to remove; what a killed process leaves is swept by a later one. */
export function ownFolder(world: World, kind: OwnFolders): string {
  return `${kind}/${world.machine.unique()}`;
}

/** Removes what processes that run no more have left of `kind`: a profile has 2 MB, half an unpacked browser 200. */
export async function sweepLeftovers(world: World, kind: OwnFolders): Promise<void> {
  const paths = [...(await world.cache.list(kind)), ...(await world.cache.list(kind, 'other'))];
  const names = new Set(paths.map((path) => path.split('/')[1] ?? ''));
  for (const name of names) {
    if (!world.machine.isAlive(Number.parseInt(name, 10))) {
      // What another user left cannot be removed by us, and does no harm.
      await world.cache.remove(`${kind}/${name}`).catch(() => undefined);
    }
  }
}
