import { gateOf } from '../gate.ts';
import type { Message } from '../messages.ts';
import type { CheckReport } from '../options.ts';
import type { Made, MadeFile } from './files.ts';
import { plain, problemOf, type Problem } from './problems.ts';
import { addressOf, type Facts } from './seats.ts';

/** What a page is told, as JSON, whenever it has changed. */
export type Told = ToldList | ToldDocument;

interface ToldAlways {
  /** What keeps the page from being right; shown as an overlay. */
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** True while something is being made. */
  readonly isWorking: boolean;
}

/** `unknown` until what was printed before has been compared. */
export interface Listed {
  readonly iso3: string;
  readonly name: string;
  readonly state: 'fresh' | 'stale' | 'error' | 'unknown';
  readonly hasNarrative: boolean;
}
export interface ToldList extends ToldAlways {
  readonly kind: 'list';
  readonly countries: readonly Listed[];
}

export interface ToldDocument extends ToldAlways {
  readonly kind: 'document';
  readonly iso3: string;
  readonly name: string;
  /** Addresses of the two files, new ones for new contents; null where there is none yet. */
  readonly html: string | null;
  readonly pdf: string | null;
  /** True when the pages are those before an error. */
  readonly isBefore: boolean;
  /** Other documents of the country. */
  readonly choices: readonly {
    readonly label: string;
    readonly address: string;
    readonly isShown: boolean;
  }[];
  /** Other countries that cannot be built now. */
  readonly elsewhere: readonly string[];
  /** From the change to the pages, in milliseconds; 0 while that is not known. */
  readonly milliseconds: number;
}

/** Messages that concern a country or everything. */
export function concerning(iso3: string, { messages, sources }: CheckReport): readonly Message[] {
  return messages.filter((message) => {
    const { failed, isShut } = gateOf([message], sources, true);
    return isShut || failed.includes(iso3);
  });
}

export function isError({ fatal }: Message): boolean {
  return fatal !== false;
}

/** A mistake in one label may be a message for every country: nobody reads more than these at once. */
const most = 50;

/** Splits messages into what is shown at once and what may wait. */
export function problemsOf(
  messages: readonly Message[],
  { sources }: CheckReport,
): Pick<ToldAlways, 'errors' | 'warnings'> {
  const shown = (list: readonly Message[]): Problem[] => {
    const first = list.slice(0, most).map((one) => problemOf(one, sources));
    const rest = list.length - first.length;
    return rest === 0 ? first : [...first, plain(`and ${rest} more`, '"briefs check" lists them all')];
  };
  return {
    errors: shown(messages.filter(isError)),
    warnings: shown(messages.filter((one) => !isError(one))),
  };
}

/** Countries with documents or faults, by name. `stale`: those with an output to make; null while that is not known. */
export function listOf(
  report: CheckReport,
  known: readonly Facts[],
  nameOf: (iso3: string) => string,
  stale: ReadonlySet<string> | null,
): Listed[] {
  const codes = new Set([...known.map(({ iso3 }) => iso3), ...report.failed]);
  const stateOf = (iso3: string): Listed['state'] => {
    if (report.isShut || report.failed.includes(iso3)) return 'error';
    if (stale === null) return 'unknown';
    return stale.has(iso3) ? 'stale' : 'fresh';
  };
  const collator = new Intl.Collator('en');
  return [...codes]
    .map((iso3) => ({
      iso3,
      name: nameOf(iso3),
      state: stateOf(iso3),
      hasNarrative: report.sources.narratives.some(({ path }) =>
        path.split('/').pop()?.startsWith(`${iso3}.`),
      ),
    }))
    .sort((a, b) => collator.compare(a.name, b.name));
}

/** Documents of the same country, with as many words as tell them apart. */
export function choicesOf(shown: string | null, own: readonly Facts[]): ToldDocument['choices'] {
  const keys = (['edition', 'lang', 'product'] as const).filter(
    (key) => new Set(own.map((one) => one[key])).size > 1,
  );
  return own.map((one) => ({
    label: keys.map((key) => one[key]).join(' ') || one.product,
    address: addressOf(one),
    isShown: one.path === shown,
  }));
}

/** Where the files of a document lie. The number makes the address new; what is served is always the last. */
export function filesOf(path: string, made: Made | undefined): Pick<ToldDocument, 'html' | 'pdf'> {
  const address = (format: string, file: MadeFile | null | undefined): string | null =>
    file ? `/-/${path}.${format}?${file.number}` : null;
  return { html: address('html', made?.html), pdf: address('pdf', made?.pdf) };
}
