import { numbersIn, operator, visitOperators } from './content.ts';
import { edited, type Edit } from './edits.ts';

const written: ReadonlyMap<number, string> = new Map([
  [operator('rg'), 'g'],
  [operator('RG'), 'G'],
]);

/** True for content that sets no colour but greys: red, green and blue in equal parts. */
export function isGrey(content: Uint8Array): boolean {
  let isSo = true;
  visitOperators(content, (code, operands, start) => {
    if (!written.has(code)) return undefined;
    const [r, g, b] = numbersIn(content, operands, start);
    isSo = r === g && g === b;
    // One colour is enough: the rest is not read.
    return isSo ? undefined : content.length;
  });
  return isSo;
}

/** Content that `isGrey` in the one ink that a device has for it: three equal parts would be printed in four. */
export function inOneInk(content: Uint8Array): Uint8Array {
  const edits: Edit[] = [];
  visitOperators(content, (code, operands, start, end) => {
    const grey = written.get(code);
    if (grey !== undefined)
      edits.push({
        at: operands,
        until: end,
        text: `${numbersIn(content, operands, start)[0] ?? 0} ${grey}`,
      });
    return undefined;
  });
  return edited(content, edits);
}
