import type { Reason } from './manifest.ts';
import { sortMessages, type Message } from './messages.ts';
import type { Document } from './model.ts';
import type { BuildOptions, BuildReport, CheckReport, Outcome } from './options.ts';

/** A document with its outputs, as the plan gives it. */
interface Made {
  readonly document: Document;
  readonly outputs: readonly { readonly path: string; readonly reason: Reason | null }[];
}

/** What a run has to tell, gathered as it goes on, and told at once to whoever listens. */
export interface Report {
  say(messages: readonly Message[]): void;
  add(made: Made, status: Outcome['status'], messages: readonly Message[]): void;
  /** All of it, in an order that does not depend on which document was finished first. */
  close(timings: BuildReport['timings']): BuildReport;
}

export function openReport(checked: CheckReport, onProgress: BuildOptions['onProgress']): Report {
  const outcomes: Outcome[] = [];
  const said: Message[] = [];
  const failed = new Set(checked.failed);
  const tell = (messages: readonly Message[], outcome: Outcome | null): void => {
    said.push(...messages);
    onProgress?.({ messages, outcome, done: outcomes.length, total: checked.documents.length });
  };
  tell(checked.messages, null);
  return {
    say: (messages) => {
      if (messages.length > 0) tell(messages, null);
    },
    add({ document, outputs }, status, messages) {
      const { path, product, iso3, edition, lang } = document;
      const stale = outputs.flatMap(({ path: file, reason }) =>
        reason === null ? [] : [{ path: file, reason }],
      );
      if (status === 'failed') failed.add(iso3);
      outcomes.push({ path, product, iso3, edition, lang, status, outputs: stale });
      tell(messages, outcomes.at(-1) ?? null);
    },
    close: (timings) => ({
      isShut: checked.isShut,
      failed: [...failed].sort(),
      messages: sortMessages(said),
      outcomes: outcomes.sort((a, b) => (a.path < b.path ? -1 : 1)),
      timings,
    }),
  };
}
