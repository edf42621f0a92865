import { describe, expect, test } from 'vitest';
import { sha256 } from '../../pipeline/manifest.ts';
import type { SourceFile, Sources } from '../../pipeline/model.ts';
import { guessStale } from '../../pipeline/plan/inputs.ts';

const file = (path: string, text = path): SourceFile => ({ path, text });
const sources: Sources = {
  index: file('data/index.yaml'),
  countries: file('data/countries.csv'),
  editions: [],
  scores: [file('data/scores/2021.csv', 'a\nb\n'), file('data/scores/2023.csv', 'head\nCHL\nECU\nPER\n')],
  published: [],
  narratives: [file('data/narratives/2023/PER.en.md')],
  labels: [file('data/labels/en.yaml')],
  templates: [file('templates/brief.hbs')],
  styles: [file('templates/styles/page.css')],
};
const files = [sources.index, sources.countries, ...sources.scores, ...sources.narratives];

/** A manifest that was written when one of the files had another text. */
function manifestBefore(changed: string): string {
  const inputs = [...files, ...sources.labels, ...sources.templates, ...sources.styles].flatMap((one) =>
    one ? { path: one.path, sha256: sha256(one.path === changed ? 'before' : one.text) } : [],
  );
  return JSON.stringify({ inputs }, null, 2);
}

describe('guessStale(manifest, sources, options)', () => {
  test('is nothing where no source has changed', () => {
    expect(guessStale(manifestBefore(''), sources, {})).toBe(0);
  });
  test('is one where one narrative has', () => {
    expect(guessStale(manifestBefore('data/narratives/2023/PER.en.md'), sources, {})).toBe(1);
  });
  test.each([
    'data/scores/2023.csv',
    'templates/brief.hbs',
    'templates/styles/page.css',
    'data/labels/en.yaml',
  ])('is every country of the longest table where %s has', (path) => {
    expect(guessStale(manifestBefore(path), sources, {})).toBe(3);
  });
  test('is every country without a manifest and by force, or as many as were asked for', () => {
    expect(guessStale(null, sources, {})).toBe(3);
    expect(guessStale(manifestBefore(''), sources, { force: true })).toBe(3);
    expect(guessStale(null, sources, { countries: ['PER'] })).toBe(1);
    expect(guessStale(null, { ...sources, scores: [] }, { countries: [] })).toBe(1);
  });
});
