import type { ListView, PartView, RowView, SheetView, View } from '../../../pipeline/compose/view.ts';
import type { Metadata } from '../../../pipeline/model.ts';
import { barOf, chartOf, codeOf, plain, stripOf } from './charts.ts';

/** Text that means nothing to Typst. */
const escape = (text: string): string => text.replace(/[\\#$*_`<>@[\]~=/+-]/g, '\\$&');
const quoted = (text: string): string => JSON.stringify(text);

/** What stands before and behind the content of an element of a narrative. */
function aroundOf(name: string, attributes: string): readonly [string, string] {
  const valueOf = (key: string): string => plain(new RegExp(`${key}="([^"]*)"`).exec(attributes)?.[1] ?? '');
  const [href, id, lang] = ['href', 'id', 'lang'].map(valueOf);
  const target = href?.startsWith('#') ? `<${href.slice(1)}>` : quoted(href ?? '');
  switch (name) {
    case 'p':
      return ['\n\n', '\n\n'];
    case 'em':
      return lang ? [`#emph(text(lang: ${quoted(lang)})[`, '])'] : ['#emph[', ']'];
    case 'strong':
      return ['#strong[', ']'];
    case 'a':
      return [`#link(${target})[`, `]${id ? `<${id}>` : ''}`];
    case 'sup':
      return ['#super[', ']'];
    case 'ul':
    case 'ol':
      return [`#${name === 'ul' ? 'list' : 'enum'}(`, ')'];
    case 'li':
      return ['[', '],'];
    case 'blockquote':
      return ['#quote(block: true)[', ']'];
    default:
      return ['', ''];
  }
}

/** HTML of a narrative in the markup of Typst. */
export function markupOf(html: string): string {
  const ends: string[] = [];
  const lists: boolean[] = [];
  let out = '';
  for (const [whole, slash, name = '', attributes = ''] of html.matchAll(/<(\/?)(\w+)([^>]*)>|[^<]+/g)) {
    if (name === '') out += lists.at(-1) === true ? '' : escape(plain(whole).replace(/\s+/g, ' '));
    else if (slash === '/') {
      out += ends.pop() ?? '';
      lists.pop();
    } else {
      const [start, end] = aroundOf(name, attributes);
      out += start;
      ends.push(end);
      // Space between the items of a list is none of Typst's.
      lists.push(name === 'ul' || name === 'ol');
    }
  }
  return out;
}

const rowOf = ({ name, figure, change, bar }: RowView): object => ({ name, figure, change, bar: barOf(bar) });

const listOf = ({ groups, ...list }: ListView): object => ({
  ...list,
  groups: groups.map(({ rows, ...group }) => ({ ...group, rows: rows.map(rowOf) })),
});

function sheetOf({ main, side, chart, plot, ranks, marks, ...sheet }: SheetView): object {
  const shapes = (list: SheetView['marks']): object[] =>
    list.map(({ name, shape }) => ({ name, chart: chartOf(shape) }));
  return {
    ...sheet,
    marks: marks.map(({ name, shape }) => ({ name, kind: /mark-(region|continent|world)/.exec(shape)?.[1] })),
    ranks: ranks.map(({ text, strip }) => ({ text, at: stripOf(strip) })),
    main: listOf(main),
    side: side.map(listOf),
    chart: { ...chart, picture: chartOf(chart.svg) },
    plot: { ...plot, legend: shapes(plot.legend), picture: sheet.hasPlot ? chartOf(plot.svg) : null },
  };
}

const factsOf = ({ blocks, ...part }: PartView): object => ({
  ...part,
  id: part.id.replace('narrative-', ''),
  blocks: blocks.map(({ rows, isDeep, title, hasMean, mean }) => {
    return { isDeep, title, mean: hasMean ? mean : '', rows: rows.map(rowOf) };
  }),
});

/** A part of the narrative: its title, which the first has above the columns; for each heading a call that sets it with its scores, and its text. */
function partOf({ blocks }: PartView, i: number): string {
  const body = blocks.map(({ html }, j) => `#opening(data.parts.at(${i}), ${j})\n${markupOf(html)}`);
  return [...(i === 0 ? [] : [`#part-title(data, ${i})`]), ...body].join('\n');
}

/** A brief as a document of Typst: its figures as JSON, and its markup, which reads brief.typ. */
export function typstOf(
  view: View,
  { date, subject, keywords, attachments: [attached] }: Metadata,
  name: string,
): { readonly json: string; readonly typ: string } {
  const { title, lang, country, edition, index, label, sheets, about, scaleText, isDraft } = view;
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  const notes = view.notes.map(({ id, html }) => `[${markupOf(html).trim()} <${id}>],`);
  const endnotes = view.hasNotes ? `#notes(data, ${notes.join('\n')})` : '';
  const parts = view.parts.map(partOf);
  return {
    json: JSON.stringify({
      ...{ title, lang, country, edition, index, label, scaleText, isDraft, subject, keywords },
      date: { year, month, day },
      attachment: `${name}.attached.json`,
      attachmentText: attached?.description ?? '',
      sheets: sheets.map(sheetOf),
      parts: view.parts.map(factsOf),
      about: { ...about, qr: codeOf(about.qr) },
    }),
    typ: [
      '#import "brief.typ": *',
      `#let data = json("${name}.json")`,
      '#show: brief.with(data)',
      `#narrative(data)[${[...parts, endnotes].join('\n')}]`,
      '#about(data)',
      '',
    ].join('\n'),
  };
}
