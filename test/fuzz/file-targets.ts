import { impose } from '../../pipeline/finish/impose/impose.ts';
import { defaults } from '../../pipeline/finish/impose/options.ts';
import { preflight } from '../../pipeline/finish/preflight.ts';
import { profileName } from '../../pipeline/finish/press/profile.ts';
import { formatEntry, formatManifest, parseManifest, readJournal, sha256 } from '../../pipeline/manifest.ts';
import { profileOf } from '../../pipeline/options.ts';
import { staysInside } from '../../pipeline/output.ts';
import { profiles } from '../../pipeline/rules.ts';
import { memoryDisk } from '../support/memory-world.ts';
import { faultOf } from './judge.ts';
import { smallProfile } from '../support/press-profile.ts';
import { hostile } from './mutations.ts';
import { pdfSeed, pdfTokens } from './pdf-seed.ts';
import type { Target } from './targets.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Manifests and profiles: small readers of their own. */
export function smallTargets(): readonly Target[] {
  const hash = sha256('x');
  const entry = {
    inputs: [{ path: 'data/index.yaml', sha256: hash }],
    outputs: [{ path: '2023/a.pdf', bytes: 3, sha256: hash, key: hash, made: hash }],
  };
  const tokens = [
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '../',
    '/etc/passwd',
    '__proto__',
    'null',
    '1e999',
    '\\u0000',
    '-1',
  ];
  return [
    {
      name: 'manifest.json',
      extension: '.json',
      inputs: hostile(
        [utf8(formatManifest(new Map([['2023/a', entry]]))), utf8(formatEntry('2023/a', entry))],
        tokens,
      ),
      read: async (bytes) => {
        const read = parseManifest(textOf(bytes)) ?? new Map<string, typeof entry>();
        const journal = await readJournal(memoryDisk({ '.journal': bytes }));
        const outputs = [...read.values(), ...journal.map(([, one]) => one)].flatMap((one) => one.outputs);
        return outputs.every(({ path }) => staysInside(path)) ? null : 'a path that leads out';
      },
    },
    {
      name: 'profile',
      extension: '.icc',
      inputs: hostile(
        [smallProfile()],
        ['desc', 'mluc', 'acsp', 'prtr', 'CMYK', '\u00ff\u00ff\u00ff\u00ff', '\0\0\0\0'],
      ),
      read: (bytes) => {
        try {
          profileOf({ products: ['press'], profile: bytes });
        } catch (cause) {
          return Promise.resolve(
            cause instanceof Error && cause.name === 'UsageError' ? null : String(cause),
          );
        }
        const name = profileName(bytes);
        return Promise.resolve(
          name !== null && name.length > 1000 ? `a name of ${name.length} letters` : null,
        );
      },
    },
  ];
}

/** A PDF from anywhere, held against every profile, and imposed in each way. */
export function pdfTargets(): readonly Target[] {
  const inputs = hostile([pdfSeed(), pdfSeed(true)], pdfTokens);
  return [
    ...[undefined, ...profiles].map((profile): Target => ({
      name: `preflight ${profile ?? 'house'}`,
      extension: '.pdf',
      inputs,
      read: async (bytes) =>
        faultOf(await preflight(bytes, { path: 'a.pdf', ...(profile ? { profile } : {}) }), {}),
    })),
    ...([null, 2, 4] as const).map((flat): Target => ({
      name: `impose ${flat ?? 'booklet'}`,
      extension: '.pdf',
      inputs,
      read: async (bytes) => {
        const made = await impose(bytes, { ...defaults, path: 'a.pdf', flat });
        if (!made.bytes && made.messages.length === 0) return 'nothing, and no message';
        return faultOf(made.messages, {});
      },
    })),
  ];
}
