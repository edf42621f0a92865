import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../support/source-tree.ts';

/** A package as the lock file has it. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** As its author states it: an SPDX expression, mostly. */
  readonly licence: string;
  readonly integrity: string;
  /** It comes with `npm ci --omit=dev`. */
  readonly ships: boolean;
  /** It asks to run a program when it is installed, which `.npmrc` forbids. */
  readonly hasScript: boolean;
}

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

/** All packages of the lock file, sorted by name and version. */
export async function lockedPackages(): Promise<readonly Package[]> {
  const text = await readFile(join(projectRoot, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Locked>> };
  const list = Object.entries(packages).flatMap(([path, one]): readonly Package[] => {
    if (path === '') return [];
    return [
      {
        name: path.replace(/^.*node_modules\//, ''),
        version: one.version ?? '',
        licence: one.license ?? '',
        integrity: one.integrity ?? '',
        ships: one.dev !== true,
        hasScript: one.hasInstallScript === true,
      },
    ];
  });
  return list.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}
