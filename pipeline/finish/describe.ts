import { PDFHexString, PDFName, PDFNumber, PDFString, type PDFDict, type PDFObject } from 'pdf-lib';
import { pointsPerMillimetre } from './boxes.ts';
import { attributesOf, inspect, type Inspected } from './preflight/inspected.ts';
import { arrayEntry, dictEntry, name, resolve } from './tree.ts';

/**
 * What a PDF is, as stable text: metadata, pages with boxes in millimetres, fonts, outline, attachments and the tree of
 * tags. For snapshots: a change that a reader would meet is a line that differs.
 */
export async function describePdf(bytes: Uint8Array): Promise<string> {
  const file = await inspect(bytes);
  return [
    ...section('metadata', metadata(file)),
    ...section('pages', pages(file)),
    ...section('fonts', fonts(file)),
    ...section('outline', outline(file)),
    ...section('attachments', attachments(file)),
    ...section('structure', structure(file)),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return [title, ...lines.map((line) => `  ${line}`)];
}

function textOf(value: PDFObject | undefined): string {
  if (value instanceof PDFString || value instanceof PDFHexString) return value.decodeText();
  if (value instanceof PDFName) return value.decodeText();
  return value === undefined ? '' : String(value);
}

function metadata({ catalog, context, info }: Inspected): string[] {
  const keys = ['Title', 'Author', 'Subject', 'Keywords', 'Creator', 'Producer', 'CreationDate', 'ModDate'];
  return [
    ...keys.map((key) => `${key}: ${textOf(resolve(context, info?.get(name(key))))}`),
    `Lang: ${textOf(resolve(context, catalog.get(name('Lang'))))}`,
  ];
}

function pages({ context, pages: list }: Inspected): string[] {
  const millimetres = (dict: PDFDict, key: string): string =>
    (arrayEntry(context, dict, key)?.asArray() ?? [])
      .map((one) => (one instanceof PDFNumber ? (one.asNumber() / pointsPerMillimetre).toFixed(2) : '?'))
      .join(' ');
  return list.map(
    ({ dict, number }) =>
      `${number}: media ${millimetres(dict, 'MediaBox')}, trim ${millimetres(dict, 'TrimBox')}, links ${arrayEntry(context, dict, 'Annots')?.size() ?? 0}`,
  );
}

function fonts({ context }: Inspected): string[] {
  const names = context.enumerateIndirectObjects().flatMap(([, object]) => {
    const base = 'get' in object ? (object as PDFDict).get(name('BaseFont')) : undefined;
    return base instanceof PDFName ? base.decodeText().replace(/^[A-Z]{6}\+/, '') : [];
  });
  return [...new Set(names)].sort();
}

function outline({ catalog, context }: Inspected): string[] {
  const lines: string[] = [];
  const visit = (parent: PDFDict | null, depth: number): void => {
    for (
      let item = parent ? dictEntry(context, parent, 'First') : null;
      item;
      item = dictEntry(context, item, 'Next')
    ) {
      lines.push(`${'  '.repeat(depth)}${textOf(resolve(context, item.get(name('Title'))))}`);
      visit(item, depth + 1);
    }
  };
  visit(dictEntry(context, catalog, 'Outlines'), 0);
  return lines;
}

function attachments({ catalog, context }: Inspected): string[] {
  return (arrayEntry(context, catalog, 'AF')?.asArray() ?? []).map((one) => {
    const spec = resolve(context, one) as PDFDict;
    return `${textOf(resolve(context, spec.get(name('UF'))))} (${textOf(spec.get(name('AFRelationship')))})`;
  });
}

function structure({ context, elements }: Inspected): string[] {
  return elements.map(({ depth, dict, type }) => {
    const facts = ['Lang', 'Alt'].flatMap((key) => {
      const value = resolve(context, dict.get(name(key)));
      return value ? `${key}="${textOf(value)}"` : [];
    });
    const scope = attributesOf(context, dict).flatMap((one) => textOf(one.get(name('Scope'))) || []);
    return `${'  '.repeat(depth - 1)}${[type, ...facts, ...scope].join(' ')}`;
  });
}
