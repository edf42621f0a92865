import { describe, expect, test } from 'vitest';
import { indicatorsOf } from '../../pipeline/components.ts';
import { importBrief, type BriefReport, type BriefRequest } from '../../pipeline/import/brief/brief.ts';
import { load } from '../../pipeline/load/load.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { narrate } from '../../pipeline/narrate/narrate.ts';
import { score } from '../../pipeline/score/score.ts';
import { outlineOf } from '../../pipeline/outline.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { docxOf, paragraph, run, tableOf } from '../support/docx.ts';
import { filesOf, memoryWorld } from '../support/memory-world.ts';
import { projectData } from '../support/project-data.ts';
import { projectRoot } from '../support/source-tree.ts';

const dataset = await projectData();
const country = dataset.countries.get('CHL');
const edition = dataset.editions.get('2023');
const labels = dataset.labels.get('en');
if (!country || !edition || !labels) throw new Error('data/ lacks Chile, the edition 2023 or English labels');

const importing = (
  file: string,
  content: string | Uint8Array,
  changes: Partial<BriefRequest> = {},
): Promise<BriefReport> =>
  importBrief(dataset, {
    file,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    country,
    edition,
    labels,
    language: 'en',
    overwrite: false,
    hasNarrative: false,
    ...changes,
  });
const told = ({ messages }: BriefReport): string[] =>
  messages.map((message) =>
    formatMessage(message)
      .replace(/ {2}(?:error|warning|import:[a-z-]+)(?= )/g, '')
      .replace(/ {2}/g, ' '),
  );
const narrativePath = 'data/narratives/2023/CHL.en.md';

/** A made-up brief of Chile: a score of every indicator, and some text in two sections. */
const indicators = dataset.index.components.flatMap(indicatorsOf);
const scoreLines = indicators.map(
  ({ name }, i) => [name.toUpperCase().replace(' AND ', ' & '), i % 2 === 0 ? '3.00' : '4.00'] as const,
);
const ranks = [
  '90th of 193 countries',
  '20th of 35 American countries',
  '7th of 12 South American countries',
];
const first =
  'Smugglers cross the high plain at night. A well-known route ends at the harbour, where customs seize little.';
const second = 'A second group, called "the 5 * 5", works in [closed] ports: it is small.';
const drugs = 'Cocaine passes through; the market is stable & old.';
const markdown = [
  'CHILE',
  `# 3.53 CRIMINALITY SCORE\n\n${ranks.join('\n')}`,
  scoreLines.map(([name, figure]) => `${name}\t${figure}`).join('\n'),
  `### 3.50 RESILIENCE SCORE\n\n${ranks.join('\n')}`,
  '# CRIMINALITY',
  '#### **CRIMINAL MARKETS**',
  '**People**',
  first.replace(' ends at', '\n\n\n\nends at'),
  second.replace('* 5', '\\* 5').replace('[closed]', '\\[closed]'),
  '## DRUGS',
  drugs,
  'Printed by nobody in particular.',
].join('\n\n');

/** As `pdftotext` writes it: narrow lines, a broken word, a page in the midst of a sentence, running heads. */
const plain = [
  'Chile\n',
  `CRIMINALITY SCORE  3.53\n\n${ranks.join('\n')}\n`,
  scoreLines.map(([name, figure]) => `${name}  ${figure}`).join('\n'),
  `RESILIENCE SCORE  3.50\n\n${ranks.join('\n')}\n`,
  '\nCriminality\n\nCriminal markets\n\nPEOPLE\n',
  'Smugglers cross the high plain at night. A well-known\nroute\n\nThe atlas · 1\n\fThe atlas · 2\n\nends at the har-\nbour, where customs\nseize little.\n',
  `${second.replace(' called', '\ncalled')}\n`,
  `Drugs\n\n${drugs}\n`,
  'Printed by nobody in particular.\n',
].join('\n');

const document = docxOf(
  [
    paragraph(run('Chile')),
    paragraph(run('3.53 CRIMINALITY SCORE'), 'Heading2'),
    ...ranks.map((rank) => paragraph(run(rank))),
    tableOf(scoreLines),
    paragraph(run('3.50 RESILIENCE SCORE'), 'Heading2'),
    ...ranks.map((rank) => paragraph(run(rank))),
    paragraph(run('Criminality'), 'Heading2'),
    paragraph(run('CRIMINAL MARKETS', true)),
    paragraph(run('People', true)),
    paragraph(run(first.slice(0, 30)) + run(first.slice(30))),
    paragraph(run(second)),
    paragraph(run('Drugs'), 'Heading2'),
    paragraph(run(drugs)),
    paragraph(run('Printed by nobody in particular.')),
  ].join(''),
);

