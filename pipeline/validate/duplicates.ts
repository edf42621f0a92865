import { error, type Message, type Place } from '../messages.ts';

/** Something that must stand once, and where it stands. */
export interface Named {
  readonly key: string;
  readonly path: string;
  readonly place: Place;
}

/** The form under which names clash: on a disk that ignores case, and however accents are encoded. */
export function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** A message for every item whose key stood before, naming both places. `what` is the kind of thing: "slug". */
export function duplicates(what: string, items: readonly Named[], hint: string): readonly Message[] {
  const first = new Map<string, Named>();
  return items.flatMap((item) => {
    const twin = first.get(folded(item.key));
    if (!twin) {
      first.set(folded(item.key), item);
      return [];
    }
    return [
      error('validate:duplicate', `Unexpected second ${what} ${item.key}, expected one`, {
        path: item.path,
        place: item.place,
        actual: item.key,
        cause: { path: twin.path, place: twin.place, reason: `the first, ${twin.key}` },
        hint,
      }),
    ];
  });
}
