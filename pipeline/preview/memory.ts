import type { CheckReport } from '../options.ts';
import type { Made } from './files.ts';
import { plain, type Problem } from './problems.ts';
import { choose, type Facts } from './seats.ts';
import { choicesOf, concerning, filesOf, isError, listOf, problemsOf, type Told } from './told.ts';
import type { Viewer } from './viewers.ts';

/** The project as it was last read, and the pages that were made of it. */
export interface Memory {
  /** Null until the sources have been read for the first time. */
  report: CheckReport | null;
  /** Documents by country; those of before where a fault keeps a country from having any. */
  readonly known: Map<string, readonly Facts[]>;
  /** Names of countries by code, and codes by code and slug in small letters. */
  readonly names: Map<string, string>;
  readonly codes: Map<string, string>;
  readonly made: Map<string, Made>;
  /** Countries with an output that `build` would make; null until that has been found out. */
  stale: ReadonlySet<string> | null;
  /** What kept the last turn from ending: a fault of the machine, or of ours; null for none. */
  fault: string | null;
  isWorking: boolean;
  /** How long after the change the last page was made. */
  milliseconds: number;
}

export function openMemory(): Memory {
  return {
    report: null,
    known: new Map(),
    names: new Map(),
    codes: new Map(),
    made: new Map(),
    stale: null,
    fault: null,
    isWorking: true,
    milliseconds: 0,
  };
}

/** Puts a new reading in the place of the one before. What it cannot tell stays as it was. */
export function take(memory: Memory, report: CheckReport): void {
  memory.report = report;
  for (const { iso3, name, slug } of report.countries.values()) {
    memory.names.set(iso3, name);
    memory.codes.set(iso3.toLowerCase(), iso3).set(slug.toLowerCase(), iso3);
  }
  const found = new Map<string, Facts[]>();
  for (const document of report.documents) {
    const own = found.get(document.iso3);
    if (own) own.push(document);
    else found.set(document.iso3, [document]);
  }
  for (const [iso3, documents] of found) memory.known.set(iso3, documents);
}

/** The document that a viewer looks at, as facts; null while there is none. */
export function shownTo(memory: Memory, viewer: Viewer): Facts | null {
  const own = memory.known.get(viewer.seat.iso3 ?? '') ?? [];
  const facts = own.find(({ path }) => path === viewer.path);
  if (facts) return facts;
  // A document that was looked at and is gone, such as a brief without its narrative, is not exchanged for another.
  if (viewer.path === null) return choose(viewer.seat, own);
  return null;
}

/** What a page is to show now. */
export function tellOf(memory: Memory, viewer: Viewer): Told {
  const { fault, isWorking, names, report } = memory;
  const { iso3 } = viewer.seat;
  const nameOf = (code: string): string => names.get(code) ?? code;
  const faults = fault === null ? [] : [plain(fault)];
  if (iso3 === null) {
    const { errors = [], warnings = [] } = report ? problemsOf(report.messages, report) : {};
    const countries = report ? listOf(report, [...memory.known.values()].flat(), nameOf, memory.stale) : [];
    return { kind: 'list', countries, errors: [...faults, ...errors], warnings, isWorking };
  }

  const own = memory.known.get(iso3) ?? [];
  const path = shownTo(memory, viewer)?.path ?? viewer.path;
  const made = memory.made.get(path ?? '');
  const isThere = report?.documents.some((one) => one.path === path) ?? true;
  // What was said of pages that are no longer made says nothing about now.
  const found = report ? [...concerning(iso3, report), ...((isThere && made?.messages) || [])] : [];
  const problems = report ? problemsOf(found, report) : { errors: [], warnings: [] };
  const errors = [...faults, ...problems.errors];
  if (report && !isThere && errors.length === 0) {
    errors.push(...problemsOf(report.messages.filter(isError), report).errors, gone(nameOf(iso3), path));
  }
  return {
    kind: 'document',
    iso3,
    name: nameOf(iso3),
    ...filesOf(path ?? '', made),
    isBefore: errors.length > 0,
    choices: choicesOf(path, own),
    elsewhere: report?.failed.filter((code) => code !== iso3) ?? [],
    errors,
    warnings: problems.warnings,
    isWorking,
    milliseconds: memory.milliseconds,
  };
}

function gone(name: string, path: string | null): Problem {
  const what = path === null ? 'any document' : path;
  const hint =
    'it needs scores in data/scores, and a brief needs a narrative in data/narratives (or start with --draft)';
  return plain(`Unexpected absence of ${what} of ${name}, expected one that can be made`, hint);
}
