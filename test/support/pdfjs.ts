/** Built-in objects and their prototypes, with their properties as they are now. */
function builtIns(): readonly (readonly [object, PropertyDescriptorMap])[] {
  const globals = Object.entries(Object.getOwnPropertyDescriptors(globalThis))
    .filter(([name]) => /^[A-Z]/.test(name))
    .map(([, { value }]) => value as unknown)
    .filter((value) => typeof value === 'function' || typeof value === 'object');
  const prototypes = globals.map((value) => (value as { prototype?: unknown } | null)?.prototype);
  return [globalThis, ...globals, ...prototypes]
    .filter((owner) => typeof owner === 'function' || (typeof owner === 'object' && owner !== null))
    .map((owner) => [owner, Object.getOwnPropertyDescriptors(owner)]);
}

function putBack(before: ReturnType<typeof builtIns>): void {
  for (const [owner, properties] of before) {
    for (const [name, property] of Object.entries(properties)) {
      const now = Object.getOwnPropertyDescriptor(owner, name);
      if (
        property.configurable === true &&
        typeof property.value === 'function' &&
        now?.value !== property.value
      )
        Object.defineProperty(owner, name, property);
    }
  }
}

const before = builtIns();
const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
// What reads for it, which it would load with the first document.
// @ts-expect-error: it has no types.
await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
// Both exchange JSON.stringify, Array.prototype.push and more for their own, which is a hundred times as slow: nothing
// else in the process would be what it is without them.
putBack(before);

export const { getDocument, VerbosityLevel } = pdfjs;
