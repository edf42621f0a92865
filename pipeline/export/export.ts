import { componentsOf } from '../components.ts';
import { formatCount, formatFigure } from '../figure.ts';
import type { CountryScores, Index, RankPlaces, Scored } from '../model.ts';

/** A column of the export: what statisticians call a field (Frictionless Table Schema). */
export interface Field {
  readonly name: string;
  readonly type: 'string' | 'number' | 'integer';
  readonly title: string;
}

/** A table of figures: every cell as text, '' where there is no figure; `key` are the fields that name a row. */
export interface ExportTable {
  readonly name: string;
  readonly key: readonly string[];
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly string[])[];
}

const places: readonly (keyof RankPlaces)[] = ['world', 'continent', 'region'];

/** All figures as printed, a row a country and edition: means, scores, ranks and how many others share the rank in the world; sorted by edition and code. */
export function exportTable(index: Index, scored: Scored): ExportTable {
  const components = componentsOf(index);
  const indicators = components.flatMap(({ groups }) => groups.flatMap((group) => group.indicators));
  const fields: Field[] = [
    ...['edition', 'iso3', 'country', 'continent', 'region'].map((name) => ({
      name,
      type: 'string' as const,
      title: name,
    })),
    ...[...components, ...indicators].map(({ id, name }) => ({
      name: id,
      type: 'number' as const,
      title: name,
    })),
    ...index.components.flatMap(({ id, name }) => [
      ...places.map((place) => ({
        name: `${id}-rank-${place}`,
        type: 'integer' as const,
        title: `${name}, rank: ${place}`,
      })),
      {
        name: `${id}-ties-world`,
        type: 'integer' as const,
        title: `${name}, others of the same rank: world`,
      },
    ]),
  ];
  const rows = [...scored.values()]
    .flatMap(({ countries }) => [...countries.values()])
    .map((scores) =>
      rowOf(
        scores,
        index,
        components.map(({ id }) => id),
        indicators.map(({ id }) => id),
      ),
    );
  const key = ([edition = '', iso3 = '']: readonly string[]): string => `${edition} ${iso3}`;
  return {
    name: 'scores',
    key: ['edition', 'iso3'],
    fields,
    rows: rows.sort((a, b) => (key(a) < key(b) ? -1 : 1)),
  };
}

function rowOf(
  { country, edition, indicators, means, ranks }: CountryScores,
  index: Index,
  components: readonly string[],
  ids: readonly string[],
): string[] {
  const { continent, iso3, name, region } = country;
  const figure = (value: Parameters<typeof formatFigure>[0] | undefined): string =>
    value ? formatFigure(value) : '';
  return [
    edition.id,
    iso3,
    name,
    continent,
    region,
    ...components.map((id) => figure(means.get(id))),
    ...ids.map((id) => figure(indicators.get(id))),
    ...index.components.flatMap(({ id }) => {
      const rank = ranks.get(id);
      const ties = rank?.world.ties ?? null;
      return [
        ...places.map((place) => (rank ? formatCount(rank[place].place) : '')),
        ties === null ? '' : formatCount(ties),
      ];
    }),
  ];
}

/** The table for a spreadsheet: UTF-8 with a byte order mark; text that a spreadsheet would run as a formula is made inert. */
export function toCsv({ fields, rows }: ExportTable): string {
  const cell = (text: string): string => {
    const isFormula = /^[=+\-@\t\r]/.test(text) && !/^-\d+(\.\d+)?$/.test(text);
    const inert = isFormula ? `'${text}` : text;
    return /[",\r\n]/.test(inert) ? `"${inert.replace(/"/g, '""')}"` : inert;
  };
  const lines = [fields.map(({ name }) => name), ...rows].map((row) => `${row.map(cell).join(',')}\r\n`);
  return `\uFEFF${lines.join('')}`;
}

/** The tables as a Tabular Data Package (Frictionless Data), their rows inside. */
export function toDataPackage(tables: readonly ExportTable[], index: Index): string {
  const value = (text: string, { type }: Field): string | number | null =>
    text === '' ? null : type === 'string' ? text : Number(text);
  const years = [...new Set(tables.flatMap(({ rows }) => rows.map(([edition = '']) => edition)))].sort();
  const names: Record<string, string> = { publisher: index.publisher, year: years.join(', ') };
  const licence = index.licence.text.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
  const content = {
    profile: 'tabular-data-package',
    name: index.shortName.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    title: index.name,
    contributors: [{ title: index.publisher, role: 'publisher' }],
    licenses: [{ title: licence, path: index.licence.url }],
    resources: tables.map(({ name, key, fields, rows }) => ({
      profile: 'tabular-data-resource',
      name,
      schema: { fields, primaryKey: key, missingValues: [''] },
      data: rows.map((row) =>
        Object.fromEntries(fields.map((field, i) => [field.name, value(row[i] ?? '', field)])),
      ),
    })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** The tables as a workbook (.xlsx), a sheet each; figures are numbers there. */
export async function toWorkbook(tables: readonly ExportTable[]): Promise<Uint8Array> {
  const { utils, write } = await import('@e965/xlsx');
  const sheets = tables.map(({ name, fields, rows }) => {
    const cells = rows.map((row) =>
      row.map((text, i) => (text === '' || fields[i]?.type === 'string' ? text : Number(text))),
    );
    return [name, utils.aoa_to_sheet([fields.map((field) => field.name), ...cells])] as const;
  });
  const book = { SheetNames: sheets.map(([name]) => name), Sheets: Object.fromEntries(sheets) };
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}
