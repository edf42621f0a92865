import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { getDocument } from './pdfjs.ts';

const execute = promisify(execFile);

/**
 * The text of a PDF, or of its first pages, as Firefox's reader finds it: pages in order. A ligature is a piece of its own,
 * parted by spaces.
 */
export async function textByPdfJs(bytes: Uint8Array, first = Infinity): Promise<string> {
  const document = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= Math.min(first, document.numPages); number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  await document.destroy();
  return pages.join(' ');
}

/**
 * The text of a PDF file as Poppler's pdftotext finds it: line by line as on paper, then again in reading order; null
 * where it is not installed.
 */
export async function textByPoppler(path: string): Promise<string | null> {
  try {
    const [paper, reading] = [
      await execute('pdftotext', ['-layout', path, '-']),
      await execute('pdftotext', [path, '-']),
    ];
    return paper.stdout + reading.stdout;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}

/** What a person reads of a web page: its text without marks. */
export function textOfHtml(html: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return html
    .replace(/<(style|script|svg)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return named[name ?? ''] ?? whole;
    });
}
