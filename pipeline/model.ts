/**
 * The nouns that travel between the stages, in the order in which they arise. This file imports nothing;
 * every field is read-only; after `validate` nothing is raw and no `undefined` stands for "maybe wrong".
 */

// ---------------------------------------------------------------- load
/** A text file: `path` is relative to the project folder, with forward slashes. */
export type SourceFile = Readonly<Record<'path' | 'text', string>>;
/** What lies in the project folder, nothing interpreted. `null`: the file is not there. Lists are sorted by path. */
export interface Sources {
  readonly index: SourceFile | null;
  readonly countries: SourceFile | null;
  readonly editions: readonly SourceFile[];
  readonly scores: readonly SourceFile[];
  readonly published: readonly SourceFile[];
  readonly narratives: readonly SourceFile[];
  readonly labels: readonly SourceFile[];
  readonly templates: readonly SourceFile[];
  readonly styles: readonly SourceFile[];
}

// ---------------------------------------------------------------- validate
/** A score or published mean as an integer count of hundredths of a point: 6.50 is 650. */
export type Hundredths = number;

export type Scale = Readonly<Record<'min' | 'max' | 'step', Hundredths>>;
export interface Indicator {
  readonly id: string;
  readonly name: string;
  /** One sentence that says what the indicator measures. */
  readonly definition: string;
}
/** Indicators that share a theme and a narrative section; `section` is the title of that section. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly section: string;
  readonly indicators: readonly Indicator[];
}
/** A scored part of the index. Its mean is the plain mean of its `components` or of the indicators of its `groups`: one of the two is filled. */
export interface Component {
  readonly id: string;
  readonly name: string;
  readonly components: readonly Component[];
  readonly groups: readonly Group[];
}
/** For whom a notice holds: everybody, or the countries and continents named. */
export interface Audience {
  readonly all: boolean;
  readonly continents: readonly string[];
  readonly countries: readonly string[];
}
export type Notice = Readonly<{ id: string; text: string; audience: Audience }>;
export interface Index {
  readonly name: string;
  readonly shortName: string;
  readonly publisher: string;
  readonly scale: Scale;
  /** Scores at or above this are "high" in the quadrant plot. */
  readonly quadrant: Hundredths;
  /** The top components, one score sheet each, in printed order. */
  readonly components: readonly Component[];
  readonly funders: readonly Notice[];
  readonly disclaimers: readonly Notice[];
  /** With `{country}`, `{edition}`, `{date}`, `{publisher}`, `{index}`, `{url}` to fill in. */
  readonly citation: string;
  readonly licence: { readonly text: string; readonly url: string };
  /** With `{edition}`, `{slug}`, `{iso3}`, `{lang}` to fill in. */
  readonly address: string;
  /** The method in a few sentences, one list item each. */
  readonly method: readonly string[];
}
export type Country = Readonly<Record<'iso3' | 'slug' | 'name' | 'continent' | 'region', string>>;
export interface Edition {
  readonly id: string;
  /** Publication date, `YYYY-MM-DD`. */
  readonly date: string;
  readonly previous: string | null;
  /** Ids of the indicators this edition has. */
  readonly indicators: readonly string[];
}
/** A row of a table of figures, and where it stands. */
export type Row = Readonly<{ iso3: string; path: string; line: number }>;
/** Scores of one country in one edition: indicator id to score; ids the edition lacks are absent. */
export interface ScoreRow extends Row {
  readonly scores: ReadonlyMap<string, Hundredths>;
}
export type RankPlaces = Readonly<Record<'world' | 'continent' | 'region', number>>;
/** What the publisher printed for one country: means by component id, ranks by top component id. Either may be empty. */
export interface PublishedRow extends Row {
  readonly means: ReadonlyMap<string, Hundredths>;
  readonly ranks: ReadonlyMap<string, RankPlaces>;
}
/** Whose narrative a text is: what its front matter says, and the file it stands in. */
export interface Authored {
  readonly path: string;
  readonly iso3: string;
  readonly edition: string;
  readonly lang: string;
  readonly status: 'draft' | 'final';
}
/** A narrative file with its front matter read; `body` is Markdown that starts on `bodyLine` (1-based) of the file. */
export interface Manuscript extends Authored {
  readonly body: string;
  readonly bodyLine: number;
}
/** The printed words of one language. `ordinals` are keyed by the plural category of `Intl.PluralRules`. */
export interface Labels {
  readonly lang: string;
  readonly ordinals: Readonly<Record<string, string>>;
  readonly continents: Readonly<Record<string, string>>;
  readonly regions: Readonly<Record<string, string>>;
  readonly months: readonly string[];
  /** Beginnings of the words by which a text speaks of an indicator, by its id. */
  readonly terms: Readonly<Record<string, readonly string[]>>;
  readonly text: Readonly<Record<string, string>>;
}
export interface Dataset {
  readonly index: Index;
  readonly countries: ReadonlyMap<string, Country>;
  readonly editions: ReadonlyMap<string, Edition>;
  /** Edition id, then ISO 3166 alpha-3 code. */
  readonly scores: ReadonlyMap<string, ReadonlyMap<string, ScoreRow>>;
  readonly published: ReadonlyMap<string, ReadonlyMap<string, PublishedRow>>;
  readonly manuscripts: readonly Manuscript[];
  readonly labels: ReadonlyMap<string, Labels>;
}

