import { planned } from './build.ts';
import type { Disk } from './disk.ts';
import type { Input, Reason } from './manifest.ts';
import type { Message } from './messages.ts';
import type { Document, Index } from './model.ts';
import type { CheckOptions } from './options.ts';
import { outputOf } from './output.ts';
import type { World } from './world.ts';
import { differencesOf, type Difference } from './plan/differences.ts';
import type { Step } from './plan/plan.ts';

/** Why a document is fresh or stale, and what it is made from. */
export interface Explanation {
  readonly path: string;
  /** With the reason why it must be made; null for one that is up to date. */
  readonly outputs: readonly { readonly path: string; readonly reason: Reason | null }[];
  /** The source files with their hashes now, and in the last run; '' where that did not know the file. */
  readonly inputs: readonly (Input & { readonly before: string })[];
  /** Printed figures that differ from those in the file that is there. */
  readonly figures: readonly Difference[];
}

/** Explains the documents of a request; makes nothing. The figures of before are read from the files that are there. */
export async function explain(
  world: World,
  options: CheckOptions = {},
): Promise<{ readonly explanations: readonly Explanation[]; readonly messages: readonly Message[] }> {
  const output = outputOf(world.project);
  const { checked, manifest, steps } = await planned(world, options);
  const explanations: Explanation[] = [];
  for (const step of steps) {
    const { document, inputs, outputs } = step;
    const known = new Map(manifest.get(document.path)?.inputs.map(({ path, sha256 }) => [path, sha256]));
    explanations.push({
      path: document.path,
      outputs: outputs.map(({ path, reason }) => ({ path, reason })),
      inputs: inputs.map((input) => ({ ...input, before: known.get(input.path) ?? '' })),
      figures: checked.index ? await changedFigures(output, step, checked.index) : [],
    });
  }
  return { explanations, messages: checked.messages };
}

/** A document that is composed anew and does not print the same: which figures differ from those of its file. */
async function changedFigures(
  output: Disk,
  { document, outputs }: Step,
  index: Index,
): Promise<readonly Difference[]> {
  if (!outputs.some(({ reason }) => reason === 'changed')) return [];
  const before = await figuresOnDisk(output, document);
  const [now] = document.metadata.attachments;
  if (before === null || !now) return [];
  return differencesOf(before, JSON.parse(new TextDecoder().decode(now.bytes)), index);
}

/** The figures that a file carries as JSON: the PDF as an attachment, the web page as a download; null where neither is there. */
async function figuresOnDisk(output: Disk, { path }: Document): Promise<unknown> {
  try {
    if ((await output.kind(`${path}.pdf`)) === 'file') {
      const { attachmentsOf } = await import('./finish/attached.ts');
      const [json] = (await attachmentsOf(await output.read(`${path}.pdf`))).values();
      return json ? JSON.parse(new TextDecoder().decode(json)) : null;
    }
    if ((await output.kind(`${path}.html`)) !== 'file') return null;
    const html = new TextDecoder().decode(await output.read(`${path}.html`));
    const [, data] = /href="data:application\/json;base64,([^"]+)"/.exec(html) ?? [];
    // The template has escaped the signs that fill up the last group.
    const base64 = data?.replace(/&#x3D;/g, '=');
    return base64 === undefined ? null : JSON.parse(Buffer.from(base64, 'base64').toString());
  } catch {
    return null;
  }
}
