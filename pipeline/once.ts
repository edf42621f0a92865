/** A value that is computed when it is first asked for. */
export function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: compute() }).value;
}

/** A function that computes each of its values once. */
export function onceFor<K, T>(compute: (key: K) => T): (key: K) => T {
  const made = new Map<K, () => T>();
  return (key) => {
    let value = made.get(key);
    if (!value) made.set(key, (value = once(() => compute(key))));
    return value();
  };
}

/** A function that keeps the value of the key that it was asked for last, and no other. */
export function latest<K, T>(compute: (key: K) => T): (key: K) => T {
  let last: { readonly key: K; readonly value: T } | null = null;
  return (key) => {
    if (!last || last.key !== key) last = { key, value: compute(key) };
    return last.value;
  };
}
