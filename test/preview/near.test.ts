import { describe, expect, test } from 'vitest';
import { check } from '../../pipeline/build.ts';
import { sha256 } from '../../pipeline/manifest.ts';
import { checkNear } from '../../pipeline/preview/near.ts';
import { fictionalIndex } from '../support/fictional-index.ts';
import { memoryWorld } from '../support/memory-world.ts';
import { texts } from '../support/source-tree.ts';

const templates = Object.fromEntries((await texts('templates', /./)).map(({ path, text }) => [path, text]));
const data = await fictionalIndex({ seed: 9, size: 6, editions: ['2023', '2025'], narratives: true });
const table = 'data/scores/2025.csv';

describe('checkNear(world, options, countries)', () => {
  test('gives the documents that a reading of all gives, from the narratives of these countries alone', async () => {
    const world = memoryWorld({ ...data, ...templates });
    const { documents } = await check(world);
    const read: string[] = [];
    const { project } = world;
    const watched = { ...project, read: (path: string) => (read.push(path), project.read(path)) };
    const near = await checkNear({ ...world, project: watched }, {}, ['PER']);
    const facts = (all: typeof documents) =>
      all.map(({ html, ingredients, path }) => [path, ingredients, html]);
    expect(facts(near?.documents ?? [])).toEqual(facts(documents.filter(({ iso3 }) => iso3 === 'PER')));
    expect(near?.documents.length).toBe(6);
    expect(read.filter((path) => path.startsWith('data/narratives/'))).toEqual([
      'data/narratives/2023/PER.en.md',
      'data/narratives/2025/PER.en.md',
    ]);
  });
  test('leaves what is remembered of all narratives as it is', async () => {
    const world = memoryWorld({ ...data, ...templates });
    await check(world);
    const kept = async () => {
      const [path = ''] = await world.cache.list('chapters');
      return sha256(await world.cache.read(path));
    };
    const before = await kept();
    const path = 'data/narratives/2025/PER.en.md';
    await world.project.write(path, new TextEncoder().encode(`${data[path] ?? ''}\nOne more sentence.\n`));
    expect(await checkNear(world, {}, ['PER'])).not.toBeNull();
    expect(await kept()).toEqual(before);
  });
  const broken: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'a score that is none': { [table]: (data[table] ?? '').replace(/^PER,[^,]+/m, 'PER,high') },
    'tables without its scores': { [table]: '', 'data/scores/2023.csv': '' },
    'a template that breaks everything': { 'templates/brief.hbs': '{{#if' },
  };
  test.each(Object.keys(broken))('gives null for %s: a reading of all says why', async (name) => {
    const world = memoryWorld({ ...data, ...templates, ...broken[name] });
    const near = await checkNear(world, {}, ['PER']);
    expect(near === null).toBe(true);
  });
  test('does not mind an error of another country', async () => {
    const other = /^(?!PER|iso3)([A-Z]{3}),/m.exec(data[table] ?? '')?.[1] ?? '';
    const spoilt = (data[table] ?? '').replace(new RegExp(`^${other},[^,]+`, 'm'), `${other},high`);
    const world = memoryWorld({ ...data, ...templates, [table]: spoilt });
    expect((await check(world)).failed).toEqual([other]);
    const near = await checkNear(world, {}, ['PER']);
    expect(near?.documents.map(({ iso3 }) => iso3)).toContain('PER');
  });
});
