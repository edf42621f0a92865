import { error, type Checked, type Message } from '../messages.ts';
import type { Document } from '../model.ts';
import { atOnce, type Steps } from '../steps.ts';
import { documentOf, isTold, kitOf, unfilled } from './document.ts';
import type { ComposeInput } from './input.ts';
import { missingGlyphs } from './glyphs.ts';
import { noNarratives } from './no-narrative.ts';
import type { Figures } from './lists.ts';
import { requestsOf } from './requests.ts';
import { requiredStyles } from './styles.ts';
import { compileTemplates } from './templates.ts';

/** The documents of a selection, sorted by edition, language, country and product; each is filled when it is asked for. */
export function compose(input: ComposeInput): Checked<readonly Document[]> {
  return atOnce(composing(input));
}

/** As `compose`, with steps between the documents that are tried. */
export function* composing(input: ComposeInput): Steps<Checked<readonly Document[]>> {
  const { value: templates, messages: syntax } = compileTemplates(input.templates);
  const pages = ['brief', 'score-sheets', 'handout', 'page'].filter((name) => !templates.has(name));
  const styles = new Set(input.styles.map(({ path }) => path));
  const missing = [
    ...(syntax.length === 0 ? pages.map((name) => `templates/${name}.hbs`) : []),
    ...requiredStyles.map((name) => `templates/styles/${name}.css`).filter((path) => !styles.has(path)),
  ];
  const messages: Message[] = [...syntax, ...missing.map(missingTemplate)];
  if (messages.length > 0) return { value: [], messages };

  yield;
  const kit = kitOf(input, templates);
  yield;
  const documents: Document[] = [];
  const silent: Figures[] = [];
  const tried = new Set<string>();
  for (const request of requestsOf(input)) {
    const { chapter, figures, product } = request;
    const isSilent = isTold(product) && !chapter;
    if (isSilent) silent.push(figures);
    if (isSilent && !input.isDraft) continue;
    const document = documentOf(kit, request);
    documents.push(document);
    // The view is a closed type: one document of a kind, with notes and without, tells whether the templates can be filled.
    const { labels, scores } = figures;
    const has = [chapter?.status, (chapter?.notes.length ?? 0) > 0];
    const kind = [product, scores.edition.id, labels.lang, ...has].join(' ');
    if (tried.has(kind)) continue;
    tried.add(kind);
    messages.push(...problemsOf(document));
    yield;
  }
  messages.push(...noNarratives(silent, input.isDraft));
  messages.push(...missingGlyphs(input.dataset, input.covers));
  return { value: documents.sort((a, b) => (a.path < b.path ? -1 : 1)), messages };
}

function missingTemplate(path: string): Message {
  return error('compose:missing-template', `Unexpected absence of a template, expected ${path}`, {
    path,
    hint: 'restore the file: every product needs its template and its style sheets',
  });
}

/** What is wrong with the templates of a document, found out by filling them. */
function problemsOf(document: Document): Message[] {
  try {
    Object.values(document);
    return [];
  } catch (cause) {
    return [unfilled(document, cause)];
  }
}
