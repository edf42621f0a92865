import { program } from './disk.ts';
import { loadCoverage, loadFonts, type Fonts } from './fonts.ts';
import { gateOf, pass } from './gate.ts';
import { lazily, type Lazy } from './lazily.ts';
import { manifestPath, readText, type Manifest } from './manifest.ts';
import { sortMessages, type Message } from './messages.ts';
import type { Artefact, Sources } from './model.ts';
import { epochOf, isWhole, jobsOf, paperOf, profileOf, shardOf } from './options.ts';
import type { BuildOptions, BuildReport, CheckOptions, CheckReport } from './options.ts';
import { outputOf } from './output.ts';
import { forEach } from './parallel.ts';
import { filesOf } from './project-files.ts';
import { openReport } from './report.ts';
import { isChosen, requireScores, select, selectFormats, wantedOf } from './selection.ts';
import type { World } from './world.ts';
import { makeOne, openPress, startEarly, startPrinter, versionsOf } from './press.ts';
import type { LazyPrinter, Pause, Press } from './press.ts';
import { composing } from './compose/compose.ts';
import { styleOf } from './compose/styles.ts';
import { checkStyles } from './compose/styles-checked.ts';
import { load } from './load/load.ts';
import { narrateRemembered } from './narrate/remember.ts';
import { leftOver } from './plan/left-over.ts';
import { guessStale } from './plan/inputs.ts';
import { isStale, plan, type Step } from './plan/plan.ts';
import { programVersion } from './versions.ts';
import { scoring } from './score/score.ts';
import { stepwise } from './steps.ts';
import { validating } from './validate/validate.ts';
import { lookAtShelf, openShelf, type Shelf } from './write/shelf.ts';
import { undoCutOff } from './write/together.ts';

const noPause = (): Promise<void> => Promise.resolve();

/** The left half: load, validate, score, narrate, compose. @throws UsageError when the request names what is not there. */
export async function check(
  world: World,
  options: CheckOptions = {},
  onLoaded?: (sources: Sources, fonts: Promise<Fonts>) => Promise<Pause | undefined>,
): Promise<CheckReport> {
  const isStrict = options.strict ?? false;
  const start = world.clock();
  const epoch = epochOf(world);
  await undoCutOff(world.project, world);
  const sources = await load(world);
  const loading = loadFonts(world, sources.value.styles, filesOf(sources.value));
  loading.catch(() => undefined);
  const pause = (await onLoaded?.(sources.value, loading)) ?? noPause;
  const fonts = await loading;
  const dataset = await stepwise(validating(sources.value), pause);
  const version = options.program ?? (await programVersion(program));
  const styles = await checkStyles(world, version, sources.value.styles);
  const facts = [...sources.messages, ...dataset.messages, ...styles];
  if (!dataset.value) {
    const messages = sortMessages(facts);
    const milliseconds = world.clock() - start;
    return {
      isShut: true,
      failed: [],
      documents: [],
      index: null,
      countries: new Map(),
      messages,
      sources: sources.value,
      milliseconds,
    };
  }
  const selection = select(options, dataset.value, facts);
  const scored = await stepwise(scoring(dataset.value), pause);
  const covers = await loadCoverage(world);
  const chapters = await narrateRemembered(world, version, dataset.value, scored.value, covers, {
    isWanted: (text) => isChosen(selection, text),
    pause,
  });
  await pause();
  const found = [...facts, ...scored.messages, ...chapters.messages];

  // What has a problem is not composed, but the templates are tried in any case: all problems in one report.
  const input = {
    dataset: dataset.value,
    scored: pass(scored.value, gateOf(found, sources.value, isStrict)),
    chapters: chapters.value,
    templates: sources.value.templates,
    styles: sources.value.styles,
    fonts,
    covers,
    selection,
    epoch,
    isDraft: options.draft ?? false,
    isGrey: options.grey ?? false,
    paper: paperOf(options),
    profile: profileOf(options),
  };
  const composed = await stepwise(composing(input), pause);
  const messages = sortMessages([...found, ...composed.messages]);
  const { isShut, failed } = gateOf(messages, sources.value, isStrict);
  if (!isShut) requireScores(selection, dataset.value, messages);
  const documents = isShut ? [] : composed.value.filter(({ iso3 }) => !failed.includes(iso3));
  const { countries, index } = dataset.value;
  const milliseconds = world.clock() - start;
  return { isShut, failed, documents, index, countries, messages, sources: sources.value, milliseconds };
}

/** Makes the documents of a request in memory, all of them, and stores nothing. @throws UsageError, EnvironmentError. */
export async function build(
  world: World,
  options: BuildOptions = {},
): Promise<BuildReport & { readonly artefacts: readonly Artefact[] }> {
  const artefacts: Artefact[] = [];
  const shelf: Stock = {
    manifest: new Map(),
    messages: [],
    confirm: () => undefined,
    store: (document, _, files) => {
      artefacts.push(...files.map(({ path, bytes }) => ({ path, bytes, document })));
      return Promise.resolve([]);
    },
  };
  const printer = lazily(() => startPrinter(world, jobsOf(options)));
  const report = await make(world, options, await check(world, options), shelf, printer);
  return { ...report, artefacts };
}

