import { describe, expect, test } from 'vitest';
import type { Disk } from '../../pipeline/disk.ts';
import { readManifest, sha256 } from '../../pipeline/manifest.ts';
import { clean } from '../../pipeline/write/clean.ts';
import type { LockOptions } from '../../pipeline/write/lock.ts';
import { openShelf, type Keyed } from '../../pipeline/write/shelf.ts';
import { scratchDisk, textOf, utf8 } from '../support/scratch.ts';

const lock: LockOptions = {
  log: { note: () => undefined },
  machine: { self: { pid: 1, host: 'here', started: '2023-01-01T00:00:00.000Z' }, isAlive: () => true },
  patience: 0,
};
const page = (path: string, text: string): Keyed => ({
  path,
  bytes: utf8(`<!doctype html><html>${text}</html>`),
  document: path.replace('.html', ''),
  key: sha256(text),
  made: sha256(`made ${text}`),
});
const inputs = [{ path: 'data/index.yaml', sha256: sha256('index') }];

async function storeAll(disk: Disk, ...pages: readonly Keyed[]): Promise<void> {
  const shelf = await openShelf(disk, lock);
  for (const one of pages) await shelf.store(one.document, inputs, [one]);
  await shelf.close();
}

describe('openShelf(output)', () => {
  test('a manifest names inputs and outputs with size, hash and key, whatever the order of storing', async () => {
    const [one, two] = [await scratchDisk(), await scratchDisk()];
    await storeAll(one, page('a.html', 'A'), page('b.html', 'B'));
    await storeAll(two, page('b.html', 'B'), page('a.html', 'A'));
    const text = await textOf(one, 'manifest.json');
    expect(text).toBe(await textOf(two, 'manifest.json'));
    expect(JSON.parse(text ?? '')).toEqual({
      schema: 3,
      inputs,
      documents: {
        a: {
          inputs: [0],
          outputs: [
            {
              path: 'a.html',
              bytes: 29,
              sha256: sha256('<!doctype html><html>A</html>'),
              key: sha256('A'),
              made: sha256('made A'),
            },
          ],
        },
        b: expect.anything() as unknown,
      },
    });
    expect(await one.list('')).toEqual(['a.html', 'b.html', 'manifest.json']);
  });

  test('keeps what earlier runs stored', async () => {
    const disk = await scratchDisk();
    await storeAll(disk, page('a.html', 'A'));
    await storeAll(disk, page('b.html', 'B'));
    expect([...((await readManifest(disk)) ?? [])].map(([path]) => path)).toEqual(['a', 'b']);
  });

  test('a run that is cut off has noted what it finished, and the next one goes on from there', async () => {
    const disk = await scratchDisk();
    await storeAll(disk, page('a.html', 'A'));
    const cut = await openShelf(disk, lock);
    await cut.store('b', inputs, [page('b.html', 'B')]);
    await cut.store('a', inputs, [page('a.html', 'A2')]);
    await disk.append('.journal', utf8('{"document":"c","ent'));
    await disk.remove('.lock');
    const shelf = await openShelf(disk, lock);
    expect(shelf.messages).toEqual([]);
    expect(shelf.manifest.get('b')?.outputs[0]?.key).toBe(sha256('B'));
    expect(shelf.manifest.get('a')?.outputs[0]?.key).toBe(sha256('A2'));
    expect(shelf.manifest.has('c')).toBe(false);
    await shelf.close();
    expect(await disk.list('')).toEqual(['a.html', 'b.html', 'manifest.json']);
    expect([...((await readManifest(disk)) ?? [])].map(([path]) => path)).toEqual(['a', 'b']);
  });

  test('what is up to date is confirmed without being stored', async () => {
    const disk = await scratchDisk();
    await storeAll(disk, page('a.html', 'A'));
    const shelf = await openShelf(disk, lock);
    shelf.confirm('a', inputs, [{ path: 'a.html', made: sha256('other ingredients') }]);
    await shelf.close();
    const [output] = (await readManifest(disk))?.get('a')?.outputs ?? [];
    expect([output?.key, output?.made]).toEqual([sha256('A'), sha256('other ingredients')]);
    // Also where only a comment of a source is new: the same outputs have the same manifest.
    const later = [{ path: 'data/index.yaml', sha256: sha256('with a comment') }];
    const next = await openShelf(disk, lock);
    next.confirm('a', later, [{ path: 'a.html', made: sha256('other ingredients') }]);
    await next.close();
    expect((await readManifest(disk))?.get('a')?.inputs).toEqual(later);
  });

  test('sweeps temporaries that a killed run left, and nothing else', async () => {
    const disk = await scratchDisk();
    await disk.write('2023/.a.pdf.part', utf8('half'));
    await disk.write('2023/notes.part', utf8('not ours'));
    await storeAll(disk);
    expect(await disk.list('')).toEqual(['2023/notes.part']);
  });

  test('a damaged manifest is a warning, and the next one is whole', async () => {
    const disk = await scratchDisk();
    await disk.write('manifest.json', utf8('{"schema": 3, "docum'));
    const shelf = await openShelf(disk, lock);
    expect(shelf.messages.map(({ ruleId }) => ruleId)).toEqual(['manifest']);
    await shelf.close();
    expect(await readManifest(disk)).toEqual(new Map());
  });

  test('a manifest that names a file outside is not believed', async () => {
    const disk = await scratchDisk();
    const entry = {
      inputs: [],
      outputs: [{ path: '../a', bytes: 1, sha256: sha256(''), key: sha256(''), made: sha256('') }],
    };
    await disk.write(
      'manifest.json',
      utf8(JSON.stringify({ schema: 3, inputs: [], documents: { a: entry } })),
    );
    expect(await readManifest(disk)).toBeNull();
    const inside = { ...entry, outputs: entry.outputs.map((one) => ({ ...one, path: 'a' })) };
    const text = JSON.stringify({ schema: 3, inputs: [], documents: { a: inside } });
    await disk.write('manifest.json', utf8(text));
    expect(await readManifest(disk)).toEqual(new Map([['a', inside]]));
  });

  test('a folder in the place of the manifest is named', async () => {
    const disk = await scratchDisk();
    await disk.write('manifest.json/notes.txt', utf8('mine'));
    await expect(openShelf(disk, lock)).rejects.toThrow(`${disk.locate('manifest.json')} is a folder`);
  });

  test('a manifest that names an input which it does not list is not believed', async () => {
    const disk = await scratchDisk();
    await disk.write(
      'manifest.json',
      utf8(JSON.stringify({ schema: 3, inputs, documents: { a: { inputs: [1], outputs: [] } } })),
    );
    expect(await readManifest(disk)).toBeNull();
  });

  test('lists each version of an input once, and gives every document its own', async () => {
    const disk = await scratchDisk();
    await storeAll(disk, page('a.html', 'A'), page('b.html', 'B'));
    const shelf = await openShelf(disk, lock);
    const later = [
      { path: 'data/countries.csv', sha256: sha256('c') },
      { path: 'data/index.yaml', sha256: sha256('later') },
    ];
    await shelf.store('b', later, [page('b.html', 'B2')]);
    await shelf.close();
    const { inputs: listed } = JSON.parse((await textOf(disk, 'manifest.json')) ?? '') as {
      inputs: unknown[];
    };
    expect(listed).toHaveLength(3);
    const read = await readManifest(disk);
    expect(read?.get('a')?.inputs).toEqual(inputs);
    expect(read?.get('b')?.inputs).toEqual(later);
  });
});

