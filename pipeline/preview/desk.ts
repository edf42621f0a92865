import { check, planned } from '../build.ts';
import type { Lazy } from '../lazily.ts';
import type { Message } from '../messages.ts';
import type { Document } from '../model.ts';
import type { Press } from '../press.ts';
import type { World } from '../world.ts';
import { makeFile, type MadeFile } from './files.ts';
import { openMemory, shownTo, take, tellOf, type Memory } from './memory.ts';
import { choose } from './seats.ts';
import { isError } from './told.ts';
import { checkNear } from './near.ts';
import { openTurns } from './turns.ts';
import type { Viewer } from './viewers.ts';

/** A document that was made anew, and how long after the change; null for a file that could not be made. */
export interface Rebuilt {
  readonly path: string;
  readonly html: number | null;
  readonly pdf: number | null;
  readonly messages: readonly Message[];
}

export interface DeskOptions {
  readonly draft: boolean;
  /** Hash of the pipeline that runs. */
  readonly program: string;
  /** A country whose pages are made before anybody asks, by its code; null for the first there is. */
  readonly first: string | null;
  readonly onRebuilt: (rebuilt: Rebuilt) => void;
  /** Called after each reading of the sources, with all that is to be said about them. */
  readonly onChecked: (messages: readonly Message[]) => void;
  /** Called with what is nobody's data: a fault of the machine or of ours. */
  readonly onFault: (cause: unknown) => void;
}

/** Holds the project as it is now, and the pages that somebody looks at, in memory; writes nothing. */
export interface Desk {
  readonly memory: Memory;
  /** A source may have changed. */
  change(): void;
  join(viewer: Viewer): void;
  leave(viewer: Viewer): void;
  /** Ends all connections; resolves when nothing is in work any more. */
  close(): Promise<void>;
}

/** How long no further change may come before the sources are read, in milliseconds: editors save in several steps. */
const quiet = 20;

/** How long after the pages that are looked at the rest of the project is read, in milliseconds. */
const breath = 400;

