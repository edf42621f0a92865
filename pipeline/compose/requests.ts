import type { Chapter, CountryScores, Labels, Product } from '../model.ts';
import type { ComposeInput } from './input.ts';
import type { Figures } from './lists.ts';

/** What a run makes that is not asked for anything else. */
const usual: readonly Product[] = ['brief', 'score-sheets', 'handout'];

/** One document to compose: products of one country share their figures. */
export interface Request {
  readonly figures: Figures;
  readonly product: Product;
  readonly chapter: Chapter | null;
}

/** Every product of every country, language and edition that the selection asks for. */
export function requestsOf({ chapters, dataset, scored, selection }: ComposeInput): Request[] {
  const wants = (list: readonly string[], item: string): boolean => list.length === 0 || list.includes(item);
  const languages = [...dataset.labels.values()].filter(({ lang }) => wants(selection.langs, lang));
  const editions = [...scored.values()].filter(({ edition }) => wants(selection.editions, edition.id));
  const texts = new Map(chapters.map((chapter) => [nameOf(chapter), chapter]));
  return languages.flatMap((labels) =>
    editions.flatMap(({ countries, peers, standings }) =>
      [...countries.values()]
        .filter(({ country }) => wants(selection.countries, country.iso3))
        .flatMap((scores) => {
          const figures = { index: dataset.index, labels, scores, peers, standings };
          return (selection.products.length > 0 ? selection.products : usual).map((product) => ({
            figures,
            product,
            chapter: product === 'score-sheets' ? null : (texts.get(nameFor(scores, labels)) ?? null),
          }));
        }),
    ),
  );
}

function nameOf({ edition, iso3, lang }: Chapter): string {
  return `${edition} ${iso3} ${lang}`;
}

function nameFor({ country, edition }: CountryScores, { lang }: Labels): string {
  return nameOf({ edition: edition.id, iso3: country.iso3, lang } as Chapter);
}
