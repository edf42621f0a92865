import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { error, warning, type Message, type ProblemDetails, type RuleId } from '../messages.ts';
import type { Artefact, Document, Printed } from '../model.ts';
import type { Finished } from './finished.ts';

/** Finishes prints, beside the main thread where there are many. */
export interface Finisher {
  /** What `finish` gives. Any number may be asked for at once. @throws where the code that finishes cannot be loaded. */
  finish(document: Document, printed: Printed): Promise<Finished>;
  /** Takes a print that nobody will read, so that a thread has its first, slow one behind it; without a thread nothing is done. */
  practise(pdf: Uint8Array): void;
  close(): Promise<void>;
}

/** For so few prints a thread takes longer to start than it saves. */
export const few = 6;

/** Milliseconds that a build waits for the thread to end by itself. */
export const longestEnd = 2000;

/** Opens what finishes about `count` prints: in this thread, or in one beside it. */
export function openFinisher(count: number): Finisher {
  return count > few ? openThread() : openHere();
}

function openHere(): Finisher {
  // What finishes a print is loaded while it is printed.
  const loading = import('./finish.ts');
  loading.catch(() => undefined);
  return {
    finish: async (document, printed) => (await loading).finish(document, printed),
    practise: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** A message as it travels between threads, which know no classes. */
interface PlainMessage {
  readonly rule: RuleId;
  readonly fatal: boolean;
  readonly reason: string;
  readonly details: ProblemDetails;
}

export function plainOf({
  actual,
  expected,
  fatal,
  file,
  line,
  column,
  note,
  reason,
  ruleId,
  source,
}: Message): PlainMessage {
  return {
    rule: `${source ?? ''}:${ruleId ?? ''}` as RuleId,
    fatal: fatal !== false,
    reason,
    details: {
      path: file ?? '',
      place: line === undefined || column === undefined ? undefined : { line, column },
      actual: actual ?? undefined,
      expected: expected ?? undefined,
      hint: note,
    },
  };
}

interface Answer {
  readonly id: number;
  readonly artefact: Artefact;
  readonly messages: readonly PlainMessage[];
  readonly isDoubtful: boolean;
}

/** What a print is finished as that nobody will read. */
const proof: Pick<Document, 'metadata' | 'path' | 'product' | 'trim'> = {
  path: 'proof',
  product: 'brief',
  trim: { width: 210, height: 297 },
  metadata: {
    title: 'Proof',
    author: '',
    subject: '',
    keywords: [],
    lang: 'en',
    date: '2000-01-01T00:00:00Z',
    creator: '',
    attachments: [],
    press: null,
  },
};

function openThread(): Finisher {
  const waiting = new Map<number, (answer: Answer | null) => void>();
  let asked = 0;
  let isOpen = true;
  const end = (): void => {
    isOpen = false;
    for (const settle of waiting.values()) settle(null);
    waiting.clear();
  };
  // With each full collection of garbage Node forgets the machine code of functions that are not in use just then: it
  // was compiled a dozen times in a build, for a sixth of all work. A thread that starts after this collects seldom.
  setFlagsFromString('--initial-old-space-size=200');
  const worker = new Worker(new URL('./finish-thread.mjs', import.meta.url), { execArgv: [] });
  // A build that is done does not wait for it.
  worker.unref();
  worker.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  worker.on('error', end);
  worker.on('exit', end);
  return {
    async finish(document, printed) {
      const { metadata, path, product, trim } = document;
      const answer = await new Promise<Answer | null>((settle) => {
        if (!isOpen) {
          settle(null);
          return;
        }
        waiting.set(asked, settle);
        worker.postMessage({ id: asked++, document: { metadata, path, product, trim }, printed });
      });
      // A thread that has ended, for lack of memory say, is done without.
      if (!answer) return openHere().finish(document, printed);
      const messages = answer.messages.map(({ details, fatal, reason, rule }) =>
        (fatal ? error : warning)(rule, reason, details),
      );
      return { ...answer, messages };
    },
    practise(pdf) {
      // Nobody waits for the answer.
      const printed: Printed = { pdf, elements: [], fits: null };
      if (isOpen) worker.postMessage({ id: -1, document: proof, printed });
    },
    async close() {
      if (isOpen && asked > few && waiting.size === 0) {
        // An end of its own lets it keep what Node has made of its code; a build waits for that, but not for long.
        const ended = new Promise((resolve) => worker.once('exit', resolve));
        const late = new Promise((resolve) => setTimeout(resolve, longestEnd).unref());
        worker.ref();
        worker.postMessage(null);
        await Promise.race([ended, late]);
      }
      await worker.terminate();
    },
  };
}
