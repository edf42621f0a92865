import { operator, text, visitOperators, type Visit } from '../content.ts';

const op = {
  BDC: operator('BDC'),
  BMC: operator('BMC'),
  EMC: operator('EMC'),
  ID: operator('ID'),
  q: operator('q'),
  Q: operator('Q'),
} as const;
const [E, I] = [0x45, 0x49];
const isSpace = (c: number | undefined): boolean => c === undefined || c <= 32;

/** Walks through the operators of content from anywhere: the bytes of pictures that stand in it are passed over. */
export function visitContent(content: Uint8Array, visit: Visit): void {
  visitOperators(content, (code, operands, start, end) =>
    code === op.ID ? endOfPicture(content, end) : visit(code, operands, start, end),
  );
}

/**
 * The offset behind the `EI` of a picture whose bytes begin at `from` (ISO 32000-1, 8.9.7). Their number is not given:
 * the end is the first `EI` between spaces that is followed by text alone.
 */
export function endOfPicture(content: Uint8Array, from: number): number {
  for (let i = content.indexOf(E, from); i >= 0; i = content.indexOf(E, i + 1)) {
    if (content[i + 1] !== I || !isSpace(content[i - 1]) || !isSpace(content[i + 2])) continue;
    const next = content.subarray(i + 2, i + 12);
    if (next.every((c) => (c >= 32 && c < 127) || c === 9 || c === 10 || c === 13)) return i + 2;
  }
  return content.length;
}

/**
 * Content without its marks, which would point to a structure that is not there. Those of layers stay (8.11.3.2): what
 * is hidden on the page is hidden on the sheet. A state that is restored and was never saved is that of the sheet, whose
 * place and size it would lose: it goes too.
 */
export function withoutMarks(content: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const layers: boolean[] = [];
  let done = 0;
  let saved = 0;
  visitContent(content, (code, operands, start, end) => {
    if (code === op.q) saved++;
    else if (code === op.Q && saved > 0) saved--;
    else if (code === op.Q) {
      parts.push(content.subarray(done, start));
      done = end;
    }
    if (code !== op.BDC && code !== op.BMC && code !== op.EMC) return undefined;
    const isLayer =
      code === op.EMC
        ? (layers.pop() ?? false)
        : code === op.BDC && /^\/OC[\s/]/.test(text(content, operands, start));
    if (code !== op.EMC) layers.push(isLayer);
    if (isLayer) return undefined;
    parts.push(content.subarray(done, operands));
    done = end;
    return undefined;
  });
  const unclosed = [...layers.filter((isLayer) => isLayer).map(() => '\nEMC'), '\nQ'.repeat(saved)];
  return Buffer.concat([...parts, content.subarray(done), Buffer.from(unclosed.join(''))]);
}
