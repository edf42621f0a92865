import { formatCount } from '../figure.ts';
import { warning, type Message } from '../messages.ts';
import type { Chapter, Component, Group } from '../model.ts';
import type { Figures } from './lists.ts';
import { escapeXml } from './charts/svg.ts';
import { word } from './words.ts';

/** Up to so many countries without a narrative are named one by one. */
const few = 3;

/** A brief that has no narrative. */
type Silent = Pick<Figures, 'labels' | 'scores'>;

/** What is said of briefs without a narrative: a message each, or one for all of an edition when they are many. */
export function noNarratives(silent: readonly Silent[], isDraft: boolean): Message[] {
  const groups = new Map<string, Map<string, Silent>>();
  for (const one of silent) {
    const key = `${one.scores.edition.id} ${one.labels.lang}`;
    const group = groups.get(key) ?? new Map<string, Silent>();
    // Several products lack the same narrative.
    groups.set(key, group.set(one.scores.country.iso3, one));
  }
  return [...groups.values()]
    .map((group) => [...group.values()])
    .flatMap((group) =>
      group.length <= few ? group.map((one) => lacking(one, isDraft)) : [lackingMany(group, isDraft)],
    );
}

const hint = 'write the narrative, or build the score sheets alone with --product score-sheets';

function lacking({ scores, labels }: Silent, isDraft: boolean): Message {
  const { iso3, name } = scores.country;
  const path = `data/narratives/${scores.edition.id}/${iso3}.${labels.lang}.md`;
  const fate = isDraft ? 'carries a placeholder' : 'is left out';
  const reason = `Unexpected absence of a narrative, expected ${path}; the brief of ${name} ${fate}`;
  return warning('compose:no-narrative', reason, { path, hint });
}

function lackingMany(group: readonly Silent[], isDraft: boolean): Message {
  const [first] = group;
  const folder = `data/narratives/${first?.scores.edition.id ?? ''}`;
  const names = group.slice(0, few).map(({ scores: { country } }) => `${country.name} (${country.iso3})`);
  const more = formatCount(group.length - few);
  const fate = isDraft ? 'carry a placeholder' : 'are left out';
  const expected = `${folder}/<code>.${first?.labels.lang ?? ''}.md`;
  const reason = `Unexpected absence of narratives, expected ${expected}; the briefs of ${names.join(', ')} and ${more} more ${fate}`;
  return warning('compose:no-narrative', reason, { path: folder, hint });
}

/** A chapter that holds the place of one that nobody has written yet: every section says so. */
export function placeholder({ index, labels, scores }: Figures): Chapter {
  const groups = index.components.flatMap(function all(component: Component): readonly Group[] {
    return [...component.components.flatMap(all), ...component.groups];
  });
  const text = word(labels, 'placeholder');
  return {
    path: '',
    iso3: scores.country.iso3,
    edition: scores.edition.id,
    lang: labels.lang,
    status: 'draft',
    sections: groups.map(({ id, section }) => ({
      group: id,
      title: section,
      html: `<p class="placeholder">${escapeXml(text)}</p>`,
      lead: text,
    })),
    notes: [],
  };
}
