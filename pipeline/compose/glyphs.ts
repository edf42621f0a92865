import { error, type Message } from '../messages.ts';
import type { Dataset } from '../model.ts';

/** Characters of labels, index and names that the reading faces lack: they would print as empty boxes. */
export function missingGlyphs(dataset: Dataset, covers: (codePoint: number) => boolean): Message[] {
  const sources: readonly (readonly [path: string, texts: unknown])[] = [
    ['data/index.yaml', dataset.index],
    ['data/countries.csv', [...dataset.countries.values()]],
    ...[...dataset.labels.values()].map((labels) => [`data/labels/${labels.lang}.yaml`, labels] as const),
  ];
  return sources.flatMap(([path, texts]) => {
    const characters = new Set(textsIn(texts).join(''));
    const lacking = [...characters].filter((character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      return codePoint > 0x20 && !covers(codePoint);
    });
    return lacking.map((character) => {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      return error(
        'compose:missing-glyph',
        `Unexpected character "${character}" (U+${code}), which the fonts lack`,
        {
          path,
          hint: 'write it in other characters',
        },
      );
    });
  });
}

/** Every text in a tree of plain data. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
