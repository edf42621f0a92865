import { expect, test } from 'vitest';
import type { Disk } from '../../../pipeline/disk.ts';
import { openPrinter } from '../../../pipeline/print/print.ts';
import { quietWorld } from '../../support/printing.ts';

/** The real cache, on which one file is stored in part, and success reported. */
function shortOf(name: string): Disk {
  const { cache } = quietWorld();
  return {
    ...cache,
    write: (path, bytes, mode) =>
      cache.write(path, path.endsWith(name) ? bytes.subarray(0, bytes.length >> 1) : bytes, mode),
  };
}

// Without a font that it can reach the renderer prints empty pages and says nothing.
test.each(['fallback.ttf', 'fonts.conf'])('no browser starts with half of %s', async (name) => {
  const opening = openPrinter({ ...quietWorld(), cache: shortOf(name) }, { jobs: 1 });
  await expect(opening).rejects.toThrow(`${name} was not written whole: the disk may be full`);
  await expect(opening).rejects.toHaveProperty('name', 'EnvironmentError');
});

test('a printer prints although its profile cannot be removed', async () => {
  const { cache } = quietWorld();
  const kept: string[] = [];
  const stubborn: Disk = {
    ...cache,
    remove: (path) => {
      kept.push(path);
      return Promise.reject(Object.assign(new Error('as if it were in use'), { code: 'EBUSY' }));
    },
  };
  const printer = await openPrinter({ ...quietWorld(), cache: stubborn }, { jobs: 1 });
  await printer.close();
  expect(kept.length).toBeGreaterThan(0);
  expect(printer.browser.version).not.toBe('');
  for (const path of kept) await cache.remove(path);
});
