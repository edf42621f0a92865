import { componentsOf, indicatorsOf } from '../../components.ts';
import type { Index } from '../../model.ts';

/** Finds which indicators and components a sentence names, by their names in any case; the longest name wins. */
export function namesIn(index: Index): (sentence: string) => readonly string[] {
  const components = componentsOf(index);
  const names = [...components, ...components.flatMap(indicatorsOf)].map(
    ({ id, name }) => [name.toLowerCase(), id] as const,
  );
  const ids = new Map(names);
  const longest = [...ids.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[^\w ]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\w-])(?:${longest.join('|')})(?![\\w-])`, 'g');
  return (sentence) => {
    const found = sentence.toLowerCase().match(pattern) ?? [];
    return [...new Set(found)].flatMap((name) => ids.get(name) ?? []);
  };
}
