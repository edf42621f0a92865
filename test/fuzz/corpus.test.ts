import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { impose } from '../../pipeline/finish/impose/impose.ts';
import { defaults } from '../../pipeline/finish/impose/options.ts';
import { preflight } from '../../pipeline/finish/preflight.ts';
import { importTables } from '../../pipeline/import/import.ts';
import { formatMessage, type Message } from '../../pipeline/messages.ts';
import { profiles } from '../../pipeline/rules.ts';
import { projectData } from '../support/project-data.ts';
import { excessOf, measured } from './measure.ts';

const folder = (kind: string): URL => new URL(`corpus/${kind}/`, import.meta.url);
const inputs = (kind: string): readonly string[] =>
  readdirSync(folder(kind))
    .filter((name) => name.endsWith(`.${kind}`))
    .sort();
const bytesOf = (kind: string, name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(name, folder(kind))));
const expected = (kind: string, name: string): string =>
  new URL(name.replace(/\w+$/, 'expected.txt'), folder(kind)).pathname;
const lines = (messages: readonly Message[]): string =>
  [...new Set(messages.map(formatMessage))].map((line) => `${line}\n`).join('');

/** Inputs that once went through a reader or might: each is answered with the messages beside it, at once. */
describe('a PDF that was found', () => {
  test.each(inputs('pdf'))('%s', async (name) => {
    const bytes = bytesOf('pdf', name);
    const { cost, value } = await measured(async () => {
      const found: string[] = [];
      for (const profile of [undefined, ...profiles]) {
        const messages = await preflight(bytes, { path: name, ...(profile ? { profile } : {}) });
        const unread = messages.filter(({ ruleId }) => ruleId === 'unreadable');
        found.push(`${profile ?? 'house'}: ${unread.length > 0 ? lines(unread) : 'judged\n'}`);
      }
      const made = await impose(bytes, { ...defaults, path: name });
      found.push(`imposed: ${made.bytes ? `${made.pages} on ${made.sheets}\n` : ''}${lines(made.messages)}`);
      return found.join('');
    });
    expect(excessOf(cost)).toBeNull();
    await expect(value).toMatchFileSnapshot(expected('pdf', name));
  });
});

describe('a table to import that was found', () => {
  test.each(inputs('csv'))('%s', async (name) => {
    const dataset = await projectData();
    const request = {
      file: name,
      bytes: bytesOf('csv', name),
      edition: '2023',
      overwrite: false,
      spellings: '',
    };
    const { files, messages } = await importTables(dataset, request);
    const written = [...files.keys()].join(' ') || 'nothing';
    await expect(`${lines(messages)}\nwritten: ${written}\n`).toMatchFileSnapshot(expected('csv', name));
  });
});
