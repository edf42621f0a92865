import { sha256 } from '../manifest.ts';
import type { Document, Format } from '../model.ts';

/**
 * Gives the key of an output: a hash of all that its bytes depend on, and of nothing else. `versions` names the engine:
 * browser, fonts, libraries, our own printing code. A web page is complete in itself; a PDF depends on the engine, on
 * the body that templates, labels and view make, and on the styles of its product.
 */
export function keyMaker(versions: readonly string[]): (document: Document, format: Format) => string {
  // One style sheet, with all fonts in it, is shared by every document of a build: hash it once.
  const styles = new Map<string, string>();
  const styleHash = (style: string): string => {
    const hash = styles.get(style) ?? sha256(style);
    styles.set(style, hash);
    return hash;
  };
  return (document, format) => {
    if (format === 'html') return sha256(document.html);
    const { attachments, press, ...facts } = document.metadata;
    const files = attachments.map(({ bytes, ...rest }) => ({ ...rest, sha256: sha256(bytes) }));
    const { body, style, ...page } = document.print;
    const print = { ...page, body: sha256(body), style: styleHash(style) };
    const inks = press && { ...press, profile: sha256(press.profile) };
    return sha256(JSON.stringify({ print, facts, files, inks, trim: document.trim, versions }));
  };
}
