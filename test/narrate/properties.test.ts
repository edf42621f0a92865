import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fraction } from '../../pipeline/figure.ts';
import { narrate } from '../../pipeline/narrate/narrate.ts';
import type { Dataset, Fraction, Scored } from '../../pipeline/model.ts';
import { sampleData, withSection } from './sample.ts';
import { within } from '../support/pace.ts';

const base = await sampleData('');

/** The sample with this figure for human trafficking. */
function scoredWith(figure: Fraction): Scored {
  const indicators = new Map([['human-trafficking', figure]]);
  return new Map(
    Array.from(base.scored, ([edition, one]) => {
      const countries = Array.from(
        one.countries,
        ([iso3, scores]) => [iso3, { ...scores, indicators }] as const,
      );
      return [edition, { ...one, countries: new Map(countries) }];
    }),
  );
}

function narrated(body: string, scored: Scored = base.scored): ReturnType<typeof narrate> {
  const [manuscript] = base.dataset.manuscripts;
  if (!manuscript) throw new Error('no manuscript');
  const dataset: Dataset = { ...base.dataset, manuscripts: [{ ...manuscript, body }] };
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
// Loading leaves no other line end than this.
const anything = fc.string({ unit: 'binary' }).map((text) => text.replace(/\r\n?/g, '\n'));
const vocabulary = /^(a|blockquote|br|em|li|ol|p|span|strong|sup|table|tbody|td|th|thead|tr|ul)$/;

const properties = /^(aria-label|class|href|id|lang|scope|start)$/;

describe('any narrative at all', () => {
  test('ends in a chapter or in messages, within a second, and the messages lie inside the file', () => {
    fc.assert(
      fc.property(fc.oneof(markdown, markdown.map(withSection), anything), (body) => {
        const { value, messages } = within(1000, () => narrated(body));
        expect(value.length === 1 || messages.some(({ fatal }) => fatal)).toBe(true);
        // The body begins on line 2.
        const lines = ['', ...body.split('\n')];
        for (const { line = 0, column = 0 } of messages) {
          expect(line).toBeGreaterThanOrEqual(2);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
        }
      }),
      { numRuns: 300, examples: [['https://example.org&amp;\u200b']] },
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
        for (const [tag] of html.matchAll(/<[^>]+>/g))
          for (const [, name = ''] of tag.matchAll(/\s([\w-]+)=/g)) expect(name).toMatch(properties);
        for (const [, address = ''] of html.matchAll(/href="([^"]*)"/g))
          expect(address).toMatch(/^(https?:|mailto:|#note-)/i);
      }),
      { numRuns: 300 },
    );
  });

  test('prints for :score the figure of the data, whatever it is and wherever it stands', () => {
    const places = fc.constantFrom(
      (text: string) => text,
      (text: string) => `- a list with *${text}*`,
      (text: string) => `| a |\n| - |\n| ${text} |`,
    );
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), places, (halves, put) => {
        const scored = scoredWith(fraction(BigInt(halves), 2n));
        const [chapter] = narrated(withSection(put(':score[human-trafficking]')), scored).value;
        expect(chapter?.sections.map(({ html }) => html).join('')).toContain(
          `<span class="figure">${(halves / 2).toFixed(2)}</span>`,
        );
      }),
      { numRuns: 50 },
    );
  });
});