// ---------------------------------------------------------------- score
/** An exact number of points; the denominator is positive. */
export type Fraction = Readonly<Record<'numerator' | 'denominator', bigint>>;
/** A place among `of` members of `name` (a continent, a region, or the world). `ties` counts the others that share it; null where only the published place is known. */
export interface Rank {
  readonly place: number;
  readonly of: number;
  readonly ties: number | null;
  readonly name: string;
}
export type Ranks = Readonly<Record<'world' | 'continent' | 'region', Rank>>;
/**
 * What moved since the edition `since`. `points` are exact differences by id of indicator and component: a component's
 * is taken over the indicators that both editions have, and is like for like when these are all it has. `ranks` are
 * those of the edition before, of top components that are like for like. `largest` are ids of indicators by top component.
 */
export interface Changes {
  readonly since: string;
  readonly points: ReadonlyMap<string, Fraction>;
  readonly likeForLike: ReadonlySet<string>;
  readonly ranks: ReadonlyMap<string, Ranks>;
  readonly largest: ReadonlyMap<string, readonly string[]>;
}
/** How far an indicator lies from the mean of the country's region, in points. */
export type Contrast = Readonly<{ id: string; points: Fraction }>;
/** The figures of one country in one edition, ranks by id of top components. Indicators the edition lacks are absent. */
export interface CountryScores {
  readonly country: Country;
  readonly edition: Edition;
  readonly indicators: ReadonlyMap<string, Fraction>;
  readonly means: ReadonlyMap<string, Fraction>;
  readonly ranks: ReadonlyMap<string, Ranks>;
  /** By id of the top components, the furthest first; empty where the edition is not complete. */
  readonly contrasts: ReadonlyMap<string, Readonly<Record<'above' | 'below', readonly Contrast[]>>>;
  /** Null where there is no edition before to compare with. */
  readonly changes: Changes | null;
}
/** A country of a complete edition by its top components. */
export type Standing = Readonly<{ country: Country }> & Pick<CountryScores, 'means' | 'ranks'>;
/** All figures of one edition; `complete` when every country of the table has scores. */
export interface EditionScores {
  readonly edition: Edition;
  readonly complete: boolean;
  /** Means of a complete edition by name of region or continent ('' for the world), then by id; else empty. */
  readonly peers: ReadonlyMap<string, ReadonlyMap<string, Fraction>>;
  /** Every country of a complete edition, also those left out of `countries`; else empty. */
  readonly standings: readonly Standing[];
  readonly countries: ReadonlyMap<string, CountryScores>;
}

export type Scored = ReadonlyMap<string, EditionScores>;

// ---------------------------------------------------------------- narrate
/** The text of one section, as sanitised HTML of block elements; `lead` is its sentence for the handout as plain text. */
export interface Section {
  readonly group: string;
  readonly title: string;
  readonly html: string;
  readonly lead: string;
}
/** The narrative of one country: sections in the order of the index, and its footnotes as HTML list items in order. */
export interface Chapter extends Authored {
  readonly sections: readonly Section[];
  readonly notes: readonly string[];
}

// ---------------------------------------------------------------- compose
export type Product = 'brief' | 'score-sheets' | 'handout' | 'press' | 'booklet' | 'booklet-pages';
export type Format = 'pdf' | 'html';

/** Everything that a print needs: complete strings, no path and no address to fetch. */
export interface PrintJob {
  readonly lang: string;
  readonly title: string;
  /** Style shared by every document of a build, fonts included. */
  readonly style: string;
  /** Style of this document alone: `@page` rules with its running heads. */
  readonly pageStyle: string;
  readonly body: string;
}
/** Facts for the document information, XMP and the attached figures. Dates are `YYYY-MM-DDThh:mm:ssZ`. */
export interface Metadata extends Readonly<
  Record<'title' | 'author' | 'subject' | 'lang' | 'date' | 'creator', string>
> {
  readonly keywords: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly press: PressColours | null;
}
/** The printer's ICC profile, and percent of cyan, magenta, yellow and black by colour (six digits). */
export type PressColours = Readonly<{ profile: Uint8Array; inks: Inks }>;
export type Inks = Readonly<Record<string, readonly number[]>>;
export type Attachment = Readonly<
  Record<'name' | 'mediaType' | 'description', string> & { bytes: Uint8Array }
>;
/** One product of one country, ready to print (`print`) and to publish (`html`). `path` has no extension and starts with the edition; `design` names its templates and style sheets by path; `weight` grows with its narrative; `trim` is in millimetres. */
export interface Document {
  readonly path: string;
  readonly product: Product;
  readonly formats: readonly Format[];
  readonly iso3: string;
  readonly edition: string;
  readonly previous: string | null;
  readonly lang: string;
  readonly design: ReadonlySet<string>;
  /** SHA-256 of all that it is made from: equal ingredients, equal document. What follows is made when it is asked for. */
  readonly ingredients: string;
  readonly view: object;
  readonly print: PrintJob;
  readonly html: string;
  readonly metadata: Metadata;
  readonly weight: number;
  readonly trim: { readonly width: number; readonly height: number };
}

// ---------------------------------------------------------------- print, finish, write
/** An element of the printed page that also becomes a structure element, in document order: standard type, language where it is not the page's, accessible name where it has one. */
export type PrintedElement = Readonly<{ type: string; lang?: string; name?: string }>;
export type Spans = readonly (readonly [number, number])[];
/** A tagged PDF, and what its page held. `fits` are the ranges [from, to) of elements that must be proved to fit a page; null when all was measured. */
export type Printed = Readonly<{ pdf: Uint8Array; elements: readonly PrintedElement[]; fits: Spans | null }>;
/** A file to write. `path` is relative to the output folder. */
export type Artefact = Readonly<{ path: string; bytes: Uint8Array; document: string }>;
