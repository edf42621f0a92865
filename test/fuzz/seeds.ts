import { utils, write } from '@e965/xlsx';
import { zipOf, docxOf, paragraph, run, tableOf } from '../support/docx.ts';

/** Words and values that text formats stumble over. */
export const yamlTokens: readonly string[] = [
  ...[
    '&a ',
    '*a',
    '<<: ',
    '!!js/function ',
    '!x ',
    '? ',
    '- ',
    ': ',
    '| \n',
    '> \n',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '#',
  ],
  ...[
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '\t',
    '\r',
    '\u00a0',
    '\ufeff',
    '\0',
    '__proto__: ',
    'constructor: ',
    '~',
    '.inf',
    '.nan',
    '0x10',
    '012',
    '1e400',
  ],
  ...[
    'scale:',
    'id: ',
    'name: ',
    'components:',
    'groups:',
    'indicators:',
    '"2023"',
    '2023-02-30',
    '{country}',
    '{',
    '\\u0000',
    '\ud800',
  ],
];
export const csvTokens: readonly string[] = [
  ...[
    ',',
    ';',
    '"',
    '""',
    '\n',
    '\r\n',
    '\r',
    '\t',
    'iso3',
    '__proto__',
    'constructor',
    '=1+1',
    '+1',
    '@x',
    "'",
    '#REF!',
  ],
  ...[
    '6,4',
    '6.4',
    '1e9',
    'NaN',
    'Infinity',
    '-0',
    '٣',
    '６',
    '\ufeff',
    '\0',
    '\u00a0',
    '\u200b',
    'AVA',
    'BRA',
    '10.001',
  ],
];
export const markdownTokens: readonly string[] = [
  ...[
    '*',
    '**',
    '_',
    '`',
    '```',
    '# ',
    '## ',
    '- ',
    '1. ',
    '> ',
    '| a | b |\n',
    '| - | - |\n',
    '[',
    ']',
    '(',
    '](',
    '[^1]',
    '[^1]: x',
  ],
  ...[
    'https://example.org',
    'javascript:x',
    '<b>',
    '<!--',
    '-->',
    '<script>',
    '&amp;',
    ':score[',
    ':lang[x]{es}',
    '::',
    ':::x',
    ':lead[',
  ],
  ...[
    '\n\n',
    '    ',
    '\t',
    '\\',
    '~~',
    '---\n',
    '![x](y)',
    '\u200b',
    '\u202e',
    '\ufffd',
    '犯',
    'www.x.org',
    'a@b.c',
    '\0',
  ],
];
export const briefTokens: readonly string[] = [
  ...markdownTokens,
  ...[
    '7.00',
    '6,50',
    '10',
    '1st of 193 countries',
    '20th of 35',
    'CRIMINALITY SCORE',
    'HUMAN TRAFFICKING',
    '\f',
    '\u00ad',
    'ﬁ',
  ],
];

/** An Excel workbook of one sheet, as its parts: a changed part is put back into a whole archive. */
export const workbookBytes = new Uint8Array(
  write(
    {
      SheetNames: ['2023_dataset'],
      Sheets: {
        '2023_dataset': utils.aoa_to_sheet([
          ['Region', 'Country', 'Resilience avg,', 'Human smuggling', 'Human trafficking'],
          ['South-America', 'Turkey', 4.38, 6.5, 7],
          ['West Africa', 'Congo, Dem, Rep,', 5, 1, 10],
        ]),
      },
    },
    { type: 'array', bookType: 'xlsx' },
  ) as ArrayBuffer,
);

export const documentBytes = docxOf(
  paragraph(run('CRIMINALITY SCORE 6.50')) +
    paragraph(run('People'), 'Heading2') +
    paragraph(
      `${run('Smugglers cross ')}<w:hyperlink r:id="l1">${run('here')}</w:hyperlink>${run('.', true)}`,
    ) +
    tableOf([
      ['HUMAN TRAFFICKING', '7.00'],
      ['HUMAN SMUGGLING', '6.50'],
    ]),
  { l1: 'https://example.org/a' },
);

export const officeTokens: readonly string[] = [
  ...[
    '<',
    '>',
    '/>',
    '</w:p>',
    '<w:p>',
    '<w:tbl>',
    '<w:tr>',
    '<w:tc>',
    '&lt;',
    '&#0;',
    '&x;',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '<![CDATA[',
  ],
  ...[
    '<row r="99999999">',
    '<c r="XFD1048576" t="n">',
    '<c r="A1" t="e"><v>23</v></c>',
    '<v>1e999</v>',
    'r="A0"',
    't="s"',
    '<v>99999999</v>',
  ],
  ...[
    'TargetMode="External"',
    'Target="file:///etc/passwd"',
    'Target="../../x"',
    'r:id="l9"',
    '<dimension ref="A1:XFD1048576"/>',
  ],
];

/** The parts of an archive made by `zipOf` or a workbook, by their name. */
export function zipped(parts: Readonly<Record<string, string>>): Uint8Array {
  return zipOf(parts);
}
