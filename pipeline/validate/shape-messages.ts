import type { z } from 'zod';
import { error, type Message } from '../messages.ts';
import { hundredthsOf } from './hundredths.ts';
import { respelling } from './number-cell.ts';
import { valueAt, type Path, type YamlFile } from './yaml.ts';

/** What zod found. By the convention of schemas.ts its message is what was expected. */
export type Issue = z.core.$ZodIssue;

/** A key that the object at `path` does not have, and the one that was perhaps meant. */
export interface UnknownKey {
  readonly path: Path;
  readonly key: string;
  readonly known: readonly string[];
  readonly meant: string | undefined;
}

/** A key is there that is not described. */
export function sayUnknown(file: YamlFile, { path, key, known, meant }: UnknownKey): Message {
  return error('validate:unknown-key', `Unexpected key ${key}, expected one of ${known.join(', ')}`, {
    path: file.path,
    place: file.placeOfKey([...path, key]),
    actual: key,
    expected: known,
    hint: meant === undefined ? 'remove it' : `did you mean ${meant}?`,
  });
}

/** A required key is not there. */
export function sayMissing(file: YamlFile, issue: Issue): Message {
  const key = String(issue.path.at(-1));
  return error('validate:missing-key', `Unexpected absence of ${key}, expected ${issue.message}`, {
    path: file.path,
    place: file.placeOfKey(issue.path.slice(0, -1)),
    expected: [issue.message],
    hint: `add the key ${key}`,
  });
}

/** Something is there, and it is wrong. */
export function sayWrong(file: YamlFile, issue: Issue): Message {
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
function describe(value: unknown): string {
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
  return (
    (typeof value === 'string' ? respelt(value, issue) : null) ?? 'see data/README.md for what stands here'
  );
}

/** For a text of the wrong form, the same in other letters where that is right; or the letter that only looks right. */
function respelt(value: string, issue: Issue): string | null {
  if (issue.code !== 'invalid_format' || issue.format !== 'regex' || !issue.pattern) return null;
  const pattern = new RegExp(issue.pattern.replace(/^\/|\/[a-z]*$/g, ''));
  const right = [value.trim(), value.toUpperCase(), value.toLowerCase()].find((one) => pattern.test(one));
  if (right !== undefined) return `write ${right}`;
  const strange = /[^\x20-\x7e]/u.exec(value)?.[0];
  if (strange === undefined) return null;
  const code = (strange.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `type it again: U+${code} is no Latin letter, though it may look like one`;
}
