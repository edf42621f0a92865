import { error, warning, type Message } from '../messages.ts';
import type { BrowserLocation } from './browser/location.ts';
import type { PageFacts } from './elements.ts';

/** What happened while one document was printed that the browser itself would pass over in silence. */
export interface Happened {
  readonly facts: PageFacts;
  /** Addresses that the document asked for. */
  readonly requests: readonly string[];
  /** What the browser complained of. */
  readonly errors: readonly string[];
  /** Texts in faces that the project does not declare: names of the faces, starts of the texts. */
  readonly strange: { readonly faces: readonly string[]; readonly texts: readonly string[] };
}

/** The messages about one document; none when all is well. */
export function problemsOf(path: string, { facts, requests, errors, strange }: Happened): Message[] {
  const about = { path };
  const inStyles = 'templates/styles';
  const refused = errors.map(refusedAddress);
  const asked = [...requests, ...refused.filter((address) => address !== null)];
  const messages = [...facts.active, ...new Set(asked)].map((what) => unexpectedRequest(path, what));
  errors.forEach((text, i) => {
    // The browser's own words about a request that is reported already.
    if (refused[i] !== null || /ERR_BLOCKED_BY_CLIENT/.test(text)) return;
    messages.push(error('print:page-error', `Unexpected error in the page: ${text.slice(0, 300)}`, about));
  });
  // A picture that was not let in is broken, too: one message for one mistake.
  for (const name of messages.length === 0 ? facts.brokenPictures : []) {
    messages.push(
      error(
        'print:page-error',
        `Unexpected data in the picture ${quoted(name)}, expected a whole picture`,
        about,
      ),
    );
  }
  for (const face of facts.missingFaces) {
    messages.push(
      error('print:missing-face', `Unexpected failure of the font face ${face}`, {
        ...about,
        hint: 'run npm ci',
      }),
    );
  }
  if (strange.faces.length > 0) {
    const where = strange.texts.length > 0 ? strange.texts.map(quoted).join(', ') : 'a running head';
    messages.push(
      error('print:fallback-font', `Unexpected face ${strange.faces.join(', ')} in ${where}`, {
        ...about,
        hint: `name a declared family in ${inStyles}; a family that is misspelt or missing falls back to another`,
      }),
    );
  }
  for (const text of facts.overflows) {
    messages.push(
      error('print:overflow', `Unexpected overflow: ${quoted(text)} is larger than its box`, {
        ...about,
        hint: `shorten the text, or give its box more room in ${inStyles}`,
      }),
    );
  }
  if (facts.contents === 0)
    messages.push(error('print:empty', 'Unexpected empty page, expected text', about));
  return messages;
}

/** The message about an address that a document asks for, or an element that would. */
export function unexpectedRequest(path: string, what: string): Message {
  return error(
    'print:blocked-request',
    `Unexpected request: ${what.slice(0, 200)}, expected a document that holds everything`,
    {
      path,
      hint: 'a print reaches neither network nor disk: put the picture or font into the document as a data: address',
    },
  );
}

/** The address in a complaint of the browser that it did not load something; null for any other complaint. */
function refusedAddress(text: string): string | null {
  if (!/Content Security Policy|Not allowed to load|Unsafe attempt to load/.test(text)) return null;
  return /'([^']+)'/.exec(text)?.[1] ?? /\b[a-z]+:\S+/.exec(text)?.[0] ?? text;
}

/** Why a document was not printed: `late`, the browser ended, the browser refused it, the printer was closed. */
export interface Failure {
  readonly kind: 'late' | 'ended' | 'refused' | 'closed';
  readonly cause: unknown;
}

/** The message about a document that was not printed. `timeout` in milliseconds. */
export function failureOf(path: string, { kind, cause }: Failure, timeout: number): Message {
  const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  switch (kind) {
    case 'late':
      return error('print:timeout', `Unexpected delay: not printed within ${timeout} ms, twice`, {
        path,
        hint: 'the browser was ended and replaced; look for very long tables or words',
      });
    case 'refused':
      return error('print:page-error', `Unexpected refusal of the browser to print: ${reason}`, {
        path,
        hint: 'look for impossible lengths in @page and in templates/styles',
      });
    case 'closed':
      return error('print:crashed', 'Unexpected end of the run before the document was printed', { path });
    case 'ended':
      return error('print:crashed', `Unexpected end of the browser, twice: ${reason}`, {
        path,
        hint: 'see whether there is memory, raise `ulimit -n`, and run "briefs doctor"',
      });
  }
}

/** Said once about a browser that is not the one of the lock file. */
export function foreignBrowser({ path }: BrowserLocation, version: string): Message {
  return warning(
    'print:other-browser',
    `Unexpected browser ${version} at ${path}: bytes may differ from other machines, and words may not be hyphenated`,
    {
      path: '',
      hint: 'on Linux x64 unset CHROMIUM_PATH to print with the browser of the lock file',
    },
  );
}

function quoted(text: string): string {
  return `"${text}"`;
}