describe('a brief', () => {
  test('as Markdown, as text of a PDF and as text document becomes the same files', async () => {
    const reports = await Promise.all([
      importing('chile.md', markdown),
      importing('chile.txt', plain),
      importing('chile.docx', document),
    ]);
    for (const report of reports) {
      expect(told(report).filter((line) => !line.includes('absence of text'))).toEqual([]);
      expect(report.found).toEqual({ scores: 32, ranks: 6, means: 2, sections: 2 });
    }
    const [one, two, three] = reports.map(({ files }) => files);
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect(one?.get(narrativePath)).toContain('### People\n\nSmugglers cross');
  });

  test('reads as the same words again, whatever marks of Markdown it holds', async () => {
    const rest = outlineOf(dataset.index).filter(
      ({ group, title }) => group && !['People', 'Drugs'].includes(title),
    );
    const whole = [markdown, ...rest.map(({ title }) => `## ${title}\n\nNothing is known.`)].join('\n\n');
    const { files, messages: found } = await importing('chile.md', whole);
    expect(found.map(formatMessage)).toEqual([]);
    const all = { ...(await filesOf(projectRoot, ['data'])), ...Object.fromEntries(files) };
    const { value, messages } = validate((await load(memoryWorld(all))).value);
    if (!value) throw new Error(messages.map(formatMessage).join('\n'));
    expect(messages.map(formatMessage)).toEqual([]);
    const scored = score(value);
    expect(scored.messages.map(formatMessage)).toEqual([]);
    const narrated = narrate(value, scored.value);
    expect(narrated.messages.map(formatMessage)).toEqual([]);
    const words = JSON.stringify(narrated.value.filter(({ iso3 }) => iso3 === 'CHL'));
    expect(words).toContain(JSON.stringify(second).slice(1, -1));
    expect(words).toContain(drugs);
  });

  test('tells which sections have no text, and what it left out', async () => {
    const report = await importing('chile.md', markdown);
    expect(told(report).filter((line) => line.includes('absence of text')).length).toBe(9);
    expect(report.leftOut).toContainEqual({ line: 1, reason: 'title', text: 'CHILE' });
  });

  test('never touches a narrative that is there', async () => {
    const report = await importing('chile.md', markdown, { hasNarrative: true, overwrite: true });
    expect(report.files.size).toBe(0);
    expect(told(report).join('\n')).toContain(`${narrativePath} Unexpected narrative`);
  });

  test('changes a score only when it is told to', async () => {
    const held = new Map(indicators.map(({ id }) => [id, 500]));
    const row = { iso3: 'CHL', path: 'data/scores/2023.csv', line: 2, scores: held };
    const project = { ...dataset, scores: new Map([['2023', new Map([['CHL', row]])]]) };
    const request = {
      file: 'b.md',
      bytes: new TextEncoder().encode('HUMAN SMUGGLING\t6.50'),
      country,
      edition,
      labels,
    };
    const asked = { ...request, language: 'en', hasNarrative: false };
    const refused = await importBrief(project, { ...asked, overwrite: false });
    expect(refused.files.size).toBe(0);
    expect(told(refused).join()).toContain('change of human-smuggling of CHL from 5.00 to 6.50');
    const written = await importBrief(project, { ...asked, overwrite: true });
    expect(written.files.get('data/scores/2023.csv')).toContain('CHL,5.00,6.50,5.00');
  });

  test.each([
    ['HUMAN TRAFFICKING\t7.25', '1:19 Unexpected figure 7.25 of human-trafficking, expected steps'],
    ['HUMAN TRAFFICKING\t11.00', '1:19 Unexpected figure 11.00 of human-trafficking, expected 1 to'],
    ['HUMAN TRAFFICING\t7.00', '1:1 Unexpected score of "HUMAN TRAFFICING"'],
    ['HUMAN TRAFFICKING\t7.00\nHuman trafficking\t6.00', '2:1 Unexpected 6.00 for human-traf'],
    ['HUMAN TRAFFICKING\t7.00', 'Unexpected absence of scores for human-smuggling, extortion'],
    ['90th of 193 countries', 'Unexpected rank before any score'],
    ['5.00 CRIMINALITY SCORE\n\n194th of 193 countries', '3:1 Unexpected rank 194 of 193'],
    ['5.00 CRIMINALITY SCORE\n\n90th of 193 countries', '3:1 Unexpected number of ranks'],
    ['5.00 CRIMINALITY SCORE\n\n90th of 35 Asian countries', 'Unexpected rank among Asian countries'],
    ['Nothing here belongs to an index.', 'Unexpected text without a score or a section'],
  ])('with "%s" is refused where it is wrong', async (text, message) => {
    const report = await importing('brief.md', text);
    expect(report.files.size).toBe(0);
    expect(told(report).join('\n')).toContain(message);
  });

  test('with a misspelt heading goes to the section that it is near to, and says so', async () => {
    const report = await importing('brief.md', '## Criminal actorz\n\nThey are few.');
    expect(report.files.get(narrativePath)).toContain('## Criminal actors\n\nThey are few.');
    expect(told(report).join()).toContain('took it for "Criminal actors"');
  });

  test('with a heading that nobody knows has its text listed', async () => {
    const report = await importing('brief.md', '## Drugs\n\nOld.\n\n## Sport\n\nThey win.');
    expect(report.leftOut.map(({ text }) => text)).toEqual(['Sport', 'They win.']);
    expect(told(report).join()).toContain('brief.md:5:4 Unexpected heading "Sport"');
  });

  test('of another country is refused', async () => {
    const peru = markdown.replace('CHILE', 'PERU');
    const report = await importing('brief.md', peru);
    expect(report.files.size).toBe(0);
    expect(told(report).join()).toContain('brief.md:1:1 Unexpected title "Peru"');
  });

  test('that names another country in a line of its own is still the brief of its own', async () => {
    const { files } = await importing('brief.md', `${markdown}\n\n- Peru\n- Cuba`);
    expect(files.get(narrativePath)).toContain('- Peru\n- Cuba');
  });

  test.each([
    ['of 600,000 characters', `${'word '.repeat(100)}\n`.repeat(1200), 'at most 500000'],
    ['of 6,000 lines', 'word\n'.repeat(6000), 'at most 5000'],
    [
      'with a line of 20,000 characters',
      `\n${'word '.repeat(4000)}`,
      'brief.md:2:1 Unexpected line of 20000',
    ],
  ])('%s is refused', async (_, text, message) => {
    expect(told(await importing('brief.md', text)).join()).toContain(message);
  });

  test('that is no UTF-8 is refused', async () => {
    const report = await importing('brief.md', Uint8Array.of(0x50, 0xe9, 0x72));
    expect(told(report)).toEqual([expect.stringContaining('bytes that are no UTF-8')]);
  });
});
