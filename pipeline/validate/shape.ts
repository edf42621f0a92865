import type { z } from 'zod';
import { nearest, type Checked } from '../messages.ts';
import { sayMissing, sayUnknown, sayWrong, type Issue, type UnknownKey } from './shape-messages.ts';
import { valueAt, type Path, type YamlFile } from './yaml.ts';

/**
 * Checks the form of a YAML file. Unknown keys are told and set aside, misspelt ones read as they were meant, so that
 * the checks that follow still have the rest; `value` is null when anything else is wrong.
 */
export function readShape<Schema extends z.ZodType>(
  schema: Schema,
  file: YamlFile,
): Checked<z.output<Schema> | null> {
  const result = schema.safeParse(file.value);
  if (result.success) return { value: result.data, messages: [] };
  const issues = result.error.issues.flatMap(settle);
  const missing = issues.filter(({ path }) => isMissing(file, path));
  const unknown = issues.flatMap((issue) => unknownKeys(issue, missing));

  // A misspelt key is one mistake, not an unknown key and a missing one.
  const meant = new Set(unknown.map(({ path, meant: name }) => idOf([...path, name ?? ''])));
  const messages = [
    ...unknown.map((one) => sayUnknown(file, one)),
    ...issues
      .filter(({ code, path }) => code !== 'unrecognized_keys' && !meant.has(idOf(path)))
      .map((issue) => (missing.includes(issue) ? sayMissing(file, issue) : sayWrong(file, issue))),
  ];
  const retried = schema.safeParse(withoutUnknown(file.value, unknown));
  return { value: retried.success ? retried.data : null, messages };
}

/** Of a choice of forms: what is wrong with the one that was meant, which is that of the same kind of value. */
function settle(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.find((branch) =>
    branch.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  if (!meant) return [issue];
  return meant.flatMap((inner) => settle({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** The unknown keys of an issue, each with the known key it is nearest to: a missing one before any other. */
function unknownKeys(issue: Issue, missing: readonly Issue[]): readonly UnknownKey[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const { path } = issue;
  const known = issue.message.split(', ');
  const absent = missing
    .filter((other) => idOf(other.path.slice(0, -1)) === idOf(path))
    .map((other) => String(other.path.at(-1)));
  return issue.keys.map((key) => ({ path, key, known, meant: nearest(key, absent) ?? nearest(key, known) }));
}

function idOf(path: Path): string {
  return JSON.stringify(path.map(String));
}

function isMissing(file: YamlFile, path: Path): boolean {
  const owner = valueAt(file.value, path.slice(0, -1));
  const key = path.at(-1);
  return key !== undefined && typeof owner === 'object' && owner !== null && !Object.hasOwn(owner, key);
}

/** The value without its unknown keys, their values under the names that were meant where these are free. */
function withoutUnknown(value: unknown, unknown: readonly UnknownKey[]): unknown {
  const copy = structuredClone(value);
  for (const { path, key, meant } of unknown) {
    const owner = valueAt(copy, path);
    if (typeof owner !== 'object' || owner === null) continue;
    if (meant !== undefined && !Object.hasOwn(owner, meant)) Reflect.set(owner, meant, valueAt(owner, [key]));
    Reflect.deleteProperty(owner, key);
  }
  return copy;
}
