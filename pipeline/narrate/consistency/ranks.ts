import { formatCount } from '../../figure.ts';
import { warning, type Message } from '../../messages.ts';
import type { CountryScores, Rank, Ranks } from '../../model.ts';
import { sentencesOf, type Block } from './blocks.ts';

const fields = ['world', 'continent', 'region'] as const;

const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
const ordinal = `(\\d{1,3}(?:st|nd|rd|th)|${ordinals.join('|')})`;

/** How a language speaks of a rank. English alone for now. */
const words: Readonly<
  Record<string, { readonly among: RegExp; readonly ranked: RegExp; readonly world: RegExp }>
> = {
  en: {
    among: new RegExp(
      `\\b${ordinal} (?:of|out of|among)(?: the| all)? (\\d{1,3})\\b(?=[^.;]{0,60}?\\b(?:countries|states|nations)\\b)`,
      'gi',
    ),
    ranked: new RegExp(
      `\\brank(?:s|ed|ing)?\\b(?: (?:is|was|at|as|in|the|only|joint|equal|place))* ${ordinal}\\b(?! (?:of|out of|among)(?: the| all)? \\d)`,
      'gi',
    ),
    world: /\b(?:in the world|worldwide|globally|of all countries)\b/i,
  },
};

interface Claim {
  readonly written: string;
  readonly index: number;
  readonly place: number;
  /** Number of countries that the text says it is a rank of; null where it does not say. */
  readonly of: number | null;
}

/** Ranks in prose that are not those of the data: "32nd of 193 countries", "ranks sixth in South America". */
export function contradictingRanks(
  blocks: readonly Block[],
  scores: CountryScores,
  lang: string,
  namesIn: (sentence: string) => readonly string[],
  path: string,
): Message[] {
  const spoken = words[lang];
  if (!spoken || scores.ranks.size === 0) return [];
  return blocks.flatMap((block) =>
    sentencesOf(block.text).flatMap(({ start, text }) => {
      const claims = [
        ...[...text.matchAll(spoken.among)].map((match) => claimOf(match, Number(match[2]))),
        ...[...text.matchAll(spoken.ranked)].map((match) => claimOf(match, null)),
      ];
      if (claims.length === 0) return [];
      const named = namesIn(text).filter((id) => scores.ranks.has(id));
      const ranks = [...scores.ranks].filter(([id]) => named.length === 0 || named.includes(id));
      return claims.flatMap((claim) => {
        const candidates = ranks.flatMap(([id, one]) =>
          fieldsMeant(one, claim, text, named.length > 0, spoken.world).map((rank) => [id, rank] as const),
        );
        if (candidates.length === 0 || candidates.some(([, rank]) => rank.place === claim.place)) return [];
        const right = candidates.map(
          ([id, { name, of, place }]) => `${formatCount(place)} of ${formatCount(of)} (${id}, ${name})`,
        );
        return warning(
          'narrate:contradicting-rank',
          `Unexpected rank "${claim.written}", expected ${right.join(' or ')}`,
          {
            path,
            place: block.placeAt(start + claim.index),
            actual: claim.written,
            expected: right,
            hint: 'correct the rank, or leave it to the score sheets, which follow the data',
          },
        );
      });
    }),
  );
}

function claimOf({ 0: whole, 1: written = '', index }: RegExpExecArray, of: number | null): Claim {
  const word = ordinals.indexOf(written.toLowerCase());
  return {
    written,
    index: index + whole.indexOf(written),
    place: word >= 0 ? word + 1 : parseInt(written, 10),
    of,
  };
}

/**
 * The ranks that a claim can mean: of the number of countries that it names, or of the field that its clause names; a
 * claim that names neither means any, when the sentence speaks of the component, and none else: one may rank third
 * among exporters.
 */
function fieldsMeant(
  ranks: Ranks,
  claim: Claim,
  sentence: string,
  isNamed: boolean,
  world: RegExp,
): readonly Rank[] {
  const all = fields.map((field) => ranks[field]);
  if (claim.of !== null) return all.filter((rank) => rank.of === claim.of);
  const [clause = ''] = sentence.slice(claim.index + claim.written.length).split(/[,;:.]| and | but /);
  if (world.test(clause)) return [ranks.world];
  const named = all.filter(({ name }) => clause.includes(name));
  return named.length > 0 ? named : isNamed && clause.trim() === '' ? all : [];
}
