import { z } from 'zod';
import { labelKeys } from '../label-keys.ts';

/**
 * The form of the YAML files. The error text of every schema is what is expected, as it ends the sentence
 * "Unexpected X, expected …"; descriptions are what editors show beside a key.
 */

/** An object whose keys are all known; the error names them. */
function keys<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : 'keys and their values',
  });
}

const text = (about: string): z.ZodString => z.string('text').trim().min(1, 'text').describe(about);

const list = <Item extends z.ZodType>(item: Item): z.ZodArray<Item> => z.array(item, 'a list');

/** Ids stand in file names, column heads and links. */
export const idPattern = /^(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*$/;
const idForm = 'an id of small letters, digits and single hyphens';
const id = (about: string): z.ZodString => z.string(idForm).regex(idPattern, idForm).describe(about);

export const iso3Pattern = /^[A-Z]{3}$/;
const iso3Form = 'an ISO 3166 code of three capital letters';
const iso3 = z.string(iso3Form).regex(iso3Pattern, iso3Form);

/** BCP 47: language, script, region. */
export const langPattern = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/;
const langForm = 'a language tag such as en, pt-BR or zh-Hans';
const lang = z.string(langForm).regex(langPattern, langForm).describe('Language tag (BCP 47): en, pt-BR');

const url = (about: string): z.ZodString => {
  const form = 'an address that begins with https:// or http://';
  return (
    z
      .string(form)
      .regex(/^https?:\/\/\S+$/, form)
      // It is printed, and stands in a code that a telephone reads.
      .max(300, 'an address of at most 300 letters')
      .describe(about)
  );
};

const date = z.iso.date('a date written as 2023-09-26').describe('Date of publication, YYYY-MM-DD');

const points = (about: string): z.ZodNumber => z.number('a number').describe(about);

const notice = keys({
  id: id('Id, unique in its list'),
  text: text('The words to print, to the letter'),
  for: z
    .union(
      [
        z.literal('all', 'all'),
        keys({
          continents: list(text('A continent of data/countries.csv')).optional(),
          countries: list(iso3).optional(),
        }),
      ],
      'all, or continents and countries',
    )
    .describe('Whom the notice holds for: all, or the continents and countries named'),
});

const indicator = keys({
  id: id('Column head in data/scores'),
  name: text('Name as printed'),
  definition: text('One sentence: what the indicator measures'),
});

const group = keys({
  id: id('Id of the group'),
  name: text('Name as printed above its indicators'),
  section: text('Title of its section in the narratives; default: its name').optional(),
  indicators: list(indicator).min(1, 'at least one indicator'),
});

interface ComponentInput {
  id: string;
  name: string;
  components?: ComponentInput[] | undefined;
  groups?: z.infer<typeof group>[] | undefined;
}

const component: z.ZodType<ComponentInput> = z
  .lazy(() =>
    keys({
      id: id('Column head in data/published'),
      name: text('Name as printed'),
      components: list(component).min(1, 'at least one component').optional(),
      groups: list(group).min(1, 'at least one group').optional(),
    }),
  )
  .meta({ id: 'component' });

export const indexSchema = keys({
  name: text('Full name of the index'),
  shortName: text('Short name, for running heads'),
  publisher: text('Who publishes it'),
  scale: keys({
    min: points('Lowest score'),
    max: points('Highest score'),
    step: points('Distance of two neighbouring scores'),
  }).describe('The scale of the indicators, in points with at most two decimals'),
  quadrant: points('Scores at or above this are high'),
  components: list(component)
    .min(1, 'at least one component')
    .describe('The top components, one score sheet each, in printed order'),
  funders: list(notice).describe('Lines of the funders on the score sheets'),
  disclaimers: list(notice).describe('Closing words of the brief'),
  citation: text('How to cite; {country} {edition} {year} {date} {publisher} {index} {url} are filled in'),
  licence: keys({
    text: text('Licence line; {publisher} {year} are filled in'),
    url: url('Address of the licence'),
  }),
  address: url('Address of a country; {edition} {slug} {iso3} {lang} are filled in'),
  method: list(text('A sentence')).min(1, 'at least one sentence').describe('The method, a sentence an item'),
});

export const editionSchema = keys({
  date,
  previous: z
    .union([id('Id of the edition before'), z.null()], 'the id of an edition in quotes, or null')
    .describe('The edition before this one, or null'),
  indicators: list(id('Id of an indicator of data/index.yaml')).min(1, 'at least one indicator'),
});

const ordinal = text('How a place is written; {n} is the number').optional();

export const labelsSchema = keys({
  lang,
  ordinals: keys({
    zero: ordinal,
    one: ordinal,
    two: ordinal,
    few: ordinal,
    many: ordinal,
    other: text('How a place is written; {n} is the number'),
  }).describe('Ordinal numbers by plural category (Unicode CLDR)'),
  continents: z
    .record(z.string(), text('Adjective'), 'keys and their values')
    .describe('Adjective of every continent of data/countries.csv'),
  regions: z
    .record(z.string(), text('Adjective'), 'keys and their values')
    .describe('Adjective of every region of data/countries.csv'),
  months: list(text('A month')).length(12, 'the names of 12 months').describe('January to December'),
  terms: z
    .record(
      z.string(),
      list(text('Beginning of a word')).min(1, 'at least one word'),
      'keys and their values',
    )
    .describe('Words by which a text speaks of an indicator, by its id; their beginnings are enough')
    .default({}),
  text: keys(Object.fromEntries(labelKeys.map((key) => [key, text('Printed words')]))).describe(
    'Every printed word that is not data',
  ),
});

export const frontMatterSchema = keys({
  country: iso3.describe('Code of the country (ISO 3166 alpha-3), as in the name of the file'),
  edition: id('Edition, as in the name of the folder'),
  language: lang,
  status: z.enum(['draft', 'final'], 'draft or final').describe('A draft is marked on every page'),
});
