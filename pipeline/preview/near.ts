import { check } from '../build.ts';
import { UsageError } from '../failures.ts';
import type { CheckOptions, CheckReport } from '../options.ts';
import type { World } from '../world.ts';

/**
 * Reads what the documents of a few countries are made from, without the narratives of all others: most of the time
 * that a whole index takes. The documents are the same as those of the whole. Null where something is wrong that
 * leaves one of the countries without: then only a reading of all can say what.
 */
export async function checkNear(
  world: World,
  options: CheckOptions,
  countries: readonly string[],
): Promise<CheckReport | null> {
  try {
    const report = await check(narrowed(world, countries), { ...options, countries });
    const made = new Set(report.documents.map(({ iso3 }) => iso3));
    return countries.every((code) => made.has(code)) ? report : null;
  } catch (cause) {
    // One of them has no scores any more.
    if (cause instanceof UsageError) return null;
    throw cause;
  }
}

/** The world without the narratives of other countries; what is kept of a part must not replace what is kept of all. */
function narrowed(world: World, countries: readonly string[]): World {
  const { cache, project } = world;
  const isWanted = (path: string): boolean =>
    !path.startsWith('data/narratives/') || countries.some((code) => path.includes(`/${code}.`));
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    ...world,
    project: {
      ...project,
      list: async (folder, kind) => (await project.list(folder, kind)).filter(isWanted),
    },
    cache: { ...cache, write: nothing, rename: nothing, remove: nothing },
  };
}
