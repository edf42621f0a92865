import fc from 'fast-check';

/** One change of an input; places are shares of its length, so that they mean something for any input. */
type Change =
  | {
      readonly kind: 'flip' | 'cut' | 'drop' | 'repeat' | 'move';
      readonly from: number;
      readonly size: number;
    }
  | {
      readonly kind: 'token' | 'overwrite';
      readonly from: number;
      readonly size: number;
      readonly token: string;
    }
  | { readonly kind: 'splice'; readonly from: number; readonly size: number; readonly other: number };

const place = fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true });
const size = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 32 }), fc.integer({ min: 32, max: 4096 }));

function changes(tokens: readonly string[]): fc.Arbitrary<Change> {
  const plain = fc.constantFrom('flip', 'flip', 'cut', 'drop', 'repeat', 'move');
  const word = fc.constantFrom(...tokens);
  return fc.oneof(
    fc.record({ kind: plain as fc.Arbitrary<'flip'>, from: place, size }),
    fc.record({
      kind: fc.constantFrom('token', 'overwrite'),
      from: place,
      size,
      token: word,
    }) as fc.Arbitrary<Change>,
    fc.record({ kind: fc.constant('splice'), from: place, size, other: place }) as fc.Arbitrary<Change>,
  );
}

function apply(bytes: Buffer, change: Change, donor: Buffer): Buffer {
  const at = Math.floor(change.from * bytes.length);
  const end = Math.min(bytes.length, at + change.size);
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  switch (change.kind) {
    case 'flip': {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << (change.size % 8));
      return copy;
    }
    case 'cut':
      return Buffer.from(before);
    case 'drop':
      return Buffer.concat([before, after]);
    case 'repeat':
      return Buffer.concat([before, part, part, part, after]);
    case 'move':
      return Buffer.concat([before, after, part]);
    case 'token':
      return Buffer.concat([before, Buffer.from(change.token), part, after]);
    case 'overwrite':
      return Buffer.concat([before, Buffer.from(change.token), after]);
    case 'splice': {
      const start = Math.floor(change.other * donor.length);
      return Buffer.concat([before, donor.subarray(start, start + change.size), after]);
    }
  }
}

/** Inputs that are nearly right: a seed with a few bits turned, pieces cut, doubled, moved, or put in from a list of tokens or another seed. */
export function mutated(seeds: readonly Uint8Array[], tokens: readonly string[]): fc.Arbitrary<Uint8Array> {
  const seed = fc.integer({ min: 0, max: seeds.length - 1 });
  return fc
    .tuple(seed, seed, fc.array(changes(tokens), { minLength: 1, maxLength: 6 }))
    .map(([one, other, list]): Uint8Array => {
      const donor = Buffer.from(seeds[other] ?? []);
      return list.reduce<Buffer>(
        (bytes, change) => apply(bytes, change, donor),
        Buffer.from(seeds[one] ?? []),
      );
    });
}

/** Inputs that are nothing but chance: bytes, and tokens in any order. */
export function random(tokens: readonly string[]): fc.Arbitrary<Uint8Array> {
  const words = fc.array(fc.constantFrom(...tokens, '\n', ' '), { maxLength: 200 });
  return fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    words.map((list) => new Uint8Array(Buffer.from(list.join('')))),
  );
}

/** Both kinds, the nearly right ones mostly. */
export function hostile(seeds: readonly Uint8Array[], tokens: readonly string[]): fc.Arbitrary<Uint8Array> {
  return fc.oneof({ arbitrary: mutated(seeds, tokens), weight: 5 }, { arbitrary: random(tokens), weight: 1 });
}
