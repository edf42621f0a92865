import type { CountryScores, Labels } from '../../pipeline/model.ts';
import type { View } from '../../pipeline/compose/view.ts';
import type { Figures } from '../../pipeline/compose/lists.ts';
import { viewOf } from '../../pipeline/compose/view-of.ts';
import { diskAt } from '../../pipeline/disk.ts';
import { load } from '../../pipeline/load/load.ts';
import { narrate } from '../../pipeline/narrate/narrate.ts';
import { score } from '../../pipeline/score/score.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { fictionalIndex } from './fictional-index.ts';
import { memoryWorld } from './memory-world.ts';

export interface PeruView {
  readonly view: View;
  readonly figures: Figures;
  readonly labels: Labels;
  readonly scores: CountryScores;
}

/** The view of a brief of a complete edition that nobody published, with an edition before it. */
export async function completeView(): Promise<View> {
  const { value: sources } = await load(
    memoryWorld(await fictionalIndex({ seed: 5, narratives: ['PER'], narrated: ['2025'] })),
  );
  const { value: dataset } = validate(sources);
  if (!dataset) throw new Error('the fictional index has problems');
  const scored = score(dataset).value;
  const edition = scored.get('2025');
  const scores = edition?.countries.get('PER');
  const labels = dataset.labels.get('en');
  const [chapter] = narrate(dataset, scored).value;
  if (!edition || !scores || !labels || !chapter) throw new Error('the fictional index lacks Peru 2025');
  const { peers, standings } = edition;
  return viewOf({ index: dataset.index, labels, scores, peers, standings }, 'brief', chapter);
}

/** The view of the Peru brief from the project's own data, with a note so that no list of it is empty. */
export async function peruView(): Promise<PeruView> {
  const { value: sources } = await load({ ...memoryWorld({}), project: diskAt('.') });
  const { value: dataset } = validate(sources);
  if (!dataset) throw new Error('data/ has problems: run "briefs check"');
  const scored = score(dataset).value;
  const scores = scored.get('2023')?.countries.get('PER');
  const labels = dataset.labels.get('en');
  const chapter = narrate(dataset, scored).value.find(({ iso3, lang }) => iso3 === 'PER' && lang === 'en');
  if (!scores || !labels || !chapter) throw new Error('data/ lacks Peru 2023 in English');
  const figures = {
    index: dataset.index,
    labels,
    scores,
    peers: scored.get('2023')?.peers ?? new Map(),
    standings: [],
  };
  return {
    view: viewOf(figures, 'brief', { ...chapter, notes: ['<p>A note.</p>'] }),
    figures,
    labels,
    scores,
  };
}
