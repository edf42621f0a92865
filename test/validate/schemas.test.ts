import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { labelKeys } from '../../pipeline/label-keys.ts';
import { schemaFiles } from '../../pipeline/validate/json-schemas.ts';
import { filesOf } from '../support/memory-world.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

describe('data/schemas', () => {
  test.each([...schemaFiles()])('%s is what `npm run schemas` writes', async (path, text) => {
    expect(await readFile(`${project}/${path}`, 'utf8')).toBe(text);
  });
  test('holds nothing else', async () => {
    const names = (await readdir(`${project}/data/schemas`)).map((name) => `data/schemas/${name}`);
    expect(names.sort()).toEqual([...schemaFiles().keys()].sort());
  });
  test('is named in the first line of every YAML file of data, and is there', async () => {
    const files = await filesOf(project, ['data']);
    const yaml = Object.entries(files).filter(([path]) => path.endsWith('.yaml'));
    expect(yaml.length).toBeGreaterThan(2);
    for (const [path, text] of yaml) {
      const [, named = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      expect([...schemaFiles().keys()]).toContain(new URL(named, `file:///${folder}`).pathname.slice(1));
    }
  });
  test('knows every label, and no other', () => {
    const labels = JSON.parse(schemaFiles().get('data/schemas/labels.schema.json') ?? '{}') as {
      readonly properties: {
        readonly text: { readonly required: string[]; readonly additionalProperties: boolean };
      };
    };
    expect(labels.properties.text.required).toEqual(labelKeys);
    expect(labels.properties.text.additionalProperties).toBe(false);
  });
});
