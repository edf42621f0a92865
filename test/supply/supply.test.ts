import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { projectRoot } from '../support/source-tree.ts';
import { lockedPackages } from './packages.ts';

/** Licences that let anyone use, change and pass on what ships. `OR` leaves the choice, and the choice is MIT. */
const permissive: ReadonlySet<string> = new Set([
  '(MIT AND Zlib)',
  '(MIT OR GPL-3.0-or-later)',
  '0BSD',
  'Apache-2.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  '(MIT OR Apache-2.0)',
  'OFL-1.1',
  'Python-2.0',
]);

const packages = await lockedPackages();
const read = async (path: string): Promise<string> => readFile(join(projectRoot, path), 'utf8');

test('what ships is under permissive licences', () => {
  const shipped = packages.filter(({ ships }) => ships);
  expect(shipped.length).toBeGreaterThan(100);
  expect(shipped.filter(({ licence }) => !permissive.has(licence))).toEqual([]);
});

test('every package is pinned by a hash of its contents', () => {
  expect(packages.filter(({ integrity }) => !integrity.startsWith('sha512-'))).toEqual([]);
});

test('every direct dependency is pinned to a version', () => {
  const versions = Object.entries({ ...packageJson.dependencies, ...packageJson.devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('no package runs a program when it is installed', async () => {
  expect(await read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  // Those that would like to: they work without, which every build shows.
  const known = ['esbuild', 'fsevents', 'puppeteer'];
  const eager = packages.filter(({ hasScript, ships }) => hasScript && ships);
  expect(eager.filter(({ name }) => !known.includes(name))).toEqual([]);
});

test('every direct dependency has its reason in the README', async () => {
  const table = (await read('README.md')).split('## Dependencies')[1]?.split('\n## ')[0] ?? '';
  const named = new Set([...table.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  expect(Object.keys(packageJson.dependencies).filter((name) => !named.has(name))).toEqual([]);
});
