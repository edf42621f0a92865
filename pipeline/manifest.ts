import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isCode, type Disk } from './disk.ts';
import { EnvironmentError } from './failures.ts';
import { staysInside } from './output.ts';

/**
 * `output/manifest.json`: what every output was made from and what it must look like. It holds no clock and no
 * name of a machine, and is sorted, so that equal outputs have an equal manifest.
 */
export const manifestPath = 'manifest.json';

/** Entries of the run that goes on, or that was cut off: a line each, later lines win. A whole run leaves none. */
export const journalPath = '.journal';

const sha256Text = z.string().regex(/^[0-9a-f]{64}$/);
const input = z.strictObject({ path: z.string(), sha256: sha256Text });
const output = z.strictObject({
  /** Relative to the output folder. */
  path: z.string().refine(staysInside, 'leads out of the output folder'),
  bytes: z.number().int().nonnegative(),
  sha256: sha256Text,
  /** Hash of all that is printed in this output, and of what prints it: equal keys promise equal bytes. */
  key: sha256Text,
  /** Hash of all that went into it, also what left no trace: while it is the same, the key need not be worked out. */
  made: sha256Text,
});
const outputs = z.array(output).readonly();
const entry = z.strictObject({ inputs: z.array(input).readonly(), outputs });
const schema = z.strictObject({
  schema: z.literal(3),
  /** Documents share most of their inputs: each is listed once, and named by its place in the list. */
  inputs: z.array(input).readonly(),
  documents: z.record(
    z.string(),
    z.strictObject({ inputs: z.array(z.number().int().nonnegative()).readonly(), outputs }),
  ),
});

export type Input = Readonly<z.infer<typeof input>>;
export type Output = Readonly<z.infer<typeof output>>;
/** Why an output must be made: it never was, what it is made of changed, its file is gone or edited, or it was asked for. */
export type Reason = 'new' | 'changed' | 'missing' | 'edited' | 'forced';
/** What one document was made from, and the files it became. */
export interface Entry {
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
}
/** Entries by `Document.path`. */
export type Manifest = ReadonlyMap<string, Entry>;

/** SHA-256 in hexadecimal. */
export function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The manifest as text: documents, inputs and outputs in order of their paths. */
export function formatManifest(manifest: Manifest): string {
  const byPath = <T extends { readonly path: string }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => (a.path < b.path ? -1 : 1));
  const nameOf = (one: Input): string => `${one.path} ${one.sha256}`;
  const named = new Map(
    [...manifest.values()].flatMap((one) => one.inputs.map((each) => [nameOf(each), each])),
  );
  const all = [...named].sort(([a], [b]) => (a < b ? -1 : 1));
  const places = new Map(all.map(([name], place) => [name, place]));
  const documents = [...manifest]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, one]) => {
      const inputs = one.inputs.map((each) => places.get(nameOf(each)) ?? 0).sort((a, b) => a - b);
      return [path, { inputs, outputs: byPath(one.outputs) }] as const;
    });
  const inputs = all.map(([, one]) => one);
  return JSON.stringify({ schema: 3, inputs, documents: Object.fromEntries(documents) }, null, 2) + '\n';
}

/** The manifest in `text`; null when it is none of ours: damaged, or of another version. */
export function parseManifest(text: string): Manifest | null {
  try {
    const { documents, inputs } = schema.parse(JSON.parse(text));
    const inputAt = (place: number): Input => {
      const one = inputs[place];
      if (!one) throw new RangeError(`no input ${place}`);
      return one;
    };
    return new Map(
      Object.entries(documents).map(([path, one]) => [path, { ...one, inputs: one.inputs.map(inputAt) }]),
    );
  } catch {
    return null;
  }
}

/** The manifest of an output folder with the journal of a run that was cut off; empty where there is none, null where it cannot be understood. */
export async function readManifest(output: Disk): Promise<Manifest | null> {
  const text = await readText(output, manifestPath);
  const manifest = text === null ? new Map<string, Entry>() : parseManifest(text);
  return manifest && new Map([...manifest, ...(await readJournal(output))]);
}

const journalLine = z.strictObject({ document: z.string(), entry });

/** A line of the journal. */
export function formatEntry(document: string, entryOf: Entry): string {
  return `${JSON.stringify({ document, entry: entryOf })}\n`;
}

/** What a run noted before it was cut off; a line that was not written whole is passed over. */
export async function readJournal(output: Disk): Promise<readonly (readonly [string, Entry])[]> {
  const lines = ((await readText(output, journalPath)) ?? '').split('\n');
  return lines.flatMap((line): [string, Entry][] => {
    try {
      const read = journalLine.parse(JSON.parse(line));
      return [[read.document, read.entry]];
    } catch {
      return [];
    }
  });
}

/** The text of a file in the output folder; null where there is none. */
export async function readText(output: Disk, path: string): Promise<string | null> {
  try {
    const bytes = await output.read(path);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  } catch (cause) {
    // Asked first whether it is there it may be gone by now: another run may clean the folder.
    if (isCode(cause, 'ENOENT') || isCode(cause, 'ENOTDIR')) return null;
    if (!isCode(cause, 'EISDIR')) throw cause;
    throw new EnvironmentError(`${output.locate(path)} is a folder, expected a file: move it away`, {
      cause,
    });
  }
}
