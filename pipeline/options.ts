import { UsageError } from './failures.ts';
import type { Gate } from './gate.ts';
import { faultOfPressProfile } from './icc.ts';
import type { Reason } from './manifest.ts';
import type { Message } from './messages.ts';
import type { Country, Document, Index, Product, Sources } from './model.ts';
import type { Request } from './selection.ts';
import type { World } from './world.ts';

export interface CheckOptions extends Request {
  /** Treats a warning as an error. */
  readonly strict?: boolean | undefined;
  /** Also makes briefs without a narrative: a marked placeholder stands in each section. */
  readonly draft?: boolean | undefined;
  /** Makes PDFs in black alone, beside those in colour: `PER-peru.handout.grey.pdf`. */
  readonly grey?: boolean | undefined;
  /** The sheet of the PDFs, `a4` or `letter`; default `a4`. */
  readonly paper?: string | undefined;
  /** The printer's ICC profile, for press files: of an output device, with four inks. */
  readonly profile?: Uint8Array | undefined;
  /** Hash of the pipeline, for a caller that checks again and again: what runs does not change. */
  readonly program?: string | undefined;
}

/** A part of all documents, for several machines at once: the `index`-th of `count`, from 1. */
export type Shard = Readonly<Record<'index' | 'count', number>>;

export interface BuildOptions extends CheckOptions {
  /** Makes only this part of the documents. */
  readonly shard?: Shard | undefined;
  /** Documents that are printed beside each other, 1 to 16; default 2. */
  readonly jobs?: number | undefined;
  /** Makes everything, also what is up to date. */
  readonly force?: boolean | undefined;
  /** Says what would be made, and makes nothing. */
  readonly dryRun?: boolean | undefined;
  /** Ends the run early: the browser is closed, what is not finished is not stored. */
  readonly signal?: AbortSignal | undefined;
  /** Called as the run goes on: with the problems found before the browser starts, then after each document. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** What is known before a browser starts: the documents, and every problem of data, text and templates. */
export interface CheckReport extends Gate {
  readonly documents: readonly Document[];
  /** Null when it cannot be read. */
  readonly index: Index | null;
  /** All that the data names, by code, also those without scores; empty when they cannot be read. */
  readonly countries: ReadonlyMap<string, Country>;
  /** Sorted by file, line and column. */
  readonly messages: readonly Message[];
  readonly sources: Sources;
  readonly milliseconds: number;
}

/** What became of one document; `outputs` are those that were made or would be, with the reason. */
export interface Outcome {
  readonly path: string;
  readonly product: Product;
  readonly iso3: string;
  readonly edition: string;
  readonly lang: string;
  readonly status: 'built' | 'unchanged' | 'planned' | 'failed';
  readonly outputs: readonly { readonly path: string; readonly reason: Reason }[];
}

export interface Progress {
  readonly messages: readonly Message[];
  readonly outcome: Outcome | null;
  readonly done: number;
  readonly total: number;
}

export interface BuildReport extends Gate {
  readonly messages: readonly Message[];
  /** Sorted by path; what an early end left out is not in it. */
  readonly outcomes: readonly Outcome[];
  /** How long the two halves took, in milliseconds. */
  readonly timings: { readonly check: number; readonly make: number };
}

/** The number of browsers asked for. @throws UsageError unless it is a whole number from 1 to 16. */
export function jobsOf({ jobs = 2 }: BuildOptions): number {
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 16) return jobs;
  throw new UsageError(`Unexpected number of jobs ${jobs}, expected a whole number from 1 to 16.`);
}

/** The sheet of the PDFs. @throws UsageError for another. */
export function paperOf({ paper = 'a4' }: CheckOptions): 'a4' | 'letter' {
  if (paper !== 'a4' && paper !== 'letter')
    throw new UsageError(`Unexpected paper ${paper}, expected a4 or letter.`);
  return paper;
}

/** The printer's profile; null where none is given. @throws UsageError for one that is none, or where a press file lacks it. */
export function profileOf({ products = [], profile }: CheckOptions): Uint8Array | null {
  if (!profile) {
    if (!products.includes('press')) return null;
    throw new UsageError('Unexpected press file without a profile, expected --icc with that of the printer.');
  }
  const fault = faultOfPressProfile(profile);
  if (fault === null) return profile;
  throw new UsageError(
    `Unexpected content of --icc (${fault}), expected an ICC profile of an output device with CMYK.`,
  );
}

/**
 * The documents of a shard: every `count`-th of the list, so that briefs and sheets are shared out alike.
 * @throws UsageError for a part that there is not.
 */
export function shardOf<T>(documents: readonly T[], shard: Shard | undefined): readonly T[] {
  if (!shard) return documents;
  const { index, count } = shard;
  if (![index, count].every(Number.isInteger) || index < 1 || index > count) {
    throw new UsageError(`Unexpected shard ${index}/${count}, expected a part of a whole such as 2/4.`);
  }
  return documents.filter((_, i) => i % count === index - 1);
}

/** Seconds since 1970 that replace the edition's date in the files, for builders of packages; null without them. @throws UsageError. */
export function epochOf({ environment }: World): number | null {
  const text = environment.SOURCE_DATE_EPOCH;
  if (text === undefined || text === '') return null;
  // A date that ECMAScript can hold ends at 8.64e12 seconds; a PDF writes the year in four digits.
  if (/^\d{1,12}$/.test(text) && Number(text) < 253402300800) return Number(text);
  throw new UsageError(
    `Unexpected SOURCE_DATE_EPOCH ${text}, expected a count of seconds such as 1700000000.`,
  );
}

/** True when the documents are all that the data holds: then an output without document is left over. */
export function isWhole(options: BuildOptions, { isShut, failed }: CheckReport): boolean {
  const { countries, editions, products, langs } = options;
  const isChosen = [countries, editions, products, langs].some(
    (list) => list !== undefined && list.length > 0,
  );
  return !isChosen && options.shard === undefined && !isShut && failed.length === 0;
}
