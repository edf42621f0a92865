import { describe, expect, test } from 'vitest';
import type { Entry } from '../../pipeline/manifest.ts';
import type { Document } from '../../pipeline/model.ts';
import { leftOver } from '../../pipeline/plan/left-over.ts';
import { sampleDocument } from '../support/sample-document.ts';

const at = (path: string): Document => ({ ...sampleDocument(''), path });
const entry = (path: string): [string, Entry] => [
  path,
  { inputs: [], outputs: [{ path: `${path}.pdf`, bytes: 1, sha256: '', key: '', made: '' }] },
];
/** The files that are told, after a run over all that the data holds. */
const told = (stored: readonly string[], made: readonly string[]): (string | undefined)[] =>
  leftOver(new Map(stored.map(entry)), made.map(at)).map(({ file }) => file);

const peru = '2023/en/PER-peru/PER-peru';

describe('leftOver', () => {
  test('tells a document that the data no longer holds, in every form', () => {
    const gone = ['.brief', '.brief.grey', '.brief.letter', '.brief.letter.grey', '.press'].map(
      (kind) => `2023/en/CHL-chile/CHL-chile${kind}`,
    );
    expect(told([`${peru}.brief`, ...gone], [`${peru}.brief`])).toEqual(
      gone.map((path) => `output/${path}.pdf`),
    );
  });

  test.each([
    ['in grey', '.grey'],
    ['on letter', '.letter'],
    ['on letter in grey', '.letter.grey'],
  ])('tells none that stands there %s, nor the others when all is made so', (_, form) => {
    const kinds = ['.brief', '.score-sheets', '.handout'].map((kind) => peru + kind);
    const formed = kinds.map((path) => path + form);
    expect(told([...kinds, ...formed], kinds)).toEqual([]);
    expect(told([...kinds, ...formed], formed)).toEqual([]);
  });

  test('tells no product that is made on request, as long as its country is there', () => {
    const asked = ['.press', '.booklet', '.booklet-pages', '.booklet.letter.grey'].map((kind) => peru + kind);
    expect(told(asked, [`${peru}.brief`])).toEqual([]);
  });

  test('tells a brief whose narrative is gone, in every form', () => {
    expect(told([`${peru}.brief`, `${peru}.brief.grey`], [`${peru}.score-sheets`])).toHaveLength(2);
  });
});
