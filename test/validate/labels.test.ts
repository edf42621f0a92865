import { describe, expect, test } from 'vitest';
import { labelPlaceholders } from '../../pipeline/label-keys.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { readLabels } from '../../pipeline/validate/labels.ts';

const path = 'data/labels/en.yaml';
const head = [
  'lang: en',
  "ordinals: { one: '{n}st', two: '{n}nd', few: '{n}rd', other: '{n}th' }",
  'continents: {}',
  'regions: {}',
  `months: [${Array.from({ length: 12 }, (_, i) => `Month ${i + 1}`).join(', ')}]`,
  'text:',
];
const text = Object.keys(labelPlaceholders).map((key) => `  ${key}: Words`);

function read(lines: readonly string[]): { readonly isRead: boolean; readonly messages: readonly string[] } {
  const { value, messages } = readLabels({ path, text: [...head, ...lines, ''].join('\n') }, null);
  return { isRead: value !== null, messages: messages.map(formatMessage) };
}

describe('readLabels(file)', () => {
  test('takes a text for every label', () => {
    expect(read(text)).toEqual({ isRead: true, messages: [] });
  });
  test('names a label that is missing', () => {
    expect(read(text.filter((line) => !line.startsWith('  mean:')))).toEqual({
      isRead: false,
      messages: [
        `${path}:6:1  error  validate:missing-key  Unexpected absence of mean, expected text  → add the key mean`,
      ],
    });
  });
  test('says once that a label is misspelt', () => {
    const { messages } = read(text.map((line) => line.replace('  scoreSheet:', '  scoreSheat:')));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(
      /validate:unknown-key {2}Unexpected key scoreSheat, .* → did you mean scoreSheet\?$/,
    );
  });
  test('names a label that is not printed', () => {
    const { messages } = read([...text, '  farewell: Goodbye']);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/:\d+:3 {2}error {2}validate:unknown-key {2}Unexpected key farewell/);
  });
  test('takes only the placeholders that are filled in', () => {
    const { messages } = read(
      text.map((line) => line.replace('rankWorld: Words', "rankWorld: '{plase} of {count}'")),
    );
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(
      /validate:placeholder {2}Unexpected \{plase\} in text.rankWorld, expected \{place\} \{count\} {2}→ did you mean \{place\}\?$/,
    );
  });
  test('terms are words of indicators that the index has', () => {
    const lines = ['terms:', '  heroin-trade: [heroin, opium]', '  cocane-trade: [coca]'];
    const source = { path, text: [...head.slice(0, -1), ...lines, 'text:', ...text, ''].join('\n') };
    const { value, messages } = readLabels(source, null, new Set(['heroin-trade', 'cocaine-trade']));
    expect(value).toBeNull();
    expect(messages.map(formatMessage)).toEqual([
      expect.stringMatching(
        /:8:3 {2}error {2}validate:reference {2}Unexpected indicator cocane-trade, .*did you mean cocaine-trade\?$/,
      ),
    ]);
    const { value: read } = readLabels(
      { ...source, text: source.text.replace('cocane', 'cocaine') },
      null,
      new Set(['heroin-trade', 'cocaine-trade']),
    );
    expect(read?.terms['heroin-trade']).toEqual(['heroin', 'opium']);
  });
  test('takes no text that looks like a number', () => {
    const { messages } = read(text.map((line) => line.replace('mean: Words', 'mean: 7')));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/Unexpected number 7, expected text {2}→ put it in quotes: "7"$/);
  });
});
