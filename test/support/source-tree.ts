import { readdir } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { diskAt } from '../../pipeline/disk.ts';

/** A text file of the project; `path` is relative to the project folder. */
export interface Text {
  readonly path: string;
  readonly text: string;
}

/** The project folder that this test stands in. */
export const projectRoot = join(import.meta.dirname, '..', '..');

/** The text files below a folder of the project whose names match. */
export async function texts(folder: string, pattern: RegExp): Promise<readonly Text[]> {
  const disk = diskAt(projectRoot);
  const paths = (await disk.list(folder)).filter((path) => pattern.test(path));
  return Promise.all(
    paths.map(async (path) => ({ path, text: new TextDecoder().decode(await disk.read(path)) })),
  );
}

/** Names in the project folder itself. */
export async function topLevel(): Promise<readonly string[]> {
  return readdir(projectRoot);
}

/** What a module imports, statically or not: package names, `node:` names, and paths relative to the project for our own. */
export function importsOf({ path, text }: Text): readonly string[] {
  const found = [...code(text).matchAll(/(?:(?<!\.)\bfrom\s+|\bimport\s*\(?\s*)'([^'\n]+)'/g)].map(
    ([, name = '']) => name,
  );
  return found.map((name) => (name.startsWith('.') ? normalize(join(dirname(path), name)) : name));
}

/** TypeScript without its comments; good enough for our own formatted sources. */
export function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

/** One way round in a graph of imports, as the list of its modules; null when there is none. */
export function cycleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const walk = (node: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const next of graph.get(node) ?? []) {
      const cycle = walk(next, [...trail, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = walk(node, []);
    if (cycle) return cycle;
  }
  return null;
}
