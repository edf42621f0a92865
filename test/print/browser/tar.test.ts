import { describe, expect, test } from 'vitest';
import { readTar } from '../../../pipeline/print/browser/tar.ts';
import { tarOf } from '../../support/archive.ts';

const listed = (archive: Uint8Array): string[] =>
  readTar(archive).map(({ path, bytes }) => `${path} ${new TextDecoder().decode(bytes)}`);

describe('readTar', () => {
  test('gives the regular files, without what else is in the archive', () => {
    const archive = tarOf([
      { path: './lib/', content: '', type: '5' },
      { path: './lib/a.so', content: 'a'.repeat(513) },
      { path: 'lib/link.so', content: '', type: '2' },
      { path: 'b', content: '' },
    ]);
    expect(listed(archive)).toEqual([`lib/a.so ${'a'.repeat(513)}`, 'b ']);
  });

  test('gives nothing of an empty archive', () => {
    expect(listed(tarOf([]))).toEqual([]);
  });

  test.each(['../a', '/etc/passwd', 'lib/../../a'])('refuses %s', (path) => {
    expect(() => readTar(tarOf([{ path, content: 'x' }]))).toThrow('unsafe');
  });
});
