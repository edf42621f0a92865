import { describe, expect, test } from 'vitest';
import { importBrief, type BriefReport } from '../../pipeline/import/brief/brief.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { docxOf, paragraph, run, zipOf } from '../support/docx.ts';
import { projectData } from '../support/project-data.ts';

const dataset = await projectData();
const [country, edition, labels] = [
  dataset.countries.get('CHL'),
  dataset.editions.get('2023'),
  dataset.labels.get('en'),
];
if (!country || !edition || !labels) throw new Error('data/ lacks Chile, the edition 2023 or English labels');
const whose = { country, edition, labels, language: 'en', overwrite: false, hasNarrative: false };

const importing = (bytes: Uint8Array): Promise<BriefReport> =>
  importBrief(dataset, { file: 'brief.docx', bytes, ...whose });
const told = ({ messages }: BriefReport): string[] => messages.map(formatMessage);

describe('a text document from outside', () => {
  const actors = paragraph(run('Criminal actors'), 'Heading2');

  test('loses unsafe links, comments, pictures, macros and deleted text, each of them listed', async () => {
    const link = `<w:hyperlink r:id="bad">${run('here')}</w:hyperlink>`;
    const deleted = '<w:del w:id="1" w:author="A"><w:r><w:delText>secret</w:delText></w:r></w:del>';
    const inserted = `<w:ins w:id="2" w:author="A">${run('new ')}</w:ins>`;
    const body = actors + paragraph(run('Read ') + link + run(': ') + deleted + inserted + run('words.'));
    const report = await importing(
      docxOf(
        body,
        { bad: 'javascript:alert(1)' },
        { 'word/vbaProject.bin': 'x', 'word/media/image1.png': 'x' },
      ),
    );
    expect(report.files.get('data/narratives/2023/CHL.en.md')).toContain('\n\nRead here: new words.\n');
    expect(report.leftOut.map(({ reason }) => reason).sort()).toEqual([
      'deleted in tracked changes',
      'macro or embedded object',
      'picture',
      'unsafe link',
    ]);
  });

  test.each([
    ['that is no archive', new TextEncoder().encode('PK no archive'), 'file that is no .docx'],
    ['without a body', zipOf({ 'readme.xml': '<a/>' }), 'document that cannot be read'],
    ['whose XML is broken', docxOf('<w:p'), 'document that cannot be read'],
    ['that says it unpacks to 60 MB', zipOf({ 'a.xml': 'a' }, { 'a.xml': 60_000_000 }), '60 MB unpacked'],
    [
      'that unpacks to more than it says',
      zipOf({ 'a.xml': 'a'.repeat(60_000_000) }, { 'a.xml': 10 }),
      'than it says',
    ],
    ['with an entry outside', zipOf({ '../a.xml': 'a' }), 'leaves the archive'],
  ])('%s is refused', async (_, bytes, reason) => {
    const report = await importing(bytes);
    expect(report.files.size).toBe(0);
    expect(told(report).join()).toContain(reason);
  });

  test('with a picture or a link to a file of the machine reads no file', async () => {
    const drawing =
      '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="file"/></w:drawing></w:r>';
    const body = actors + paragraph(run('Few.') + drawing);
    const report = await importing(docxOf(body, { file: 'file:///etc/hostname' }));
    expect(report.files.get('data/narratives/2023/CHL.en.md')).toContain('\n\nFew.\n');
  });
});
