import type { Root } from 'mdast';
import type { Message } from '../messages.ts';
import type { Chapter, Component, Dataset, Manuscript, Scored, Section } from '../model.ts';
import { checkConsistency, knownNames, type Known } from './consistency/consistency.ts';
import { fillDirectives } from './figures.ts';
import { notesOf } from './footnotes.ts';
import { definitionsOf, htmlOf, noteHtml, type HtmlWords } from './html.ts';
import { sectionsOf, type SectionText } from './outline.ts';
import { leadOf } from './lead.ts';
import { parse } from './parse.ts';
import { placesIn } from './place.ts';
import { checkProse } from './prose.ts';
import { holdVocabulary } from './vocabulary.ts';

/**
 * Turns every manuscript into a chapter: parsed, held to the closed vocabulary, cut into the sections of the index,
 * its figures filled from the data, as HTML. A manuscript with an error gives messages and no chapter; one whose
 * country has no scores in its edition gives neither, since validation has said so.
 */
export function narrate(
  dataset: Dataset,
  scored: Scored,
  covers?: (codePoint: number) => boolean,
): { readonly value: readonly Chapter[]; readonly messages: readonly Message[] } {
  const known = new Set(dataset.index.components.flatMap(idsOf));
  const names = knownNames(dataset);
  const results = dataset.manuscripts.map((manuscript) =>
    chapterOf(manuscript, dataset, scored, known, names, covers),
  );
  return {
    value: results.flatMap(({ chapter }) => chapter ?? []),
    messages: results.flatMap(({ messages }) => messages),
  };
}

/** Ids of a component, of all below it and of their indicators. */
function idsOf(component: Component): string[] {
  const indicators = component.groups.flatMap((group) => group.indicators.map(({ id }) => id));
  return [component.id, ...component.components.flatMap(idsOf), ...indicators];
}

function chapterOf(
  manuscript: Manuscript,
  { index, labels }: Dataset,
  scored: Scored,
  known: ReadonlySet<string>,
  names: Known,
  covers?: (codePoint: number) => boolean,
): { readonly chapter: Chapter | null; readonly messages: readonly Message[] } {
  const { iso3, edition, lang, path, status } = manuscript;
  const scores = scored.get(edition)?.countries.get(iso3);
  const words = labels.get(lang);
  if (!scores || !words) return { chapter: null, messages: [] };

  const root = parse(manuscript);
  if (!isTree(root)) return { chapter: null, messages: [root] };
  const source = '\n'.repeat(manuscript.bodyLine - 1) + manuscript.body;
  const placeInText = placesIn(source);
  const vocabulary = holdVocabulary(root, source, path);
  const directives = fillDirectives(root, scores, known, path);
  const notes = notesOf(root, path, placeInText);
  const sections = sectionsOf(root, index, path);
  const leads = sections.value.map((section) => leadOf(section, lang, path));
  const messages = [
    ...vocabulary,
    ...directives,
    ...notes.messages,
    ...sections.messages,
    ...leads.flatMap((lead) => lead.messages),
    ...checkProse(root, path, placeInText, covers),
    ...checkConsistency({
      root,
      sections: sections.value,
      path,
      placeInText,
      known: names,
      scores,
      labels: words,
    }),
  ];
  if (messages.some(({ fatal }) => fatal)) return { chapter: null, messages };

  const html: HtmlWords = { labels: words, notes: notes.value, definitions: definitionsOf(root) };
  const chapter: Chapter = {
    path,
    iso3,
    edition,
    lang,
    status,
    sections: sections.value.map((section, i) => sectionOf(section, leads[i]?.value ?? '', html)),
    notes: notes.value.definitions.map((definition, i) => noteHtml(definition, i + 1, html)),
  };
  return { chapter, messages };
}

function isTree(result: Root | Message): result is Root {
  return 'type' in result;
}

function sectionOf({ group, content }: SectionText, lead: string, words: HtmlWords): Section {
  return { group: group.id, title: group.section, html: htmlOf(content, words), lead };
}
