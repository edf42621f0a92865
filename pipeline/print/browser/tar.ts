/** A regular file of an archive. */
export interface TarEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const block = 512;

/**
 * The regular files of a ustar archive (POSIX.1-1988). @throws Error for a path that leaves the folder: the archive
 * comes from a package, but nothing unpacked may land elsewhere.
 */
export function readTar(archive: Uint8Array): TarEntry[] {
  const text = (start: number, length: number): string =>
    new TextDecoder().decode(archive.subarray(start, start + length)).replace(/\0.*$/s, '');
  const entries: TarEntry[] = [];
  for (let at = 0; at + block <= archive.length;) {
    const name = text(at, 100);
    if (name === '') break;
    const size = parseInt(text(at + 124, 12), 8);
    const type = text(at + 156, 1);
    const path = name.replace(/^\.\//, '');
    if (type === '' || type === '0') {
      if (path.startsWith('/') || path.split('/').includes('..'))
        throw new Error(`unsafe path ${name} in archive`);
      entries.push({ path, bytes: archive.subarray(at + block, at + block + size) });
    }
    at += block + Math.ceil(size / block) * block;
  }
  return entries;
}
