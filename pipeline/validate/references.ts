import { error, nearest, type Message, type Place } from '../messages.ts';

/**
 * A name that a file uses and another file does not have. `what` is the kind of thing ("country"), `where` the
 * place that lists them ("data/countries.csv").
 */
export function unknownName(
  what: string,
  where: string,
  name: string,
  known: Iterable<string>,
  at: { readonly path: string; readonly place: Place },
): Message {
  const meant = nearest(name, known);
  return error('validate:reference', `Unexpected ${what} ${name}, expected one of ${where}`, {
    ...at,
    actual: name,
    hint: meant ? `did you mean ${meant}?` : `add it to ${where}, or correct the name`,
  });
}
