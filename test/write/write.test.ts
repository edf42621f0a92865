import { describe, expect, test } from 'vitest';
import type { Disk } from '../../pipeline/disk.ts';
import type { Artefact } from '../../pipeline/model.ts';
import { write } from '../../pipeline/write/write.ts';
import { scratchDisk, systemError, textOf, utf8 } from '../support/scratch.ts';

const pdf = 'brief.pdf';
const html = 'brief.html';
const file = (path: string, text: string): Artefact => ({ path, bytes: utf8(text), document: 'brief' });
const newPdf = file(pdf, '%PDF-1.7 new\n%%EOF\n');
const newHtml = file(html, '<!doctype html><html>new</html>\n');

async function withOldFiles(): Promise<Disk> {
  const disk = await scratchDisk();
  await disk.write(pdf, utf8('old pdf'));
  await disk.write(html, utf8('old html'));
  return disk;
}

/** The folder after a failed run: yesterday's files to the letter, and nothing else. */
async function expectUntouched(disk: Disk): Promise<void> {
  expect(await disk.list('')).toEqual([html, pdf]);
  expect(await textOf(disk, pdf)).toBe('old pdf');
  expect(await textOf(disk, html)).toBe('old html');
}

describe('write(output, artefacts)', () => {
  test('replaces the old files and leaves no temporary', async () => {
    const disk = await withOldFiles();
    const { messages } = await write(disk, [newPdf, newHtml]);
    expect(messages).toEqual([]);
    expect(await disk.list('')).toEqual([html, pdf]);
    expect(await textOf(disk, pdf)).toBe('%PDF-1.7 new\n%%EOF\n');
  });

  test('makes the folders that are missing', async () => {
    const disk = await scratchDisk();
    await write(disk, [{ ...newHtml, path: '2023/en/PER-peru/brief.html' }]);
    expect(await disk.list('')).toEqual(['2023/en/PER-peru/brief.html']);
  });

  test('detects a short write that the system reports as success, and keeps the old files', async () => {
    const disk = await withOldFiles();
    const full: Disk = { ...disk, write: (path, bytes) => disk.write(path, bytes.subarray(0, 10)) };
    await expect(write(full, [newPdf, newHtml])).rejects.toThrow(/only 10 of 19 bytes reached the disk/);
    await expectUntouched(disk);
  });

  test('detects a short write of the last file before the first takes its name', async () => {
    const disk = await withOldFiles();
    const filling: Disk = {
      ...disk,
      write: (path, bytes) => disk.write(path, path.includes('html') ? bytes.subarray(0, 3) : bytes),
    };
    await expect(write(filling, [newPdf, newHtml])).rejects.toThrow(/only 3 of/);
    await expectUntouched(disk);
  });

  test('detects a file whose bytes differ from what was sent', async () => {
    const disk = await withOldFiles();
    const faulty: Disk = {
      ...disk,
      write: (path, bytes) =>
        disk.write(
          path,
          bytes.map((b, i) => b ^ +(i === 9)),
        ),
    };
    await expect(write(faulty, [newPdf])).rejects.toThrow(/differs from what was sent/);
    await expectUntouched(disk);
  });

  test.each([
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'the disk is read-only'],
    ['EIO', 'the disk reports a fault'],
    ['EFBIG', 'no file of this size'],
  ])('says in plain words what %s means, and keeps the old files', async (code, words) => {
    const disk = await withOldFiles();
    const broken: Disk = { ...disk, write: () => Promise.reject(systemError(code)) };
    const failure = write(broken, [newPdf]);
    await expect(failure).rejects.toThrow(words);
    await expect(failure).rejects.toHaveProperty('name', 'EnvironmentError');
    await expectUntouched(disk);
  });

  test.each(['%PDF-1.7 cut off', '', '<html>an error page</html>'])(
    'never lets a PDF out that is no whole PDF: %j',
    async (text) => {
      const disk = await withOldFiles();
      await expect(write(disk, [file(pdf, text)])).rejects.toThrow('not a complete file of its kind');
      await expectUntouched(disk);
    },
  );

  test.each(['EBUSY', 'EPERM', 'EACCES'])('tries again when a rename meets %s', async (code) => {
    const disk = await withOldFiles();
    let refusals = 2;
    const busy: Disk = {
      ...disk,
      rename: (from, to) => (refusals-- > 0 ? Promise.reject(systemError(code)) : disk.rename(from, to)),
    };
    expect((await write(busy, [newPdf], { pauses: [1, 1, 1] })).messages).toEqual([]);
    expect(await textOf(disk, pdf)).toBe('%PDF-1.7 new\n%%EOF\n');
  });

  test('asks to close a file that stays open in another program', async () => {
    const disk = await withOldFiles();
    const open: Disk = { ...disk, rename: () => Promise.reject(systemError('EBUSY')) };
    const { messages } = await write(open, [newPdf, newHtml], { pauses: [1] });
    expect(messages.map(({ ruleId, note }) => [ruleId, note])).toEqual([
      ['in-use', 'close brief.pdf and run the command again'],
    ]);
    await expectUntouched(disk);
  });

  test('whichever single operation fails, each file is the old one or the new one', async () => {
    for (let nth = 1; ; nth++) {
      const disk = await withOldFiles();
      let count = 0;
      const failing = <R>(call: () => Promise<R>): Promise<R> =>
        ++count === nth ? Promise.reject(systemError('EIO')) : call();
      const faulty: Disk = {
        ...disk,
        write: (path, bytes) => failing(() => disk.write(path, bytes)),
        size: (path) => failing(() => disk.size(path)),
        read: (path) => failing(() => disk.read(path)),
        rename: (from, to) => failing(() => disk.rename(from, to)),
        remove: (path) => failing(() => disk.remove(path)),
      };
      await write(faulty, [newPdf, newHtml]).catch(() => null);
      expect(['old pdf', '%PDF-1.7 new\n%%EOF\n']).toContain(await textOf(disk, pdf));
      expect(['old html', '<!doctype html><html>new</html>\n']).toContain(await textOf(disk, html));
      if (count < nth) break;
    }
  });
});
