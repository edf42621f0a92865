import { formatFigure, formatHundredths, toHundredths } from '../../figure.ts';
import { warning, type Message } from '../../messages.ts';
import type { CountryScores, Fraction } from '../../model.ts';
import { sentencesOf, type Block } from './blocks.ts';

/** What a language calls a score, and what tells that a figure is none of this country and edition. English alone for now. */
const words: Readonly<
  Record<string, { readonly score: RegExp; readonly other: RegExp; readonly claim: RegExp }>
> = {
  en: {
    score: /\b(?:scor(?:es?|ed|ing)|criminality|resilience|out of 10)\b/i,
    other:
      /\b(?:averages?|mean|median|regional|continental|globally|worldwide|previous(?:ly)?|compared|than|up from|down from|rose|fell|points?)\b/i,
    claim:
      /\b(?:scor(?:es?|ed|ing)|rated)\b(?: (?:of|is|was|at|only|just|a|an|high|low))* (\d{1,2}(?:[.,]\d{1,2})?)(?![\d%]|[.,]\d| ?(?:per ?cent|percent|million|billion|thousand|points?))/gi,
  },
};

/** A number with two decimals that stands alone: no currency, no share, no measure, no part of a longer number. */
const lone =
  /(?<![\d.,$€£¥]|[A-Z]{2,3}\$? ?)\b(\d{1,2}[.,]\d{2})\b(?![\d%]|[.,]\d| ?(?:per ?cent|percent|%|million|billion|thousand|k[mg]|tonn?es?|hectares?|euros?|dollars?|USD|EUR|a\.?m|p\.?m|hours?|metres?|litres?|years?))/g;

/**
 * Figures in prose that speak of a score and are not the one of the data: of the indicator or component that the
 * sentence names, else any figure of the country. Sentences that compare with others or with earlier editions, and
 * figures that come from the data, are left alone: a false warning is worse than a missed one.
 */
export function contradictingFigures(
  blocks: readonly Block[],
  { country, edition, indicators, means }: CountryScores,
  lang: string,
  namesIn: (sentence: string) => readonly string[],
  path: string,
): Message[] {
  const spoken = words[lang];
  if (!spoken) return [];
  const figures = new Map<string, Fraction>([...indicators, ...means]);
  return blocks.flatMap((block) =>
    sentencesOf(block.text).flatMap(({ start, text }) => {
      const claimed = [...text.matchAll(spoken.claim)].map(({ 0: whole, 1: figure = '', index }) => ({
        figure,
        index: index + whole.length - figure.length,
      }));
      const alone = [...text.matchAll(lone)].map(({ 1: figure = '', index }) => ({ figure, index }));
      const found = new Map([...claimed, ...alone].map((one) => [one.index, one.figure]));
      if (found.size === 0 || spoken.other.test(text) || speaksOf(text, edition.id)) return [];
      const names = namesIn(text).filter((id) => figures.has(id));
      if (!spoken.score.test(text) && names.length === 0) return [];
      return [...found].flatMap(([index, figure]) => {
        const expected = (names.length > 0 ? names : [...figures.keys()]).flatMap((id) => {
          const value = figures.get(id);
          return value ? [[id, value] as const] : [];
        });
        if (!isOnScale(figure) || expected.some(([, value]) => isSame(figure, value))) return [];
        const right = names.length > 0 ? expected.map(([id, value]) => `${formatFigure(value)} (${id})`) : [];
        const wanted = right.length > 0 ? right.join(' or ') : `a figure of ${country.name}`;
        return warning(
          'narrate:contradicting-figure',
          `Unexpected figure ${figure} in "${excerpt(text)}", expected ${wanted}`,
          {
            path,
            place: block.placeAt(start + index),
            actual: figure,
            expected: right,
            hint: `correct it, or write :score[${names[0] ?? 'criminality'}], which follows the data`,
          },
        );
      });
    }),
  );
}

/** True when a sentence names a year that is not the edition: its figures may be those of that year. */
function speaksOf(text: string, edition: string): boolean {
  return (text.match(/\b(?:19|20)\d{2}\b/g) ?? []).some((year) => year !== edition);
}

function hundredthsOf(figure: string): number {
  return Math.round(Number(figure.replace(',', '.')) * 100);
}

function isOnScale(figure: string): boolean {
  const value = hundredthsOf(figure);
  return value >= 100 && value <= 1000;
}

/** True when `figure` is the value as printed, or the value rounded to as many decimals as the figure has. */
function isSame(figure: string, value: Fraction): boolean {
  const exact = toHundredths(value);
  const decimals = /[.,](\d+)$/.exec(figure)?.[1]?.length ?? 0;
  const unit = 10 ** (2 - decimals);
  return hundredthsOf(figure) === Math.round(exact / unit) * unit || formatHundredths(exact) === figure;
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
