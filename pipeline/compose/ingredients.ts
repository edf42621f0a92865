import { sha256 } from '../manifest.ts';
import { textOf } from '../text-of.ts';
import type { ComposeInput } from './input.ts';
import type { Figures } from './lists.ts';
import type { Request } from './requests.ts';

/**
 * Gives the hash of all that a document is made from. Equal ingredients give an equal document, so that one whose
 * ingredients are known need not be composed to be found up to date; different ones may, and are then composed. What
 * many documents share is hashed once.
 */
export function ingredientsOf(input: ComposeInput): (request: Request) => string {
  const kitchen = sha256(
    textOf([
      input.dataset.index,
      input.templates,
      input.styles,
      input.fonts,
      input.epoch,
      input.isDraft,
      input.isGrey,
      input.paper,
      input.profile && sha256(input.profile),
    ]),
  );
  const shared = new WeakMap<object, string>();
  const hashOf = (value: object): string => {
    const hash = shared.get(value) ?? sha256(textOf(value));
    shared.set(value, hash);
    return hash;
  };
  const figuresHash = ({ labels, peers, scores, standings }: Figures): string =>
    [labels, peers, scores, standings].map(hashOf).join(' ');
  return ({ chapter, figures, product }) =>
    sha256([kitchen, figuresHash(figures), product, chapter ? hashOf(chapter) : ''].join('\n'));
}
