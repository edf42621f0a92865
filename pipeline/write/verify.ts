import type { Disk } from '../disk.ts';
import { EnvironmentError } from '../failures.ts';
import type { Artefact } from '../model.ts';

/**
 * Holds the file at `path`, which people know as `name`, against the artefact it must hold. A full disk may take a part of the bytes and report
 * success, so nothing but the file itself counts.
 * @throws EnvironmentError when the disk holds something else; Error when the artefact itself is no such file.
 */
export async function verify(output: Disk, path: string, artefact: Artefact, name: string): Promise<void> {
  if (!isWhole(artefact)) throw new Error(`${artefact.path} is not a complete file of its kind`);
  const size = await output.size(path);
  const wanted = artefact.bytes.length;
  if (size !== wanted) {
    throw new EnvironmentError(
      `${name} was not written: only ${size} of ${wanted} bytes reached the disk, it may be full`,
    );
  }
  if (Buffer.compare(await output.read(path), artefact.bytes) !== 0) {
    throw new EnvironmentError(
      `${name} was not written: what the disk holds differs from what was sent to it`,
    );
  }
}

/** A PDF begins with `%PDF-` and ends with `%%EOF` (ISO 32000-1, 7.5.2 and 7.5.5); a web page ends with its element. */
function isWhole({ path, bytes }: Artefact): boolean {
  const start = text(bytes.subarray(0, 32));
  const end = text(bytes.subarray(-32)).trimEnd();
  if (path.endsWith('.pdf')) return start.startsWith('%PDF-') && end.endsWith('%%EOF');
  if (path.endsWith('.html')) return /^<!doctype html>/i.test(start) && end.endsWith('</html>');
  return true;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
