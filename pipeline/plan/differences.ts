import { formatHundredths } from '../figure.ts';
import type { Index } from '../model.ts';

/** A printed figure that changed: what it is, and its text before and after; '' where there was or is none. */
export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

type Leaves = ReadonlyMap<string, { readonly path: readonly string[]; readonly text: string }>;

/** The figures of two versions of one document that differ, in the order of the newer. Both are what a brief carries as JSON. */
export function differencesOf(before: unknown, after: unknown, index: Index): readonly Difference[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was?.text === is?.text) return [];
    const path = is?.path ?? was?.path ?? [];
    return [{ what: nameOf(path, after, index), before: was?.text ?? '', after: is?.text ?? '' }];
  });
}

/** Every value of a JSON document by its path. */
function leavesOf(value: unknown): Leaves {
  const leaves = new Map<string, { path: readonly string[]; text: string }>();
  const visit = (item: unknown, path: readonly string[]): void => {
    if (typeof item === 'object' && item !== null) {
      for (const [key, child] of Object.entries(item)) visit(child, [...path, key]);
    } else if (item !== undefined) {
      leaves.set(JSON.stringify(path), { path, text: printed(item, path) });
    }
  };
  visit(value, []);
  return leaves;
}

/** A value as it is printed: points with two decimals, places and counts as they are. */
function printed(value: unknown, [kind = '', , last]: readonly string[]): string {
  if (typeof value !== 'number') return typeof value === 'string' ? value : JSON.stringify(value);
  const isPoints =
    ['means', 'indicators', 'groupMeans', 'changes', 'region'].includes(kind) && last !== 'place';
  return isPoints ? formatHundredths(Math.round(value * 100)) : String(value);
}

/** What stands at a path, in words: `ranks.resilience.world.place` is "resilience, rank in the world". */
function nameOf(path: readonly string[], figures: unknown, index: Index): string {
  const [kind, id = '', field = '', last = ''] = path;
  const names = new Map(
    index.components.flatMap(function all(one): [string, string][] {
      const indicators = one.groups.flatMap((group) => group.indicators);
      return [
        [one.id, one.name],
        ...indicators.map((i): [string, string] => [i.id, i.name]),
        ...one.components.flatMap(all),
      ];
    }),
  );
  const name = (key: string): string => names.get(key) ?? key;
  const within = (group: string): string =>
    group === 'world' ? 'the world' : textAt(figures, ['country', group]) || group;
  const ranks: Readonly<Record<string, string>> = {
    place: 'rank in',
    of: 'countries ranked in',
    ties: 'others of the same rank in',
  };
  switch (kind) {
    case 'means':
    case 'indicators':
      return name(id);
    case 'ranks':
      return `${name(id)}, ${ranks[last] ?? last} ${within(field)}`;
    case 'groupMeans':
      return `${name(field)}, mean of ${within(id)}`;
    case 'changes':
      return id === 'points'
        ? `${name(field)}, change since ${textAt(figures, ['changes', 'since'])}`
        : path.join(' ');
    case 'region':
      return `${id} in the list of the region, ${field === 'place' ? 'place' : name(field)}`;
    default:
      return path.join(' ');
  }
}

function textAt(value: unknown, path: readonly string[]): string {
  const found = path.reduce<unknown>(
    (item, key) => (typeof item === 'object' && item !== null ? Reflect.get(item, key) : undefined),
    value,
  );
  return typeof found === 'string' ? found : '';
}