export function openDesk(world: World, press: Lazy<Press>, options: DeskOptions): Desk {
  const memory = openMemory();
  const { made } = memory;
  const viewers = new Set<Viewer>();
  const selection = { draft: options.draft, program: options.program };
  let isOld = true;
  let isPlanOld = true;
  let isNearDone = false;
  let timer: NodeJS.Timeout | undefined;
  let isAwaited = true;
  let changed = world.clock();
  let count = 0;

  const tellAll = (): void => {
    for (const viewer of viewers) {
      viewer.path ??= shownTo(memory, viewer)?.path ?? null;
      viewer.tell(tellOf(memory, viewer));
    }
  };
  const since = (): number => Math.round(world.clock() - changed);

  /** The documents that are looked at; before there is a viewer, the one that will be. */
  const wanted = (documents: readonly Document[]): readonly Document[] => {
    const paths = new Set([...viewers].map((viewer) => shownTo(memory, viewer)?.path));
    const looked = documents.filter(({ path }) => paths.has(path));
    // A turn that was overtaken may have left half of one.
    const isMade = [...made.values()].some(({ ingredients }) => ingredients !== '');
    if (viewers.size > 0 || isMade) return looked;
    const iso3 = options.first ?? documents[0]?.iso3 ?? '';
    const first = choose({ iso3, edition: null, lang: null, product: null }, documents);
    return documents.filter(({ path }) => path === first?.path);
  };

  /** Makes both files of a document, the web page first; false when a change came in between. */
  const make = async (document: Document, isOvertaken: () => boolean): Promise<boolean> => {
    const { ingredients, path } = document;
    const before = made.get(path);
    if (before?.ingredients === ingredients) return true;
    const next = (bytes: Uint8Array | null): MadeFile | null => bytes && { bytes, number: ++count };

    const html = document.formats.includes('html')
      ? await makeFile(press, document, 'html')
      : { bytes: null, messages: [] };
    if (isOvertaken()) return false;
    const page = next(html.bytes);
    const htmlTime = page && since();
    // Until the pages of the PDF are there too, the document counts as not made.
    const half = { html: page ?? before?.html ?? null, pdf: before?.pdf ?? null };
    made.set(path, { ...half, ingredients: '', messages: html.messages });
    tellAll();

    const pdf = html.messages.some(isError) ? null : await makeFile(press, document, 'pdf');
    if (isOvertaken()) return false;
    const messages = [...html.messages, ...(pdf?.messages ?? [])];
    const print = messages.some(isError) ? null : next(pdf?.bytes ?? null);
    const time = since();
    memory.milliseconds = before ? time : 0;
    made.set(path, { html: half.html, pdf: print ?? half.pdf, ingredients, messages });
    tellAll();
    options.onRebuilt({ path, html: htmlTime, pdf: print && time, messages });
    return true;
  };

  /** Countries that are looked at, when the last reading of all found nothing wrong with them. */
  const near = (): readonly string[] => {
    const codes = new Set([...viewers].flatMap(({ seat }) => seat.iso3 ?? []));
    const isGood = [...viewers].every((viewer) => tellOf(memory, viewer).errors.length === 0);
    return memory.report && isGood ? [...codes] : [];
  };

  const turn = async (isOvertaken: () => boolean): Promise<void> => {
    const codes = isOld && !isNearDone ? near() : [];
    const part = codes.length > 0 ? await checkNear(world, selection, codes) : null;
    if (isOvertaken()) return;
    if (part) {
      for (const document of wanted(part.documents)) if (!(await make(document, isOvertaken))) return;
      // All is read when the pages have had time to fetch what was made: this thread also serves them.
      isNearDone = true;
      timer = setTimeout(() => turns.again(), breath);
      return;
    }
    if (isOld) {
      isOld = false;
      isPlanOld = true;
      const report = await check(world, selection);
      if (isOvertaken()) return;
      take(memory, report);
      options.onChecked(report.messages);
      tellAll();
    }
    for (const document of wanted(memory.report?.documents ?? []))
      if (!(await make(document, isOvertaken))) return;
    // What was printed before is compared last, and only for somebody who reads the list: it reads every output.
    const isListed = [...viewers].some(({ seat }) => seat.iso3 === null);
    if (!isPlanOld || !isListed) return;
    isPlanOld = false;
    const { steps } = await planned(world, selection);
    if (isOvertaken()) return;
    const outputs = steps.map(({ document, outputs: all }) => ({ iso3: document.iso3, all }));
    const stale = outputs.filter(({ all }) => all.some(({ reason }) => reason !== null));
    memory.stale = new Set(stale.map(({ iso3 }) => iso3));
  };

  const turns = openTurns(async (isOvertaken) => {
    memory.isWorking = true;
    try {
      await turn(isOvertaken);
      memory.fault = null;
    } catch (cause) {
      isOld = true;
      if (isOvertaken()) return;
      memory.fault = cause instanceof Error ? cause.message : String(cause);
      options.onFault(cause);
    }
    if (isOvertaken()) return;
    memory.isWorking = false;
    isAwaited = false;
    tellAll();
  });
  turns.again();

  return {
    memory,
    change() {
      // Of several changes that end in one picture the first counts: that is when somebody began to wait.
      if (!isAwaited) changed = world.clock();
      isAwaited = true;
      isOld = true;
      isNearDone = false;
      clearTimeout(timer);
      memory.isWorking = true;
      turns.overtake(quiet);
    },
    join(viewer) {
      viewers.add(viewer);
      if (!isAwaited) changed = world.clock();
      memory.isWorking = true;
      if (viewer.seat.iso3 === null) isPlanOld = true;
      tellAll();
      turns.again();
    },
    leave: (viewer) => viewers.delete(viewer),
    async close() {
      clearTimeout(timer);
      await turns.close();
      for (const viewer of viewers) viewer.end();
    },
  };
}
