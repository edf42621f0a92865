/**
 * What a document prints, as a closed tree: everything is formatted text or finished SVG, nothing is null and no
 * number is left to format. The templates read this and nothing else.
 */
export interface View {
  readonly lang: string;
  readonly title: string;
  readonly accent: string;
  readonly index: { readonly name: string; readonly shortName: string; readonly publisher: string };
  readonly edition: { readonly name: string; readonly date: string };
  readonly country: {
    readonly name: string;
    readonly iso3: string;
    readonly place: string;
    /** `short` sets the name in one line, `long` smaller and in two. */
    readonly fit: 'short' | 'long';
  };
  readonly scaleText: string;
  readonly label: Readonly<Record<string, string>>;
  readonly sheets: readonly SheetView[];
  readonly hasNarrative: boolean;
  readonly isDraft: boolean;
  readonly parts: readonly PartView[];
  readonly hasNotes: boolean;
  readonly notes: readonly NoteView[];
  /** The leaf; empty for every other product. */
  readonly handout: HandoutView;
  readonly about: AboutView;
  readonly web: WebView;
}

/** The score of a component with its ranks and its change. */
export type VerdictView = Pick<
  SheetView,
  'id' | 'name' | 'score' | 'scoreLabel' | 'hasChange' | 'change' | 'ranksLabel' | 'ranks'
>;

export interface HandoutView {
  readonly verdicts: readonly VerdictView[];
  readonly chart: ChartView;
  readonly method: readonly string[];
  readonly key: readonly string[];
  readonly marks: readonly ShapeView[];
  /** The indicators that stand highest or lowest, by component. */
  readonly lists: readonly (Pick<ListView, 'id' | 'name' | 'caption'> & {
    readonly rows: readonly RowView[];
  })[];
  readonly hasComparison: boolean;
  readonly comparisons: readonly {
    readonly id: string;
    readonly name: string;
    readonly insets: readonly InsetView[];
  }[];
  readonly hasLeads: boolean;
  /** Much text: set at the smallest size. */
  readonly isClose: boolean;
  readonly leads: readonly { readonly title: string; readonly text: string }[];
  /** True where comparison or narrative is missing, and there is room. */
  readonly hasDefinitions: boolean;
  readonly definitions: AboutView['definitions'];
  readonly source: string;
}

export interface SheetView {
  readonly id: string;
  readonly name: string;
  readonly heading: string;
  readonly isFirst: boolean;
  readonly score: string;
  readonly scoreLabel: string;
  /** Change of the score since the edition before. */
  readonly hasChange: boolean;
  readonly change: string;
  readonly ranksLabel: string;
  readonly ranks: readonly RankView[];
  /** The widest list of the sheet, and those that stand beside the chart. */
  readonly main: ListView;
  readonly side: readonly ListView[];
  readonly chart: ChartView;
  /** Short lists beside the name: what changed, what stands out; at most two. */
  readonly insets: readonly InsetView[];
  /** True where the plot of all countries and the rank order of the region take the place of chart and method. */
  readonly hasPlot: boolean;
  readonly plot: PlotView;
  readonly order: OrderView;
  readonly method: readonly string[];
  readonly key: readonly string[];
  /** The shapes of the marks on the bars and whose means they are; empty where the edition is not complete. */
  readonly marks: readonly ShapeView[];
  readonly funders: readonly string[];
  readonly source: string;
}

/** A shape of a key, and what it stands for. */
export interface ShapeView {
  readonly shape: string;
  readonly name: string;
}

export interface InsetView {
  readonly name: string;
  readonly caption: string;
  readonly hasRows: boolean;
  readonly rows: readonly { readonly name: string; readonly figure: string; readonly points: string }[];
  readonly nothing: string;
}

/** All countries in the plane of the two top components. */
export interface PlotView {
  readonly svg: string;
  readonly caption: string;
  readonly legend: readonly ShapeView[];
  readonly note: string;
}

/** The countries of the region, the highest first. */
export interface OrderView {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly place: string;
    readonly name: string;
    readonly isOwn: boolean;
    readonly figures: readonly string[];
  }[];
}

export interface RankView {
  readonly text: string;
  readonly strip: string;
}

export interface ListView {
  readonly id: string;
  readonly name: string;
  readonly mean: string;
  readonly axis: AxisView;
  readonly caption: string;
  /** False where there is no edition before this one to compare with. */
  readonly hasChanges: boolean;
  readonly changeHead: string;
  readonly meanChange: string;
  readonly groups: readonly GroupView[];
}

export interface AxisView {
  readonly min: string;
  readonly middle: string;
  readonly max: string;
}

export interface GroupView {
  readonly name: string;
  /** False where the list is its only group and carries the name already. */
  readonly isNamed: boolean;
  readonly rows: readonly RowView[];
}

export interface RowView {
  readonly name: string;
  readonly figure: string;
  readonly change: string;
  readonly bar: string;
}

export interface ChartView {
  readonly svg: string;
  readonly caption: string;
  readonly legend: readonly string[];
  readonly rows: readonly { readonly name: string; readonly figure: string }[];
}

export interface PartView {
  readonly id: string;
  readonly name: string;
  readonly score: string;
  readonly blocks: readonly BlockView[];
}

/** A heading of the narrative with what stands under it; `html` is '' for a heading that only groups others. */
export interface BlockView {
  readonly id: string;
  readonly isDeep: boolean;
  readonly title: string;
  readonly hasMean: boolean;
  readonly mean: string;
  readonly scoresLabel: string;
  readonly hasRows: boolean;
  readonly rows: readonly RowView[];
  readonly html: string;
}

export interface NoteView {
  readonly id: string;
  readonly html: string;
}

export interface AboutView {
  readonly method: readonly string[];
  readonly definitions: readonly { readonly name: string; readonly text: string }[];
  readonly citation: string;
  readonly licence: string;
  readonly licenceUrl: string;
  readonly disclaimers: readonly string[];
  readonly address: string;
  /** The address as it is printed. */
  readonly addressText: string;
  readonly qr: string;
  readonly build: string;
}

/** What only the web page holds. */
export interface WebView {
  readonly description: string;
  readonly pdf: string;
  readonly json: string;
  readonly csv: string;
  readonly jsonName: string;
  readonly csvName: string;
  readonly jsonLd: string;
  readonly contents: readonly { readonly id: string; readonly name: string }[];
}
