import { fictionalIndex } from '../support/fictional-index.ts';
import { texts } from '../support/source-tree.ts';
import type { Files } from './trials.ts';

const templates = (await texts('templates', /./)).map(({ path, text }) => [path, text] as const);

/** A project of a few countries that do not exist as such; another `seed` gives another edition of it. */
export async function fictionalProject(seed: number, size = 3): Promise<Files> {
  const data = await fictionalIndex({ seed, size, editions: ['2025'], narratives: ['PER'] });
  const encoder = new TextEncoder();
  return Object.fromEntries(
    [...Object.entries(data), ...templates].map(([path, text]) => [path, encoder.encode(text)]),
  );
}