describe('clean(output)', () => {
  test('removes what the manifest names and the folders left empty, and says what it keeps', async () => {
    const disk = await scratchDisk();
    await storeAll(disk, page('2023/en/PER/a.html', 'A'), page('2023/en/CHL/b.html', 'B'));
    await disk.write('README.md', utf8('about'));
    await disk.write('2023/en/CHL/notes.txt', utf8('mine'));
    const { removed, kept } = await clean(disk, lock);
    expect(removed).toEqual(['2023/en/CHL/b.html', '2023/en/PER/a.html', 'manifest.json']);
    expect(kept).toEqual(['2023/en/CHL/notes.txt']);
    expect(await disk.list('')).toEqual(['2023/en/CHL/notes.txt', 'README.md']);
    expect(await disk.kind('2023/en/PER')).toBe('none');
  });

  test('does nothing where there is nothing', async () => {
    const disk = await scratchDisk();
    expect(await clean(disk, lock)).toEqual({ removed: [], kept: [] });
  });

  test('removes nothing when the manifest cannot be read', async () => {
    const disk = await scratchDisk();
    await storeAll(disk, page('a.html', 'A'));
    await disk.write('manifest.json', utf8('?'));
    await expect(clean(disk, lock)).rejects.toHaveProperty('name', 'UsageError');
    expect(await disk.list('')).toEqual(['a.html', 'manifest.json']);
  });
});
