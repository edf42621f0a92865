import type { z } from 'zod';
import { error, nearest, type Checked, type Message } from '../messages.ts';
import { hundredthsOf } from './hundredths.ts';
import { respelling } from './number-cell.ts';
import type { Path, YamlFile } from './yaml.ts';

/** Checks the form of a YAML file. `value` is null when anything but an unknown key is wrong. */
export function readShape<Schema extends z.ZodType>(
  schema: Schema,
  file: YamlFile,
): Checked<z.output<Schema> | null> {
  const result = schema.safeParse(file.value);
  if (result.success) return { value: result.data, messages: [] };
  const issues = result.error.issues.flatMap(settle);
  const messages = sayAll(file, issues);

  // Unknown keys are told; the rest of the file is still of use for the checks that follow.
  if (!issues.every(({ code }) => code === 'unrecognized_keys')) return { value: null, messages };
  const known = structuredClone(file.value);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const owner = valueAt(known, issue.path);
    if (typeof owner === 'object' && owner !== null) {
      for (const key of issue.keys) Reflect.deleteProperty(owner, key);
    }
  }
  const retried = schema.safeParse(known);
  return { value: retried.success ? retried.data : null, messages };
}

type Issue = z.core.$ZodIssue;

/** Of a choice of forms: what is wrong with the one that was meant, which is that of the same kind of value. */
function settle(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.find((branch) =>
    branch.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  if (!meant) return [issue];
  return meant.flatMap((inner) => settle({ ...inner, path: [...issue.path, ...inner.path] }));
}

function sayAll(file: YamlFile, issues: readonly Issue[]): readonly Message[] {
  const missing = issues.filter((issue) => isMissing(file, issue));
  const named = new Set<string>();
  const unknown = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const absent = missing.filter(({ path }) => id(path.slice(0, -1)) === id(issue.path));
    return issue.keys.map((key) => {
      // A misspelt key is one mistake, not an unknown key and a missing one.
      const meant =
        nearest(
          key,
          absent.map(({ path }) => String(path.at(-1))),
        ) ?? nearest(key, issue.message.split(', '));
      if (meant) named.add(id([...issue.path, meant]));
      return sayUnknown(file, issue.path, key, issue.message, meant);
    });
  });
  const others = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys' || named.has(id(issue.path))) return [];
    return [missing.includes(issue) ? sayMissing(file, issue) : sayWrong(file, issue)];
  });
  return [...unknown, ...others];
}

function id(path: Path): string {
  return JSON.stringify(path.map(String));
}

function isMissing(file: YamlFile, { path }: Issue): boolean {
  const owner = valueAt(file.value, path.slice(0, -1));
  return (
    path.length > 0 && typeof owner === 'object' && owner !== null && !Object.hasOwn(owner, path.at(-1) ?? '')
  );
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (owner, key) =>
      typeof owner === 'object' && owner !== null && Object.hasOwn(owner, key)
        ? (owner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

function sayUnknown(
  file: YamlFile,
  path: Path,
  key: string,
  known: string,
  meant: string | undefined,
): Message {
  return error('validate:unknown-key', `Unexpected key ${key}, expected one of ${known}`, {
    path: file.path,
    place: file.placeOfKey([...path, key]),
    actual: key,
    expected: known.split(', '),
    hint: meant ? `did you mean ${meant}?` : 'remove it',
  });
}

function sayMissing(file: YamlFile, issue: Issue): Message {
  const key = String(issue.path.at(-1));
  return error('validate:missing-key', `Unexpected absence of ${key}, expected ${issue.message}`, {
    path: file.path,
    place: file.placeOfKey(issue.path.slice(0, -1)),
    expected: [issue.message],
    hint: `add the key ${key}`,
  });
}

function sayWrong(file: YamlFile, issue: Issue): Message {
  const value = valueAt(file.value, issue.path);
  return error('validate:value', `Unexpected ${describe(value)}, expected ${issue.message}`, {
    path: file.path,
    place: file.placeOf(issue.path),
    actual: describe(value),
    expected: [issue.message],
    hint: hintFor(value, issue),
  });
}

/** A value as an editor would call it. */
export function describe(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'empty value';
  if (typeof value === 'string') return `text "${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `${typeof value} ${value}`;
  return 'keys and values';
}

function hintFor(value: unknown, issue: Issue): string {
  const wantsNumber = issue.code === 'invalid_type' && issue.expected === 'number';
  if (!wantsNumber && typeof value === 'number') return `put it in quotes: "${value}"`;
  if (wantsNumber && typeof value === 'string') {
    return hundredthsOf(value) === null
      ? (respelling(value) ?? 'write a number such as 5.5')
      : 'write it without quotes';
  }
  return 'see data/README.md for what stands here';
}
