import { isCode, type Disk } from '../disk.ts';
import { sha256, type Input, type Manifest, type Output, type Reason } from '../manifest.ts';
import type { Document, Format, Sources } from '../model.ts';
import { once } from '../once.ts';
import { inputsOf } from './inputs.ts';
import { keyMaker } from './keys.ts';

/** One output of a document: its path below the output folder, the hash of all that went into it, and why it must be made; null when it is up to date. */
export interface PlannedOutput {
  readonly format: Format;
  readonly path: string;
  /** The key, from the document as it is composed for printing: to compose it for the key alone takes as long again. */
  readonly key: (composed: Document) => string;
  /** The hash of what the document is composed from, and of the program. To find it for all before the first is printed takes too long. */
  readonly made: () => string;
  readonly reason: Reason | null;
}
/** What is to be done for one document; nothing when no output has a reason. */
export interface Step {
  readonly document: Document;
  readonly inputs: readonly Input[];
  readonly outputs: readonly PlannedOutput[];
}

/** True when an output of the document must be made. */
export function isStale({ outputs }: Step): boolean {
  return outputs.some(({ reason }) => reason !== null);
}

export interface PlanInput {
  readonly documents: readonly Document[];
  readonly formats: readonly Format[];
  readonly sources: Sources;
  /** What the last run left; empty when there was none. */
  readonly manifest: Manifest;
  /** Names and versions of everything that turns a document into a PDF. */
  readonly versions: readonly string[];
  /** Hash of the pipeline itself. */
  readonly program: string;
  readonly force: boolean;
}

/**
 * Says which outputs are stale: contents decide, not file times. An output is up to date when the manifest holds it
 * with the same key and the file on disk still has the bytes that the manifest names.
 */
export async function plan(output: Disk, input: PlanInput): Promise<readonly Step[]> {
  const keyOf = keyMaker(input.versions);
  const steps: Step[] = [];
  for (const document of input.documents) {
    const before = input.manifest.get(document.path)?.outputs ?? [];
    const outputs: PlannedOutput[] = [];
    for (const format of input.formats.filter((one) => document.formats.includes(one))) {
      const path = `${document.path}.${format}`;
      const last = before.find((one) => one.path === path);
      const engine = format === 'pdf' ? input.versions : [];
      const made = once(() => sha256([document.ingredients, input.program, ...engine].join('\n')));
      const plain = { format, path, made };
      if (!last || input.force) {
        const key = (composed: Document): string =>
          last && last.made === made() ? last.key : keyOf(composed, format);
        outputs.push({ ...plain, key, reason: input.force ? 'forced' : 'new' });
        continue;
      }
      // Composing is most of the work of a run that has nothing to do.
      const key = last.made === made() ? last.key : keyOf(document, format);
      outputs.push({ ...plain, key: () => key, reason: await reasonFor(output, key, last) });
    }
    steps.push({ document, inputs: inputsOf(document, input.sources), outputs });
  }
  return steps;
}

async function reasonFor(output: Disk, key: string, last: Output): Promise<Reason | null> {
  if (last.key !== key) return 'changed';
  if ((await output.kind(last.path)) !== 'file') return 'missing';
  try {
    if ((await output.size(last.path)) !== last.bytes) return 'edited';
    return sha256(await output.read(last.path)) === last.sha256 ? null : 'edited';
  } catch (cause) {
    // Another run may clean the folder while this one only explains what it would do.
    if (isCode(cause, 'ENOENT')) return 'missing';
    throw cause;
  }
}
