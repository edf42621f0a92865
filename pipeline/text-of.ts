/** JSON of anything in the data, to be hashed: maps and sets as lists, exact fractions as text. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'bigint') return item.toString();
    if (item instanceof Map || item instanceof Set) return Array.from<unknown>(item);
    return item;
  });
}
