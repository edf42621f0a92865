/**
 * The members of a list of different numbers that are out of order: the fewest that must be moved so that the others
 * ascend. Of choices that are equally few, the one that
 * blames the later members.
 */
export function misplaced(numbers: readonly number[]): readonly number[] {
  // For each number the longest ascending run that ends with it.
  const runs: (readonly number[])[] = [];
  for (const number of numbers) {
    const before = runs.filter((_, j) => (numbers[j] ?? number) < number);
    runs.push([...longest(before), number]);
  }
  const kept = new Set(longest(runs));
  return numbers.filter((number) => !kept.has(number));
}

/** The longest of some runs; the first of those that are equally long. */
function longest(runs: readonly (readonly number[])[]): readonly number[] {
  return runs.reduce((best, run) => (run.length > best.length ? run : best), []);
}
