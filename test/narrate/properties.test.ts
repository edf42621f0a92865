import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { narrate } from '../../pipeline/narrate/narrate.ts';
import type { Dataset, Scored } from '../../pipeline/model.ts';
import { sampleData, withSection } from './sample.ts';

const base = await sampleData('');

function narrated(body: string): ReturnType<typeof narrate> {
  const [manuscript] = base.dataset.manuscripts;
  if (!manuscript) throw new Error('no manuscript');
  const dataset: Dataset = { ...base.dataset, manuscripts: [{ ...manuscript, body }] };
  const scored: Scored = base.scored;
  return narrate(dataset, scored);
}

/** Pieces that Markdown, HTML and directives are made of, in any order: most of them meet a rule. */
const pieces = fc.constantFrom(
  '*',
  '**',
  '_',
  '`',
  '```',
  '# ',
  '## ',
  '### People',
  '- ',
  '1. ',
  '> ',
  '| a | b |\n',
  '| - | - |\n',
  '[',
  ']',
  '(',
  ')',
  '](',
  '[^1]',
  '[^1]: note',
  'https://example.org',
  'javascript:x',
  '<b>',
  '</b>',
  '<!--',
  '-->',
  '<script>',
  '&amp;',
  '&#x6A;',
  ':score[',
  'human-trafficking]',
  ':lang[x]{es}',
  '::',
  ':::x',
  '\n',
  '\n\n',
  '    ',
  '\t',
  '\\',
  '~~',
  '---\n',
  '![x](y)',
  'words ',
  'é',
  '犯',
  '\u200b',
  '\ufffd',
  '"',
  "'",
  '’',
);
const markdown = fc.array(pieces, { maxLength: 60 }).map((list) => list.join(''));
const vocabulary = /^(a|blockquote|br|em|li|ol|p|span|strong|sup|table|tbody|td|th|thead|tr|ul)$/;

describe('any narrative at all', () => {
  test('ends in a chapter or in messages, within a second, and the messages lie inside the file', () => {
    fc.assert(
      fc.property(fc.oneof(markdown, markdown.map(withSection), fc.string({ unit: 'binary' })), (body) => {
        const start = performance.now();
        const { value, messages } = narrated(body);
        expect(performance.now() - start).toBeLessThan(1000);
        expect(value.length === 1 || messages.some(({ fatal }) => fatal)).toBe(true);
        const lines = body.split(/\r\n?|\n/).length + 1;
        for (const { line = 0, column = 0 } of messages) {
          expect(line).toBeGreaterThanOrEqual(2);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('prints only elements of the vocabulary, no handler and no address but the web’s and mail', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const [chapter] = narrated(withSection(text)).value;
        const html = [
          ...(chapter?.sections.map((section) => section.html) ?? []),
          ...(chapter?.notes ?? []),
        ].join('');
        for (const [, name = ''] of html.matchAll(/<\/?([a-zA-Z][^\s>/]*)/g))
          expect(name).toMatch(vocabulary);
        for (const [tag] of html.matchAll(/<[^>]+>/g)) expect(tag).not.toMatch(/\s(on\w+|style|src)=/i);
        for (const [, address = ''] of html.matchAll(/href="([^"]*)"/g))
          expect(address).toMatch(/^(https?:|mailto:|#note-)/i);
      }),
      { numRuns: 300 },
    );
  });
});