/**
 * Makes what is stale and stores each document as it is finished, and the manifest at the end. One run at a time.
 * @throws UsageError also when another run holds the output folder; EnvironmentError also when the disk is full.
 */
export async function write(world: World, options: BuildOptions = {}): Promise<BuildReport> {
  const output = outputOf(world.project);
  const jobs = jobsOf(options);
  const printer = startEarly(world, jobs);
  if (options.dryRun === true) {
    return make(world, options, await check(world, options), await lookAtShelf(output), printer);
  }
  const before = await readText(output, manifestPath);
  const closing: Message[] = [];
  let shelf: Shelf | null = null;
  let report: BuildReport;
  try {
    // A browser starts on another core while the sources are checked here: a third of the time of one edited score.
    const checked = await check(world, options, async (sources, fonts) => {
      const count = guessStale(before, sources, options);
      if (!selectFormats(options).includes('pdf') || count === 0) return undefined;
      const style = fonts.then(({ usualStyle }) => styleOf(sources.styles, usualStyle, 'print'));
      return printer.prepare(style, count);
    });
    shelf = await openShelf(output, world, options.shard !== undefined && !checked.isShut);
    report = await make(world, options, checked, shelf, printer);
  } finally {
    try {
      await printer.close();
    } finally {
      closing.push(...((await shelf?.close()) ?? []));
    }
  }
  const { length } = report.outcomes;
  if (closing.length > 0)
    options.onProgress?.({ messages: closing, outcome: null, done: length, total: length });
  return { ...report, messages: [...report.messages, ...closing] };
}

/** What a run finds and where it puts what it makes. */
type Stock = Pick<Shelf, 'manifest' | 'messages' | 'store' | 'confirm'>;

/** The right half: plan, print, finish, store. Contents decide what is stale, never the time of a file. */
async function make(
  world: World,
  options: BuildOptions,
  checked: CheckReport,
  { manifest, messages: noted, store, confirm }: Stock,
  printer: LazyPrinter,
): Promise<BuildReport> {
  const { strict = false, dryRun = false } = options;
  const start = world.clock();
  const documents = shardOf(wantedOf(checked.documents, options), options.shard);
  const wanted = { ...checked, documents };
  const report = openReport(wanted, options.onProgress);
  report.say(noted);
  let count = wanted.documents.length;
  const press = lazily(() => openPress(printer, count, (messages) => report.say(messages)));
  try {
    const steps = await stepsOf(world, options, wanted, manifest, press);
    // The longest first: at the end no browser waits for another that has just begun with it.
    const stale = steps.filter(isStale).sort((a, b) => b.document.weight - a.document.weight);
    count = stale.length;
    for (const step of steps) {
      if (isStale(step)) continue;
      const files = step.outputs.map(({ path, made }) => ({ path, made: made() }));
      confirm(step.document.path, step.inputs, files);
      report.add(step, 'unchanged', []);
    }
    if (isWhole(options, checked)) report.say(leftOver(manifest, checked.documents));
    if (dryRun) for (const step of stale) report.add(step, 'planned', []);

    // Four more at a time than browsers: while they print, one document is composed, one is finished, and two are at hand
    // when one of these takes longer.
    await forEach(dryRun ? [] : stale, jobsOf(options) + 4, options.signal, async (step) => {
      const { value: files, messages: found } = await makeOne(press, step);
      const isGood = found.every(({ fatal }) => fatal === false && !strict);
      const faults = isGood ? await store(step.document.path, step.inputs, files) : [];
      report.add(step, isGood && faults.length === 0 ? 'built' : 'failed', [...found, ...faults]);
    });
  } finally {
    await press.close();
    await printer.close();
  }
  return report.close({ check: checked.milliseconds, make: world.clock() - start });
}

/** What is to be done for each document of a request. */
async function stepsOf(
  world: World,
  options: BuildOptions,
  { documents, sources }: CheckReport,
  manifest: Manifest,
  press: Lazy<Press>,
): Promise<readonly Step[]> {
  const formats = selectFormats(options);
  const isPrinting = documents.length > 0 && formats.includes('pdf');
  return plan(outputOf(world.project), {
    documents,
    formats,
    sources,
    manifest,
    versions: isPrinting ? await versionsOf(world, press) : [],
    program: await programVersion(program),
    force: options.force ?? false,
  });
}

/** The plan of a run that is not made, with what it was made from. */
export async function planned(
  world: World,
  options: BuildOptions,
): Promise<{ checked: CheckReport; manifest: Manifest; steps: readonly Step[] }> {
  const checked = await check(world, options);
  const { manifest, messages } = await lookAtShelf(outputOf(world.project));
  const wanted = { ...checked, documents: wantedOf(checked.documents, options) };
  const printer = lazily(() => startPrinter(world, 1));
  const press = lazily(() => openPress(printer, 1, () => undefined));
  try {
    const steps = await stepsOf(world, options, wanted, manifest, press);
    return { checked: { ...checked, messages: [...messages, ...checked.messages] }, manifest, steps };
  } finally {
    await press.close();
    await printer.close();
  }
}
