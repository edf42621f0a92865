import type { Root } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import { toString } from 'mdast-util-to-string';
import { visitParents } from 'unist-util-visit-parents';
import { formatFigure } from '../figure.ts';
import { error, nearest, type Message } from '../messages.ts';
import type { CountryScores } from '../model.ts';
import { placeOf } from './place.ts';

/**
 * Fills `:score[human-trafficking]` with the figure from the data, and reads the language of `:lang[palabra]{es}`.
 * Works on the tree in place: a node's children become what is printed.
 */
export function fillDirectives(
  root: Root,
  scores: CountryScores,
  known: ReadonlySet<string>,
  path: string,
): Message[] {
  const messages: Message[] = [];
  visitParents(root, 'textDirective', (node) => {
    if (node.name === 'lead') return;
    const problem = node.name === 'score' ? fillScore(node, scores, known) : fillLanguage(node);
    if (problem) messages.push(problem(path));
  });
  return messages;
}

type Problem = ((path: string) => Message) | null;

function fillScore(node: TextDirective, scores: CountryScores, known: ReadonlySet<string>): Problem {
  const id = toString(node).trim();
  const [extra] = Object.keys(node.attributes ?? {});
  if (extra !== undefined) {
    return (path) =>
      error('narrate:unknown-score', `Unexpected "{${extra}}" at :score, expected an id alone`, {
        path,
        place: placeOf(node),
        hint: 'write :score[human-trafficking]',
      });
  }
  const value = scores.indicators.get(id) ?? scores.means.get(id);
  if (value) {
    node.children = [{ type: 'text', value: formatFigure(value) }];
    node.data = { hName: 'span', hProperties: { className: ['figure'] } };
    return null;
  }
  const near = nearest(id, known);
  return (path) =>
    known.has(id)
      ? error(
          'narrate:score-absent',
          `Unexpected score of "${id}": edition ${scores.edition.id} has no such indicator`,
          {
            path,
            place: placeOf(node),
            hint: 'name an indicator of this edition',
          },
        )
      : error('narrate:unknown-score', `Unexpected indicator "${id}", expected an id of data/index.yaml`, {
          path,
          place: placeOf(node),
          actual: id,
          hint: near ? `did you mean ":score[${near}]"?` : 'ids stand in data/index.yaml',
        });
}

/** BCP 47: a language of two or three letters, then optional script, region and variants. */
const languageTag = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z\d]{5,8})*$/;

function fillLanguage(node: TextDirective): Problem {
  const attributes = Object.entries(node.attributes ?? {});
  const tag = attributes.map(([key, value]) => (value ? `${key}=${value}` : key)).join(' ');
  if (languageTag.test(tag) && toString(node).trim() !== '') {
    node.data = { hName: 'em', hProperties: { lang: tag } };
    return null;
  }
  return (path) =>
    error(
      'narrate:language',
      `Unexpected language "${tag}" of "${toString(node)}", expected a tag such as es or pt-BR`,
      {
        path,
        place: placeOf(node),
        hint: 'write :lang[palabra]{es}',
      },
    );
}
