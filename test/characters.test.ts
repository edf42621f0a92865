import * as fontkit from 'fontkit';
import { describe, expect, test } from 'vitest';
import { charactersOf } from '../pipeline/characters.ts';
import { faces } from '../pipeline/fonts.ts';
import { memoryWorld } from './support/memory-world.ts';

const { asset } = memoryWorld({});

describe('charactersOf', () => {
  test.each(faces.map((face) => [face.asset]))('finds what another library finds in %s', async (path) => {
    const bytes = await asset(path);
    const font = fontkit.create(Buffer.from(bytes));
    const known = 'characterSet' in font ? font.characterSet : [];
    expect(known.length).toBeGreaterThan(900);
    expect([...charactersOf(bytes)]).toEqual([...new Set(known)].sort((a, b) => a - b));
  });

  test('refuses a font whose map it cannot read', async () => {
    const bytes = (await asset(faces[0]?.asset ?? '')).slice();
    const view = new DataView(bytes.buffer);
    const tables = Array.from({ length: view.getUint16(4) }, (_, i) => 12 + 16 * i);
    const cmap = tables.find((at) => new TextDecoder().decode(bytes.subarray(at, at + 4)) === 'cmap') ?? 0;
    const map = view.getUint32(cmap + 8);
    const otherForm = bytes.slice();
    const last = map + 4 + 8 * (view.getUint16(map + 2) - 1);
    new DataView(otherForm.buffer).setUint16(map + view.getUint32(last + 4), 4);
    expect(() => charactersOf(otherForm)).toThrow('a form that is not read here');
    view.setUint16(map + 2, 1);
    expect(() => charactersOf(bytes)).toThrow('no character map for all of Unicode');
  });
});
