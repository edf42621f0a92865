import { error, nearest, type Message } from '../messages.ts';
import type { Path, YamlFile } from './yaml.ts';

/** What is wrong with the `{names}` in the text at `at`: only those in `allowed` are filled in. */
export function placeholderMessages(
  file: YamlFile,
  at: Path,
  text: string,
  allowed: readonly string[],
): readonly Message[] {
  return [...text.matchAll(/\{([^{}]*)\}|[{}]/g)].flatMap(({ 0: whole, 1: name }) => {
    if (name !== undefined && allowed.includes(name)) return [];
    const meant = name === undefined ? undefined : nearest(name, allowed);
    const known = allowed.map((one) => `{${one}}`).join(' ') || 'none';
    const hint = meant ? `did you mean {${meant}}?` : 'remove it; braces only stand around such a name';
    return [
      error('validate:placeholder', `Unexpected ${whole} in ${at.join('.')}, expected ${known}`, {
        path: file.path,
        place: file.placeOf(at),
        actual: whole,
        expected: allowed,
        hint,
      }),
    ];
  });
}
